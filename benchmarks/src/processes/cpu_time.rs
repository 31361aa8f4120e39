//! How much CPU time a process and its single threads have had. Linux tells, in /proc; elsewhere the answer is None.

use std::time::Duration;

/// What the threads of a server that still run have had since it was started.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct ThreadTimes {
    /// The first thread.
    pub(crate) event_loop: Duration,
    /// How long that thread could have run, and another one had the CPU.
    pub(crate) event_loop_delay: Duration,
    /// All workers together.
    pub(crate) workers: Duration,
    /// All threads together.
    pub(crate) all: Duration,
}

#[cfg(target_os = "linux")]
mod system {
    use super::ThreadTimes;
    use std::fs;
    use std::path::Path;
    use std::time::Duration;

    pub(crate) fn of_threads(process_id: u32) -> Option<ThreadTimes> {
        let mut sum = ThreadTimes::default();
        for thread in fs::read_dir(format!("/proc/{process_id}/task")).ok()?.flatten() {
            let path = thread.path();
            // A thread that has just ended has no files any more, and did nothing in this run.
            let Some((ran, delay)) = read(&path.join("schedstat")) else { continue };
            let name = fs::read_to_string(path.join("comm")).unwrap_or_default();
            sum.all += ran;
            if path.ends_with(process_id.to_string()) {
                (sum.event_loop, sum.event_loop_delay) = (ran, delay);
            } else if name.starts_with("worker-") {
                sum.workers += ran;
            }
        }
        (!sum.all.is_zero()).then_some(sum)
    }

    pub(crate) fn of_process(process_id: u32) -> Option<Duration> {
        let stat = fs::read_to_string(format!("/proc/{process_id}/stat")).ok()?;
        // The name in parentheses may have spaces in it. After it user and system time are the 12th and 13th field, in
        // hundredths of a second: proc_pid_stat(5).
        let fields = stat.rsplit_once(')')?.1.split_whitespace().skip(11).take(2);
        let ticks: u64 = fields.filter_map(|field| field.parse::<u64>().ok()).sum();
        Some(Duration::from_millis(10 * ticks))
    }

    pub(crate) fn of_this_thread() -> Option<Duration> {
        Some(read(Path::new("/proc/thread-self/schedstat"))?.0)
    }

    pub(crate) fn of_all_cpus() -> Option<Duration> {
        let text = fs::read_to_string("/proc/stat").ok()?;
        let fields = text.lines().next()?.split_whitespace().skip(1).map(str::parse::<u64>);
        let ticks: Vec<u64> = fields.collect::<Result<_, _>>().ok()?;
        // proc_stat(5): user, nice, system, idle, iowait, irq, softirq, steal, in 1/100 s; the rest is counted in those.
        let busy: u64 = ticks.iter().take(8).sum::<u64>() - ticks.get(3..5)?.iter().sum::<u64>();
        Some(Duration::from_millis(10 * busy))
    }

    /// Time on a CPU and time spent waiting for one, in nanoseconds (the kernel's sched-stats.rst).
    fn read(path: &Path) -> Option<(Duration, Duration)> {
        let text = fs::read_to_string(path).ok()?;
        let mut fields = text.split_whitespace().map(|field| field.parse().map(Duration::from_nanos));
        Some((fields.next()?.ok()?, fields.next()?.ok()?))
    }
}

#[cfg(not(target_os = "linux"))]
mod system {
    pub(crate) fn of_threads(_process_id: u32) -> Option<super::ThreadTimes> {
        None
    }

    pub(crate) fn of_process(_process_id: u32) -> Option<std::time::Duration> {
        None
    }

    pub(crate) fn of_this_thread() -> Option<std::time::Duration> {
        None
    }

    pub(crate) fn of_all_cpus() -> Option<std::time::Duration> {
        None
    }
}

pub(crate) use system::{of_all_cpus, of_process, of_this_thread, of_threads};

impl ThreadTimes {
    pub(crate) fn since(self, before: Self) -> Self {
        Self {
            event_loop: self.event_loop.saturating_sub(before.event_loop),
            event_loop_delay: self.event_loop_delay.saturating_sub(before.event_loop_delay),
            workers: self.workers.saturating_sub(before.workers),
            all: self.all.saturating_sub(before.all),
        }
    }
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use super::*;
    use std::process;

    #[test]
    fn who_computes_has_cpu_time_the_thread_and_its_process() {
        let (mine, process) = (of_this_thread().unwrap(), of_process(process::id()).unwrap());
        while of_process(process::id()).unwrap() < process + Duration::from_millis(30) {
            std::hint::spin_loop();
        }
        let threads = of_threads(process::id()).unwrap();
        assert!(of_this_thread().unwrap() > mine && threads.all > Duration::ZERO);
        assert_eq!(threads.since(threads).all, Duration::ZERO);
    }
}
