//! The locks' part of the metrics: a summary for each lock, labelled with its name.

use super::{Page, QUANTILES, quantile_of, seconds};
use crate::observe::Summary;
use crate::observe::contention::LockUse;
use std::time::Duration;

impl Page {
    /// Divided by each other, the two counts give the share of the times in which a lock was found taken.
    pub(super) fn locks(&mut self, locks: &[LockUse]) {
        self.family("lock_wait_seconds", "summary", "Waits of threads that found a lock taken, by lock.");
        for LockUse { name, stats, .. } in locks {
            let (sum, count) = (stats.wait.sum(), stats.wait.count());
            self.lock_summary("lock_wait_seconds", name, &stats.wait, sum, count);
        }
        self.family("lock_hold_seconds", "summary", "Time for which a lock was held, by lock (sampled).");
        for LockUse { name, stats, .. } in locks {
            // The sum is that of the timed holds, each as often as it stands for: it never falls. The mean hold times the
            // acquisitions would, when a short hold is timed after long ones.
            self.lock_summary("lock_hold_seconds", name, &stats.hold, stats.hold.sum(), stats.acquisitions);
        }
    }

    fn lock_summary(&mut self, name: &str, lock: &str, summary: &Summary, sum: Duration, count: u64) {
        for quantile in QUANTILES {
            let value = quantile_of(summary, quantile);
            self.line(format_args!("capstone_{name}{{lock=\"{lock}\",quantile=\"{quantile}\"}} {value}"));
        }
        self.line(format_args!("capstone_{name}_sum{{lock=\"{lock}\"}} {}", seconds(sum)));
        self.line(format_args!("capstone_{name}_count{{lock=\"{lock}\"}} {count}"));
    }
}
