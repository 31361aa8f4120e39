//! A server's metrics as a client reads them: its reply to STATS, in the text format of Prometheus.
//!
//! A sample is a line `name value` or `name{labels} value`. Comments say what a name means, and are passed over.

use super::connection::Broken;
use super::one_shot::{Answer, OneShot};
use crate::net::envelope::MessageType;
use std::collections::BTreeMap;
use std::error::Error;
use std::fmt;

/// One reading of all metrics. A sample's name is written as in the text, with its labels.
///
/// ```
/// use capstone::client::Samples;
///
/// let samples = Samples::parse("# TYPE a counter\na{type=\"echo\"} 3\na{type=\"log\"} 4\nb 0.5\n")?;
/// assert_eq!(samples.get("a{type=\"echo\"}"), Some(3.0));
/// assert_eq!((samples.sum("a"), samples.sum("c")), (Some(7.0), None));
/// # Ok::<(), capstone::client::BadSample>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct Samples(BTreeMap<String, f64>);

/// A line that is neither a comment nor a sample.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BadSample {
    /// The line as it came.
    pub line: String,
}

/// Why there are no samples.
#[derive(Debug)]
#[non_exhaustive]
pub enum NoSamples {
    /// The server was not reached, or did not answer.
    Broken(Broken),
    /// It answered with an ERROR.
    Refused {
        /// Why, perhaps in a way that [`ErrorCode`](crate::net::error_code::ErrorCode) does not know.
        code: u16,
        /// Why, in words.
        text: String,
    },
    /// Its reply is not the text of metrics.
    Bad(BadSample),
}

impl Samples {
    /// Asks a server for its metrics.
    ///
    /// # Errors
    ///
    /// [`NoSamples`], if it does not tell them.
    pub fn ask(client: &mut OneShot) -> Result<Self, NoSamples> {
        match client.ask(MessageType::Stats, b"").map_err(NoSamples::Broken)? {
            Answer::Payload(text) => Self::parse(&String::from_utf8_lossy(&text)).map_err(NoSamples::Bad),
            Answer::Error { code, text } => Err(NoSamples::Refused { code, text }),
        }
    }

    /// Reads the text.
    ///
    /// # Errors
    ///
    /// The first line that is neither a comment nor a sample.
    pub fn parse(text: &str) -> Result<Self, BadSample> {
        let samples = text.lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
        samples
            .map(|line| sample(line).ok_or_else(|| BadSample { line: line.to_owned() }))
            .collect::<Result<_, _>>()
            .map(Self)
    }

    /// The value under this name, labels included. None if there is no such sample.
    pub fn get(&self, name: &str) -> Option<f64> {
        self.0.get(name).copied()
    }

    /// The sum over all labels of a metric. None if there is no such metric.
    pub fn sum(&self, metric: &str) -> Option<f64> {
        let of_it = self.0.iter().filter(|(name, _)| metric_of(name) == metric);
        of_it.map(|(_, value)| *value).reduce(|sum, value| sum + value)
    }

    /// All samples, sorted by name.
    pub fn iter(&self) -> impl Iterator<Item = (&str, f64)> {
        self.0.iter().map(|(name, value)| (name.as_str(), *value))
    }

    /// Which of the server's two sums does not hold, in words. Both hold whenever it is quiet: every request has one answer,
    /// every job one end.
    pub fn imbalance(&self) -> Option<String> {
        let sum = |metric: &str| self.sum(metric).unwrap_or_default();
        let requests = sum("capstone_requests_total");
        let answers = sum("capstone_replies_total") + sum("capstone_errors_total");
        if requests != answers {
            return Some(format!("{requests} requests had {answers} replies and errors"));
        }
        let accepted = sum("capstone_jobs_accepted_total");
        let endings = ["completed", "panicked", "discarded", "abandoned"];
        let ended: f64 = endings.iter().map(|ending| sum(&format!("capstone_jobs_{ending}_total"))).sum();
        (accepted != ended).then(|| format!("{accepted} jobs were accepted and {ended} have ended"))
    }
}

fn sample(line: &str) -> Option<(String, f64)> {
    let (name, value) = line.trim_end().rsplit_once(' ')?;
    Some((name.trim().to_owned(), value.parse().ok()?))
}

/// A sample's name without its labels.
fn metric_of(name: &str) -> &str {
    name.split('{').next().unwrap_or(name)
}

impl fmt::Display for Samples {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.iter().try_for_each(|(name, value)| writeln!(f, "{name} {value}"))
    }
}

impl fmt::Display for BadSample {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the metrics have a line that is not `name value`: {:?}", self.line)
    }
}

impl Error for BadSample {}

impl fmt::Display for NoSamples {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Broken(broken) => broken.fmt(f),
            Self::Refused { code, text } => write!(f, "the server answered STATS with error {code}: {text}"),
            Self::Bad(sample) => sample.fmt(f),
        }
    }
}

impl Error for NoSamples {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            Self::Broken(broken) => broken.source(),
            Self::Refused { .. } | Self::Bad(_) => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sum_is_taken_over_all_labels_of_a_metric_and_nothing_else() {
        let text = "a{quantile=\"0.5\"} 9\na_sum{lock=\"x\"} 0.25\na_sum{lock=\"y\"} 0.5\nb +Inf\n";
        let samples = Samples::parse(text).unwrap();
        assert_eq!((samples.sum("a_sum"), samples.sum("a"), samples.sum("c")), (Some(0.75), Some(9.0), None));
        assert_eq!((samples.get("b"), samples.get("a")), (Some(f64::INFINITY), None));
    }

    #[test]
    fn an_imbalance_of_requests_or_jobs_is_told() {
        let balanced = "capstone_requests_total{type=\"echo\"} 5\ncapstone_replies_total 3\ncapstone_errors_total 2\n\
                        capstone_jobs_accepted_total 4\ncapstone_jobs_completed_total 3\ncapstone_jobs_panicked_total 1\n";
        let imbalance = |text: &str| Samples::parse(text).unwrap().imbalance();
        assert_eq!((imbalance(balanced), imbalance("")), (None, None));
        let lost = balanced.replace("errors_total 2", "errors_total 1");
        assert_eq!(imbalance(&lost).as_deref(), Some("5 requests had 4 replies and errors"));
        let lost = balanced.replace("panicked_total 1", "panicked_total 2");
        assert_eq!(imbalance(&lost).as_deref(), Some("4 jobs were accepted and 5 have ended"));
    }

    #[test]
    fn a_line_that_is_no_sample_is_told() {
        for line in ["nothing", "a b", "a 1 x"] {
            assert_eq!(Samples::parse(&format!("a 1\n{line}\n")), Err(BadSample { line: line.to_owned() }));
        }
    }
}
