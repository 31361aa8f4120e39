//! The server under attack, and what must be true of it after any of them.

use crate::observer::Observer;
#[cfg(target_os = "linux")]
use checks::until;
use checks::{Claim, Footprint, Metrics, Server, Signal, StopOnDrop, Stopped, Text, blocked_cost_of_process};
use std::collections::BTreeSet;
use std::fs;
use std::ops::{Deref, DerefMut};
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::Duration;

/// A server that remembers what it held before anybody connected.
#[derive(Debug)]
pub(crate) struct Subject {
    server: Server,
    process_id: u32,
    before: Option<Footprint>,
}

/// Memory that a server may keep from what it has been through: its spare frames (4 MiB), the room of its log, and
/// what the allocator does not give back. A leak of anything large, or of anything many times, is more.
const KEPT_MEMORY: u64 = 32 << 20;

/// How long a promise may take to be kept. No verdict depends on it: it is long for a machine that is busy.
const LIMIT: Duration = Duration::from_secs(300);

/// A promise of the catalogue, in words: a sentence with *must*, without a full stop.
pub(crate) const fn promise(words: &'static str) -> Claim {
    Text::at("capstone/README.md").section("Faults").claim(words).beside_others().within(LIMIT)
}

/// Repeats `attack` in a thread of its own while `body` runs.
pub(crate) fn while_repeating<T>(mut attack: impl FnMut() + Send, body: impl FnOnce() -> T) -> T {
    let stop = AtomicBool::new(false);
    thread::scope(|scope| {
        scope.spawn(|| {
            while !stop.load(Ordering::SeqCst) {
                attack();
            }
        });
        let _stop = StopOnDrop(&stop);
        body()
    })
}

impl Subject {
    /// A server on a free port with these arguments.
    #[track_caller]
    pub(crate) fn start(args: &[&str]) -> Self {
        Self::of(Server::start(args))
    }

    /// This server, to which nobody has connected yet.
    pub(crate) fn of(mut server: Server) -> Self {
        let process_id = server.process().id();
        let before = server.footprint();
        Self { server, process_id, before }
    }

    /// The server, of which nothing more is expected than that it ends.
    pub(crate) fn into_server(self) -> Server {
        self.server
    }

    pub(crate) fn process_id(&self) -> u32 {
        self.process_id
    }

    /// Someone who watches the metrics, on a connection of their own.
    #[track_caller]
    pub(crate) fn observer(&self) -> Observer {
        Observer::new(self.connect())
    }

    /// Checks that the server is as good as new, and ends it.
    ///
    /// # Panics
    ///
    /// If a new client is not served, a request has no answer or a job no end, anything that was taken is still held,
    /// or the server does not end in order.
    #[track_caller]
    pub(crate) fn assert_unharmed(self) -> Stopped {
        self.assert_serves();
        self.quiet_metrics().assert_balanced();
        self.wait_until_back_to(self.before);
        if let (Some(before), Some(now)) = (self.before, self.footprint()) {
            let kept = now.memory.saturating_sub(before.memory);
            assert!(kept <= KEPT_MEMORY, "the server kept {kept} bytes of memory: {before:?}, then {now:?}");
        }
        let stopped = self.into_server().stop(Signal::TERM);
        assert_eq!(stopped.code, Some(0), "SIGTERM ended the server with this code\n{}", stopped.stderr);
        stopped
    }

    /// The metrics once no job runs or waits, and whoever asks is the only client.
    ///
    /// # Panics
    ///
    /// If that does not come about.
    #[track_caller]
    pub(crate) fn quiet_metrics(&self) -> Metrics {
        let is_quiet = |metrics: &Metrics| {
            metrics.get("capstone_workers_busy") + metrics.get("capstone_queue_depth") == 0.0
                && metrics.get("capstone_connections_open") == 1.0
        };
        self.metrics_when("no job runs and every client has gone", is_quiet)
    }

    /// The metrics as soon as `condition` holds of them; `what` says in words what that is.
    ///
    /// # Panics
    ///
    /// If it does not come to hold.
    #[track_caller]
    pub(crate) fn metrics_when(&self, what: &str, condition: impl FnMut(&Metrics) -> bool) -> Metrics {
        self.observer().metrics_when(what, condition)
    }

    /// Stops the process until it gets a SIGCONT, and waits until it stands still.
    ///
    /// # Panics
    ///
    /// If it goes on.
    #[cfg(target_os = "linux")]
    #[track_caller]
    pub(crate) fn suspend(&mut self) {
        self.process().signal(Signal::STOP);
        // The field after the name in parentheses; T is stopped (proc_pid_stat(5)).
        let is_stopped = |stat: String| stat.rsplit_once(')').is_some_and(|(_, rest)| rest.starts_with(" T"));
        let path = format!("/proc/{}/stat", self.process_id());
        until("the server stands still", || fs::read_to_string(&path).is_ok_and(is_stopped));
    }

    /// Checks that the event loop sleeps, while nothing happens that it could act on.
    ///
    /// # Panics
    ///
    /// If it spins.
    #[track_caller]
    pub(crate) fn assert_loop_sleeps(&self) {
        let Some(cost) = blocked_cost_of_process(self.process_id()) else { return };
        // A loop that spins is watched until it has had this much; one that looks up from time to time has next to nothing.
        assert!(
            cost.cpu < Duration::from_millis(50),
            "the event loop used {} ms of CPU and ran {} times while there was nothing to do",
            cost.cpu.as_millis(),
            cost.switches
        );
    }

    /// A line of /proc/PID/status in bytes, such as `VmPeak`; `None` where the system does not tell.
    pub(crate) fn status(&self, name: &str) -> Option<u64> {
        let status = fs::read_to_string(format!("/proc/{}/status", self.process_id())).ok()?;
        let value = status.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(':'))?;
        Some(value.trim().trim_end_matches(" kB").parse::<u64>().ok()? * 1024)
    }

    /// The numbers of its open descriptors; none where the system does not tell.
    pub(crate) fn descriptors(&self) -> BTreeSet<u32> {
        let entries = fs::read_dir(format!("/proc/{}/fd", self.process_id())).into_iter().flatten().flatten();
        entries.filter_map(|entry| entry.file_name().to_str()?.parse().ok()).collect()
    }
}

impl Deref for Subject {
    type Target = Server;

    fn deref(&self) -> &Server {
        &self.server
    }
}

impl DerefMut for Subject {
    fn deref_mut(&mut self) -> &mut Server {
        &mut self.server
    }
}
