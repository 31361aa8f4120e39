//! The table as text: locks, then threads, then, apart from both, conditions.

use super::{Contention, LockStats, ThreadUse};
use crate::observe::Summary;
use std::cmp::Reverse;
use std::fmt::{self, Display, Formatter};

/// The most threads that are listed: those that waited longest.
const MOST_THREADS: usize = 16;

impl Contention {
    /// The severity and the share it rests on; above 10 %, in a second line, the cause.
    pub fn diagnosis(&self) -> String {
        let (severity, share) = (self.severity(), self.wait_share() * 100.0);
        let cause = self.cause().map_or_else(String::new, |cause| format!("\n    cause: {cause}"));
        format!("{severity}, {share:.2} % of the time spent waiting for locks{cause}")
    }

    /// The threads to list, and how many are left out.
    fn listed_threads(&self) -> (Vec<&ThreadUse>, usize) {
        let mut threads: Vec<&ThreadUse> = self.threads.iter().collect();
        if threads.len() > MOST_THREADS {
            threads.sort_by_key(|thread| Reverse(thread.stats.wait.sum()));
        }
        let left_out = threads.len().saturating_sub(MOST_THREADS);
        threads.truncate(MOST_THREADS);
        (threads, left_out)
    }
}

/// The diagnosis, and the figures behind it.
impl Display for Contention {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        writeln!(f, "{}", self.diagnosis())?;
        put_heading(f, "lock")?;
        writeln!(f)?;
        for lock in &self.locks {
            put_stats(f, lock.name, &lock.stats)?;
            writeln!(f)?;
        }
        put_heading(f, "thread")?;
        writeln!(f, "{:>9}", "waits")?;
        let (threads, left_out) = self.listed_threads();
        for thread in threads {
            put_stats(f, &thread.name, &thread.stats)?;
            writeln!(f, "{:>7.2} %", thread.wait_share() * 100.0)?;
        }
        if left_out > 0 {
            writeln!(f, "  and {left_out} more, which waited less")?;
        }
        writeln!(
            f,
            "  {:<26}{:>10}{:>9}{:>9}{:>9}{:>9}",
            "condition", "sleeps", "slept", "p50", "p99", "max"
        )?;
        for condition in &self.conditions {
            write!(f, "  {:<26}{:>10}", condition.name, condition.sleep.count())?;
            put_times(f, &condition.sleep)?;
            writeln!(f)?;
        }
        if let (Some(price), Some(share)) = (self.price, self.meter_share()) {
            let share = share * 100.0;
            writeln!(f, "  the meter itself: {price:.0?} a lock taken, {share:.2} % of the threads' time")?;
        }
        Ok(())
    }
}

fn put_heading(f: &mut Formatter<'_>, of: &str) -> fmt::Result {
    let [p50, p99, max] = ["p50", "p99", "max"];
    write!(f, "  {of:<16}{:>10}{:>10}", "taken", "contended")?;
    write!(f, "{:>9}{p50:>9}{p99:>9}{max:>9}{:>9}{p50:>9}{p99:>9}{max:>9}", "waited", "held")
}

fn put_stats(f: &mut Formatter<'_>, name: &str, stats: &LockStats) -> fmt::Result {
    let contended = stats.contended_share() * 100.0;
    write!(f, "  {name:<16}{:>10}{contended:>8.1} %", stats.acquisitions)?;
    put_times(f, &stats.wait)?;
    match stats.hold.count() {
        0 => write!(f, "{:>9}", "-")?,
        _ => write!(f, "{:>9}", format!("{:.1?}", stats.held()))?,
    }
    put_quantiles(f, &stats.hold)
}

fn put_times(f: &mut Formatter<'_>, times: &Summary) -> fmt::Result {
    write!(f, "{:>9}", format!("{:.1?}", times.sum()))?;
    put_quantiles(f, times)
}

fn put_quantiles(f: &mut Formatter<'_>, times: &Summary) -> fmt::Result {
    if times.count() == 0 {
        return write!(f, "{:>9}{:>9}{:>9}", "-", "-", "-");
    }
    for time in [times.quantile(0.5), times.quantile(0.99), times.max()] {
        write!(f, "{:>9}", format!("{time:.1?}"))?;
    }
    Ok(())
}
