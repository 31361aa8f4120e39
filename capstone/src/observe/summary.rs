//! A distribution of durations: its quantiles, its sum and its count.

use hdrhistogram::Histogram;
use std::fmt;
use std::time::Duration;

/// Durations recorded one by one, in nanoseconds, with three significant digits over the whole range (two for a
/// [`rough`](Self::rough) one).
///
/// ```
/// use capstone::observe::Summary;
/// use std::time::Duration;
///
/// let mut summary = Summary::default();
/// for ms in 1..=100 {
///     summary.record(Duration::from_millis(ms));
/// }
/// assert_eq!(summary.count(), 100);
/// assert_eq!(summary.sum(), Duration::from_millis(5050));
/// assert_eq!(summary.quantile(0.5).as_millis(), 50);
/// ```
#[derive(Clone)]
pub struct Summary {
    pub(super) histogram: Histogram<u64>,
    /// The histogram rounds each value; the sum and the largest one it does not.
    sum: Duration,
    max: Duration,
}

impl Default for Summary {
    fn default() -> Self {
        Self::with_digits(3)
    }
}

impl Summary {
    /// An empty one with two significant digits, which takes an eighth of the memory: for where there are many.
    pub fn rough() -> Self {
        Self::with_digits(2)
    }

    fn with_digits(digits: u8) -> Self {
        let mut histogram = Histogram::new(digits).expect("0 to 5 digits are allowed");
        histogram.auto(true); // it grows with the largest value seen
        Self { histogram, sum: Duration::ZERO, max: Duration::ZERO }
    }

    /// Adds one duration.
    pub fn record(&mut self, duration: Duration) {
        self.record_times(duration, 1);
    }

    /// Adds one duration that stands for `times` of them.
    pub fn record_times(&mut self, duration: Duration, times: u32) {
        let nanos = u64::try_from(duration.as_nanos()).unwrap_or(u64::MAX);
        // With `auto` on, only a failing allocation would be an error here, and that ends the process by itself.
        let _ = self.histogram.record_n(nanos, u64::from(times));
        self.sum = self.sum.saturating_add(duration.saturating_mul(times));
        self.max = self.max.max(duration);
    }

    /// Adds all durations of another one. Percentiles cannot be averaged; their distributions can be added.
    pub fn add(&mut self, other: &Self) {
        // As above: `auto` makes room.
        let _ = self.histogram.add(&other.histogram);
        self.sum = self.sum.saturating_add(other.sum);
        self.max = self.max.max(other.max);
    }

    /// How often each duration was recorded, to three digits, the shortest first.
    pub fn counts(&self) -> Vec<(Duration, u64)> {
        let recorded = self.histogram.iter_recorded();
        recorded.map(|bin| (Duration::from_nanos(bin.value_iterated_to()), bin.count_at_value())).collect()
    }

    /// The duration that a share of `quantile` (0 to 1) of all recorded ones did not exceed; zero if there are none.
    pub fn quantile(&self, quantile: f64) -> Duration {
        // The histogram answers with the upper end of a range, which may lie above all that was recorded.
        Duration::from_nanos(self.histogram.value_at_quantile(quantile)).min(self.max)
    }

    /// The arithmetic mean; zero if nothing was recorded.
    pub fn mean(&self) -> Duration {
        let nanos = self.sum.as_nanos().checked_div(u128::from(self.count())).unwrap_or(0);
        Duration::from_nanos(u64::try_from(nanos).unwrap_or(u64::MAX))
    }

    /// All recorded durations together; `Duration::MAX` if they are more than that.
    pub fn sum(&self) -> Duration {
        self.sum
    }

    /// The longest duration recorded; zero if there is none.
    pub fn max(&self) -> Duration {
        self.max
    }

    /// How many durations were recorded.
    pub fn count(&self) -> u64 {
        self.histogram.len()
    }
}

impl fmt::Debug for Summary {
    /// Without the thousands of counters.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Summary")
            .field("count", &self.count())
            .field("mean", &self.mean())
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_without_end_add_up_to_one() {
        let mut summary = Summary::default();
        summary.record(Duration::MAX);
        summary.record_times(Duration::MAX, 16);
        let mut twice = summary.clone();
        twice.add(&summary);
        assert_eq!((twice.count(), twice.sum(), twice.max()), (34, Duration::MAX, Duration::MAX));
        assert!(twice.mean() > Duration::from_secs(1) && twice.quantile(0.5) > Duration::from_secs(1));
    }
}
