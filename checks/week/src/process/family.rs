//! The processes below the guard, as `/proc` shows them. On Linux those whose parent has ended become children of the
//! guard, so that nobody can leave the family. Elsewhere nobody is seen.

#[cfg(target_os = "linux")]
pub(super) use of_linux::{adopt_orphans, kill, members};

/// One process, and what it has in memory, in bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Member {
    pub(super) id: i32,
    pub(super) memory: u64,
}

#[cfg(target_os = "linux")]
mod of_linux {
    use super::Member;
    use rustix::param::page_size;
    use rustix::process::{Pid, Signal, WaitOptions, getpid, kill_process, set_child_subreaper, wait};
    use std::{fs, thread};

    #[derive(Debug, Clone, Copy)]
    struct Process {
        id: i32,
        parent: i32,
        memory: u64,
        /// Of a process that has ended its main thread, others may live.
        main_thread_lives: bool,
    }

    pub(in super::super) fn adopt_orphans() {
        let _ = set_child_subreaper(Some(getpid())); // without it, those who leave are not found
    }

    /// All that live below this process.
    pub(in super::super) fn members() -> Vec<Member> {
        let living = family().into_iter().filter(|process| process.main_thread_lives);
        living.map(|Process { id, memory, .. }| Member { id, memory }).collect()
    }

    fn family() -> Vec<Process> {
        let processes = fs::read_dir("/proc").into_iter().flatten().flatten();
        let ids = processes.filter_map(|entry| entry.file_name().to_str()?.parse().ok());
        let all: Vec<Process> = ids.filter_map(process).collect();
        let (mut family, mut parents) = (Vec::new(), vec![getpid().as_raw_nonzero().get()]);
        while let Some(parent) = parents.pop() {
            for child in all.iter().filter(|process| process.parent == parent) {
                parents.push(child.id);
                family.push(*child);
            }
        }
        family
    }

    /// By `/proc/ID/stat`, where all but the id stands behind the name, which may contain anything.
    fn process(id: i32) -> Option<Process> {
        let stat = fs::read_to_string(format!("/proc/{id}/stat")).ok()?;
        let words: Vec<&str> = stat.rsplit(')').next()?.split_whitespace().collect();
        let pages: u64 = words.get(21)?.parse().ok()?;
        let main_thread_lives = !matches!(words[0], "Z" | "X");
        let parent = words.get(1)?.parse().ok()?;
        Some(Process { id, parent, memory: pages * page_size() as u64, main_thread_lives })
    }

    /// Kills all of them, and those whom they start meanwhile. Whoever lives below the guard is its child or has a parent who is,
    /// for orphans become its children; so when it has no child, nobody is left.
    ///
    /// One look at `/proc` would not say that, for it is not read in one moment. A child may have been read while its parent
    /// lived, and the parent, with a higher id, after its end: then the child seems to be nobody's.
    pub(in super::super) fn kill() {
        while has_children() {
            let family = family();
            // A stopped process starts no other.
            for signal in [Signal::STOP, Signal::KILL] {
                for id in family.iter().filter_map(|process| Pid::from_raw(process.id)) {
                    let _ = kill_process(id, signal); // it may have ended
                }
            }
            thread::yield_now();
        }
    }

    /// Whether the guard has a child that lives. It reaps those that have ended.
    fn has_children() -> bool {
        loop {
            match wait(WaitOptions::NOHANG) {
                Ok(Some(_)) => {}
                Ok(None) => return true,
                Err(_) => return false, // the only reason is that there is none
            }
        }
    }
}

#[cfg(not(target_os = "linux"))]
pub(super) fn adopt_orphans() {}

#[cfg(not(target_os = "linux"))]
pub(super) fn members() -> Vec<Member> {
    Vec::new()
}

#[cfg(not(target_os = "linux"))]
pub(super) fn kill() {}
