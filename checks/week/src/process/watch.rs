//! Watches what a program that is not trusted uses, beside what the system itself limits.

use super::family;
use super::limits::Limits;
use std::sync::mpsc::channel;
use std::thread;
use std::time::Duration;

/// How often it looks.
const LOOK: Duration = Duration::from_millis(50);

const MIB: u64 = 1 << 20;

/// Returns when the program has gone beyond one of its limits, with that in words. `disk` does so for one that may take long
/// to look at.
pub(super) fn wait_for_excess(
    limits: &Limits,
    disk: impl FnOnce() -> Option<String> + Send + 'static,
) -> String {
    let (sender, excess) = channel();
    let to = sender.clone();
    thread::spawn(move || disk().map(|words| to.send(words)));
    loop {
        if let Ok(words) = excess.recv_timeout(LOOK) {
            return words;
        }
        if let Some(words) = excess_of_family(limits) {
            return words;
        }
    }
}

fn excess_of_family(limits: &Limits) -> Option<String> {
    let family = family::members();
    if let Some(most) = limits.processes.filter(|most| family.len() > *most) {
        return Some(format!("it started more than {most} processes"));
    }
    let memory: u64 = family.iter().map(|member| member.memory).sum();
    let most = limits.memory.filter(|most| memory > most * MIB)?;
    Some(format!("it took more than {most} MiB of memory"))
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use super::*;
    use std::process::Command;

    #[test]
    fn who_keeps_the_watch_of_the_disk_busy_is_ended_all_the_same() {
        let mut sleeper = Command::new("sleep").arg("1000").spawn().expect("it can be run");
        let none = Limits { processes: Some(0), ..Limits::default() };
        let words = wait_for_excess(&none, || {
            loop {
                thread::park();
            }
        });
        sleeper.kill().and_then(|()| sleeper.wait()).expect("it ends");
        assert_eq!(words, "it started more than 0 processes");
    }
}
