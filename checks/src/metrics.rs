//! The server's metrics, read from the Prometheus text format.

use std::collections::BTreeMap;
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
pub struct Metrics(BTreeMap<String, f64>);

impl Metrics {
    /// Reads the text.
    ///
    /// # Panics
    ///
    /// If a line is neither a comment nor `name value` or `name{labels} value`.
    pub fn parse(text: &str) -> Self {
        let samples = text.lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
        Self(samples.map(sample).collect())
    }

    /// The value under this name; 0 if there is none, for a counter need not show before it counts.
    pub fn get(&self, name: &str) -> f64 {
        self.0.get(name).copied().unwrap_or_default()
    }

    /// The sum over all labels of a metric.
    pub fn sum(&self, name: &str) -> f64 {
        let is_it =
            |key: &str| key == name || key.strip_prefix(name).is_some_and(|rest| rest.starts_with('{'));
        self.0.iter().filter(|(key, _)| is_it(key)).map(|(_, value)| value).sum()
    }

    /// Whether there is such a metric, with any labels or none.
    pub fn has(&self, name: &str) -> bool {
        self.0.keys().any(|key| key.split('{').next() == Some(name))
    }

    /// Checks the two sums that hold whenever the server is quiet: every request has one answer, every job
    /// one end.
    ///
    /// # Panics
    ///
    /// If one of them does not.
    #[track_caller]
    pub fn assert_balanced(&self) {
        let requests = self.sum("capstone_requests_total");
        let answers = self.sum("capstone_replies_total") + self.sum("capstone_errors_total");
        assert_eq!(requests, answers, "{requests} requests had {answers} replies and errors\n{self}");
        let accepted = self.sum("capstone_jobs_accepted_total");
        let endings = ["completed", "panicked", "discarded", "abandoned"];
        let ended: f64 =
            endings.iter().map(|ending| self.sum(&format!("capstone_jobs_{ending}_total"))).sum();
        assert_eq!(accepted, ended, "{accepted} jobs were accepted and {ended} have ended\n{self}");
    }
}

impl fmt::Display for Metrics {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|(name, value)| writeln!(f, "{name} {value}"))
    }
}

fn sample(line: &str) -> (String, f64) {
    let parsed =
        line.rsplit_once(' ').and_then(|(name, value)| Some((name.trim().to_owned(), value.parse().ok()?)));
    parsed.unwrap_or_else(|| panic!("the metrics have a line that is not `name value`: {line:?}"))
}
