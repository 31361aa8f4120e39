//! A bound, and what a measurement says of it that has noise.

use std::fmt;

/// What a figure must reach, or must not exceed.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Bound {
    AtLeast(f64),
    AtMost(f64),
    /// No more than this, where the noise is all that counts: for a figure that must be as it was.
    AsBefore(f64),
}

/// What may be said.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Verdict {
    Met,
    NotMet,
    /// The distance to the bound is within the noise.
    Inconclusive,
}

impl Bound {
    pub(crate) fn limit(self) -> f64 {
        let (Self::AtLeast(limit) | Self::AtMost(limit) | Self::AsBefore(limit)) = self;
        limit
    }

    /// Of some figures, the one nearest to breaking it, or furthest beyond.
    pub(crate) fn worst(self, figures: &[f64]) -> f64 {
        match self {
            Self::AtLeast(_) => figures.iter().copied().fold(f64::INFINITY, f64::min),
            Self::AtMost(_) | Self::AsBefore(_) => figures.iter().copied().fold(f64::NEG_INFINITY, f64::max),
        }
    }

    /// What a figure says that may be off by the share `noise`.
    pub(crate) fn judge(self, figure: f64, noise: f64) -> Verdict {
        let limit = self.limit();
        // Upwards or downwards: which of the two was measured first does not matter.
        let within_noise = (figure / limit).max(limit / figure) - 1.0 <= noise;
        let kept = match self {
            Self::AtLeast(_) => figure >= limit,
            Self::AtMost(_) | Self::AsBefore(_) => figure <= limit,
        };
        match self {
            Self::AtLeast(_) | Self::AtMost(_) if within_noise => Verdict::Inconclusive,
            Self::AsBefore(_) if within_noise => Verdict::Met,
            _ if kept => Verdict::Met,
            _ => Verdict::NotMet,
        }
    }
}

impl fmt::Display for Bound {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (sign, limit) = match self {
            Self::AtLeast(limit) => (">=", limit),
            Self::AtMost(limit) => ("<=", limit),
            Self::AsBefore(limit) => ("=", limit),
        };
        f.pad(&format!("{sign} {limit:.2}"))
    }
}

impl fmt::Display for Verdict {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::Met => "met",
            Self::NotMet => "not met",
            Self::Inconclusive => "inconclusive",
        })
    }
}

#[cfg(test)]
mod tests {
    use super::Bound::{AsBefore, AtLeast, AtMost};
    use super::Verdict::{Inconclusive, Met, NotMet};

    #[test]
    fn a_margin_within_the_noise_is_no_verdict() {
        let verdicts = [0.99, 0.95, 0.85, 0.7].map(|figure| AtLeast(0.9).judge(figure, 0.08));
        assert_eq!(verdicts, [Met, Inconclusive, Inconclusive, NotMet]);
        let verdicts = [1.3, 1.45, 1.55, 1.7].map(|figure| AtMost(1.5).judge(figure, 0.05));
        assert_eq!(verdicts, [Met, Inconclusive, Inconclusive, NotMet]);
        assert_eq!([1.6, 3.0].map(|figure| AtMost(5.0).judge(figure, 0.7)), [Met, Inconclusive]);
    }

    #[test]
    fn what_must_be_as_it_was_may_differ_by_the_noise() {
        assert_eq!(
            [0.5, 0.97, 1.05, 1.2].map(|figure| AsBefore(1.0).judge(figure, 0.1)),
            [Met, Met, Met, NotMet]
        );
    }

    #[test]
    fn the_worst_is_the_one_nearest_to_breaking_the_bound() {
        let figures = [0.9, 0.7, 0.8];
        assert_eq!([AtLeast(0.5), AtMost(0.5)].map(|bound| bound.worst(&figures)), [0.7, 0.9]);
    }

    #[test]
    fn a_table_says_which_side_is_allowed() {
        assert_eq!(
            [AtLeast(1.2), AtMost(1.5), AsBefore(1.0)].map(|bound| bound.to_string()),
            [">= 1.20", "<= 1.50", "= 1.00"]
        );
    }
}
