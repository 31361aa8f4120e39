//! A distribution as text, in the percentile format of HdrHistogram.
//!
//! Its own plotter (<https://hdrhistogram.github.io/HdrHistogram/plotFiles.html>) and wrk2 use this format.
//! The steps get finer towards the top, where the long waits are.

use super::summary::Summary;
use std::fmt;

/// Shows a [`Summary`] with values in milliseconds.
///
/// ```
/// use capstone::observe::{Hgrm, Summary};
/// use std::time::Duration;
///
/// let mut summary = Summary::default();
/// (1..=4).for_each(|ms| summary.record(Duration::from_millis(ms)));
/// let text = Hgrm(&summary).to_string();
/// assert!(text.contains("\n       2.001 0.500000000000          2           2.00\n"), "{text}");
/// ```
#[derive(Debug, Clone, Copy)]
pub struct Hgrm<'a>(pub &'a Summary);

/// Steps from each percentile half of the way to 100 %: HdrHistogram's usual number.
const TICKS_PER_HALF_DISTANCE: u32 = 5;

const NANOS_PER_MS: f64 = 1e6;

impl fmt::Display for Hgrm<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let histogram = &self.0.histogram;
        writeln!(
            f,
            "{:>12} {:>14} {:>10} {:>14}\n",
            "Value", "Percentile", "TotalCount", "1/(1-Percentile)"
        )?;
        let mut total = 0;
        for step in histogram.iter_quantiles(TICKS_PER_HALF_DISTANCE) {
            total += step.count_since_last_iteration();
            let (value, quantile) =
                (step.value_iterated_to() as f64 / NANOS_PER_MS, step.quantile_iterated_to());
            write!(f, "{value:12.3} {quantile:2.12} {total:10}")?;
            // At 100 % the fourth column would be infinite, so the format leaves it out.
            if quantile < 1.0 { writeln!(f, " {:14.2}", 1.0 / (1.0 - quantile))? } else { writeln!(f)? }
        }
        let [mean, deviation, max] =
            [histogram.mean(), histogram.stdev(), histogram.max() as f64].map(|nanos| nanos / NANOS_PER_MS);
        writeln!(f, "#[Mean    = {mean:12.3}, StdDeviation   = {deviation:12.3}]")?;
        writeln!(f, "#[Max     = {max:12.3}, Total count    = {:12}]", histogram.len())?;
        // A histogram of three digits has 2048 sub-buckets: the smallest power of two over 2 * 10^3.
        writeln!(f, "#[Buckets = {:12}, SubBuckets     = {:12}]", histogram.buckets(), 2048)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::Duration;

    #[test]
    fn every_line_has_its_columns_and_the_last_one_all_samples() {
        let mut summary = Summary::default();
        (1..=10_000).for_each(|us| summary.record(Duration::from_micros(us)));
        let text = Hgrm(&summary).to_string();
        let lines: Vec<Vec<f64>> = text
            .lines()
            .skip(2)
            .take_while(|line| !line.starts_with('#'))
            .map(|line| line.split_whitespace().map(|number| number.parse().unwrap()).collect())
            .collect();
        let (last, others) = lines.split_last().unwrap();
        assert_eq!(last[1..], [1.0, 10_000.0]);
        assert!((last[0] - 10.0).abs() < 0.01, "{last:?}");
        for line in others {
            let [value, quantile, count, inverse] = line[..] else { panic!("{line:?}") };
            assert!((value * 1000.0 / count - 1.0).abs() < 0.01, "the n-th sample is n µs: {line:?}");
            assert!((1.0 / (1.0 - quantile) / inverse - 1.0).abs() < 0.01, "{line:?}");
        }
        assert!(text.contains("Total count    =        10000]"), "{text}");
    }

    #[test]
    fn nothing_is_no_failure() {
        let text = Hgrm(&Summary::default()).to_string();
        assert!(text.contains("Total count    =            0]"), "{text}");
    }
}
