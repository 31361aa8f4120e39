//! The server's metrics, and the sums that must hold among them.

use capstone::client::Samples;
use std::fmt;

/// One reading of all metrics. A name is written as in the text, labels included:
/// `capstone_errors_total{code="busy"}`.
///
/// ```
/// use checks::Metrics;
///
/// let metrics = Metrics::parse("# TYPE a counter\na{type=\"echo\"} 3\na{type=\"log\"} 4\nb 0.5\n");
/// assert_eq!((metrics.get("a{type=\"echo\"}"), metrics.sum("a"), metrics.get("c")), (3.0, 7.0, 0.0));
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct Metrics(Samples);

impl Metrics {
    /// Reads the text.
    ///
    /// # Panics
    ///
    /// If a line is neither a comment nor `name value` or `name{labels} value`.
    pub fn parse(text: &str) -> Self {
        Samples::parse(text).map_or_else(|bad| panic!("{bad}"), Self)
    }

    /// The value under this name; 0 if there is none, for a counter need not show before it counts.
    pub fn get(&self, name: &str) -> f64 {
        self.0.get(name).unwrap_or_default()
    }

    /// The sum over all labels of a metric; 0 if there is no such metric.
    pub fn sum(&self, metric: &str) -> f64 {
        self.0.sum(metric).unwrap_or_default()
    }

    /// Whether there is such a metric, with any labels or none.
    pub fn has(&self, metric: &str) -> bool {
        self.0.sum(metric).is_some()
    }

    /// Checks the two sums that hold whenever the server is quiet: every request has one answer, every job
    /// one end.
    ///
    /// # Panics
    ///
    /// If one of them does not.
    #[track_caller]
    pub fn assert_balanced(&self) {
        if let Some(imbalance) = self.0.imbalance() {
            panic!("{imbalance}\n{self}");
        }
    }
}

impl fmt::Display for Metrics {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}
