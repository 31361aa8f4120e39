//! Processes that have left the group they were started in. On Linux they become children of the guard when their parent
//! ends, and the guard kills them. Elsewhere nobody can find them.

#[cfg(target_os = "linux")]
use rustix::process::{Pid, Signal, kill_process, set_child_subreaper};
#[cfg(target_os = "linux")]
use std::{fs, process, thread};

/// From now on, what a descendant leaves behind is a child of this process.
#[cfg(target_os = "linux")]
pub(super) fn adopt() {
    let id = i32::try_from(process::id()).ok().and_then(Pid::from_raw);
    let _ = set_child_subreaper(id); // then they are not found
}

/// Kills this process's children, and theirs, until none is left.
#[cfg(target_os = "linux")]
pub(super) fn kill() {
    loop {
        let children = living_children();
        if children.is_empty() {
            return;
        }
        for child in children {
            let _ = kill_process(child, Signal::KILL); // it may have ended
        }
        thread::yield_now();
    }
}

#[cfg(target_os = "linux")]
fn living_children() -> Vec<Pid> {
    let own = process::id();
    let processes = fs::read_dir("/proc").into_iter().flatten().flatten();
    let ids = processes.filter_map(|entry| entry.file_name().to_str()?.parse::<i32>().ok());
    ids.filter(|id| is_living_child(*id, own)).filter_map(Pid::from_raw).collect()
}

/// By `/proc/ID/stat`, where the state and the parent stand behind the name, which may contain anything.
#[cfg(target_os = "linux")]
fn is_living_child(id: i32, parent: u32) -> bool {
    let stat = fs::read_to_string(format!("/proc/{id}/stat")).unwrap_or_default();
    let mut words = stat.rsplit(')').next().unwrap_or_default().split_whitespace();
    let (state, of) = (words.next(), words.next().and_then(|word| word.parse().ok()));
    of == Some(parent) && !matches!(state, Some("Z" | "X"))
}

#[cfg(not(target_os = "linux"))]
pub(super) fn adopt() {}

#[cfg(not(target_os = "linux"))]
pub(super) fn kill() {}
