//! What a server tells of itself: the metrics in its reply to STATS.

use anyhow::{Context, Result, bail};
use capstone::client::{Answer, OneShot};
use capstone::net::envelope::MessageType;
use std::net::SocketAddr;
use std::time::Duration;

/// One reading of all metrics, in the text format of Prometheus.
#[derive(Debug, Clone)]
pub(crate) struct Stats(String);

impl Stats {
    /// Asks a server on a connection of its own.
    pub(crate) fn of(address: SocketAddr, timeout: Duration) -> Result<Self> {
        match OneShot::new(address, timeout).ask(MessageType::Stats, b"")? {
            Answer::Payload(text) => Ok(Self(String::from_utf8(text).context("STATS are no text")?)),
            other => bail!("STATS was refused: {other:?}"),
        }
    }

    /// The sum over all labels of a metric. None if there is no such metric.
    pub(crate) fn sum(&self, name: &str) -> Option<f64> {
        let samples = self.0.lines().filter_map(|line| line.rsplit_once(' '));
        let named = samples.filter(|(found, _)| found.split('{').next() == Some(name));
        named.filter_map(|(_, value)| value.parse::<f64>().ok()).reduce(|sum, value| sum + value)
    }
}

#[cfg(test)]
impl From<&str> for Stats {
    fn from(text: &str) -> Self {
        Self(text.to_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sum_is_taken_over_all_labels_and_nothing_else() {
        let stats = Stats::from(
            "# TYPE a summary\na{quantile=\"0.5\"} 9\na_sum{lock=\"x\"} 0.25\na_sum{lock=\"y\"} 0.5\n",
        );
        assert_eq!((stats.sum("a_sum"), stats.sum("a"), stats.sum("b")), (Some(0.75), Some(9.0), None));
    }
}
