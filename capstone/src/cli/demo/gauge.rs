//! One look at the server while it works.

use super::stress::metric;
use std::fmt;

/// How wide the bar of the queue is, in characters.
const WIDTH: f64 = 32.0;

/// What the server's gauges say at one moment.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Gauges {
    pub(super) depth: f64,
    pub(super) capacity: f64,
    pub(super) busy: f64,
    pub(super) workers: f64,
    /// Refusals since the server was started.
    pub(super) refused: f64,
}

impl Gauges {
    pub(super) fn parse(stats: &str) -> Option<Self> {
        Some(Self {
            depth: metric(stats, "queue_depth")?,
            capacity: metric(stats, "queue_capacity")?,
            busy: metric(stats, "workers_busy")?,
            workers: metric(stats, "workers")?,
            refused: metric(stats, "busy_total")?,
        })
    }
}

impl fmt::Display for Gauges {
    /// In one line of less than 80 columns.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { depth, capacity, busy, workers, refused } = self;
        let full = (WIDTH * depth / capacity.max(1.0)).round() as usize;
        let bar = "#".repeat(full) + &".".repeat((WIDTH as usize).saturating_sub(full));
        write!(f, "queue [{bar}] {depth}/{capacity}, busy {busy}/{workers}, refused {refused}")
    }
}
