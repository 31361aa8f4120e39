//! A bar with the time left, and how long a run will take by its own predictions.

use crate::month::plan::{Load, PlannedRun};
use indicatif::{ProgressBar, ProgressStyle};
use std::time::Duration;

/// A bar on the standard error. If that is no terminal, nothing is shown.
pub(crate) struct Progress {
    bar: ProgressBar,
}

impl Progress {
    /// For work that will take this long.
    pub(crate) fn new(expected: Duration) -> Self {
        let bar = ProgressBar::new(millis(expected));
        let style = ProgressStyle::with_template("{bar:40} {percent:>3} %  {eta} left  {msg}");
        bar.set_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()));
        Self { bar }
    }

    pub(crate) fn now(&self, what: String) {
        self.bar.set_message(what);
        self.bar.tick();
    }

    /// Work of which this much was expected is done.
    pub(crate) fn done(&self, expected: Duration) {
        self.bar.inc(millis(expected));
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.bar.finish_and_clear();
    }
}

/// How long one measurement of the run takes if the prediction is right, its warm-up included.
pub(crate) fn expected(run: &PlannedRun, load: &Load) -> Duration {
    let requests = (run.frames + run.frames.div_ceil(super::trial::WARM_UP)) * load.clients as u64;
    Duration::from_secs_f64(requests as f64 / run.predicted.unwrap_or(1.0))
}

fn millis(time: Duration) -> u64 {
    u64::try_from(time.as_millis()).unwrap_or(u64::MAX)
}
