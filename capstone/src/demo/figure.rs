//! A number with its unit: what a step predicts, and what it measures.

use std::fmt;
use std::time::Duration;

/// A number that can be compared and shown.
///
/// ```
/// use capstone::demo::Figure;
/// use std::time::Duration;
///
/// assert_eq!(Figure::count(500).to_string(), "500");
/// assert_eq!(Figure::time(Duration::from_millis(130)).to_string(), "130 ms");
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Figure {
    /// The number; a time is in seconds.
    pub value: f64,
    /// What it counts.
    pub unit: Unit,
}

/// What a [`Figure`] counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unit {
    /// Whole things: requests, bytes, an exit code.
    Count,
    /// Seconds.
    Time,
    /// Things a second.
    Rate,
    /// Hundredths.
    Percent,
    /// How many times as much.
    Ratio,
}

impl Unit {
    /// Whether such a figure depends on what else the machine does. A count never does.
    pub fn is_noisy(self) -> bool {
        self != Self::Count
    }
}

impl Figure {
    /// So many things.
    pub fn count(count: u64) -> Self {
        Self { value: count as f64, unit: Unit::Count }
    }

    /// So long.
    pub fn time(time: Duration) -> Self {
        Self { value: time.as_secs_f64(), unit: Unit::Time }
    }

    /// So many a second.
    pub fn rate(value: f64) -> Self {
        Self { value, unit: Unit::Rate }
    }

    /// So many of a hundred.
    pub fn percent(value: f64) -> Self {
        Self { value, unit: Unit::Percent }
    }

    /// So many times as much.
    pub fn ratio(value: f64) -> Self {
        Self { value, unit: Unit::Ratio }
    }

    /// The same unit, and `factor` times the number.
    pub fn times(self, factor: f64) -> Self {
        Self { value: self.value * factor, ..self }
    }
}

impl fmt::Display for Figure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { value, unit } = *self;
        let text = match unit {
            Unit::Count => format!("{value:.0}"),
            Unit::Rate => format!("{value:.0}/s"),
            Unit::Percent => format!("{value:.1} %"),
            Unit::Ratio => format!("{value:.2}x"),
            Unit::Time => match value {
                ..1e-3 => format!("{:.0} µs", value * 1e6),
                ..1e-2 => format!("{:.1} ms", value * 1e3),
                ..1.0 => format!("{:.0} ms", value * 1e3),
                _ => format!("{value:.2} s"),
            },
        };
        f.pad(&text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_has_the_unit_that_suits_it() {
        let shown = [7, 1_234, 56_789, 1_234_567].map(|us| Figure::time(Duration::from_micros(us)));
        assert_eq!(shown.map(|time| time.to_string()), ["7 µs", "1.2 ms", "57 ms", "1.23 s"]);
        assert_eq!(Figure::ratio(3.846).to_string(), "3.85x");
        assert_eq!(Figure::percent(12.34).to_string(), "12.3 %");
        assert_eq!(Figure::rate(399.6).to_string(), "400/s");
    }
}
