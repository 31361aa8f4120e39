//! What a step must show: stated before the step runs, and judged by its evidence.
//!
//! A demo without predictions cannot fail: people see what they hope to see. An expectation is written first. It names
//! the figure that decides, and the reason for its bound.

use super::evidence::Evidence;
use super::figure::Figure;

/// What one figure must be.
///
/// ```
/// use capstone::demo::{Bound, Evidence, Expectation, Figure};
///
/// let all_served = Expectation::new("served", Bound::Exactly(Figure::count(500)), "50 clients, 10 requests each");
/// let evidence = Evidence::default().with("served", Figure::count(499));
/// let finding = all_served.judge(&evidence);
/// assert!(!finding.passed);
/// assert_eq!(finding.to_string(), "served: expected exactly 500, got 499");
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct Expectation {
    /// The name of the figure that decides.
    pub figure: String,
    /// Which values pass.
    pub bound: Bound,
    /// The reason for the bound, in a few words.
    pub because: String,
}

/// Which values of a figure pass.
#[derive(Debug, Clone, PartialEq)]
pub enum Bound {
    /// This value alone. For counts: a count has no tolerance.
    Exactly(Figure),
    /// This value and larger ones.
    AtLeast(Figure),
    /// This value and smaller ones.
    AtMost(Figure),
    /// The same value as the figure of this name. For two programs that counted the same thing.
    SameAs(String),
    /// A prediction: from `low` times the value to `high` times it.
    Near {
        /// The value that a formula gives.
        predicted: Figure,
        /// The smallest ratio of measured to predicted that passes.
        low: f64,
        /// The largest one.
        high: f64,
    },
}

/// The result of an expectation.
#[derive(Debug, Clone, PartialEq)]
pub struct Finding {
    /// The expectation.
    pub expectation: Expectation,
    /// The measured value; none if no step has measured it.
    pub measured: Option<Figure>,
    /// Whether the value passes.
    pub passed: bool,
}

impl Expectation {
    /// The figure of this name must be within `bound`, for this reason.
    pub fn new(figure: impl Into<String>, bound: Bound, because: impl Into<String>) -> Self {
        Self { figure: figure.into(), bound, because: because.into() }
    }

    /// Compares the evidence with the expectation. A figure that was not measured does not pass.
    pub fn judge(&self, evidence: &Evidence) -> Finding {
        let measured = evidence.get(&self.figure);
        let passed = measured.is_some_and(|figure| self.bound.allows(figure, evidence));
        Finding { expectation: self.clone(), measured, passed }
    }
}

impl Bound {
    /// Whether this value passes. `evidence` has the other figures.
    pub fn allows(&self, measured: Figure, evidence: &Evidence) -> bool {
        let value = measured.value;
        match self {
            Self::Exactly(figure) => value == figure.value,
            Self::AtLeast(figure) => value >= figure.value,
            Self::AtMost(figure) => value <= figure.value,
            Self::SameAs(name) => evidence.get(name).is_some_and(|other| value == other.value),
            Self::Near { predicted, low, high } => {
                (predicted.value * low..=predicted.value * high).contains(&value)
            }
        }
    }

    /// Whether there is a value that does not pass. An expectation that allows every value proves nothing.
    pub fn can_fail(&self) -> bool {
        // No figure here is negative, and what a bound allows has no gaps: the ends decide. A bound that is not a
        // number refuses both.
        let allows = |value| self.allows(Figure { value, ..Figure::count(0) }, &Evidence::default());
        !allows(0.0) || !allows(f64::INFINITY)
    }

    /// The predicted value, if the bound comes from a formula.
    pub fn predicted(&self) -> Option<Figure> {
        match self {
            Self::Near { predicted, .. } => Some(*predicted),
            _ => None,
        }
    }
}

impl std::fmt::Display for Bound {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Exactly(figure) => write!(f, "exactly {figure}"),
            Self::AtLeast(figure) => write!(f, "at least {figure}"),
            Self::AtMost(figure) => write!(f, "at most {figure}"),
            Self::SameAs(name) => write!(f, "as many as {name}"),
            Self::Near { predicted, low, high } => {
                write!(f, "about {predicted} (from {} to {})", predicted.times(*low), predicted.times(*high))
            }
        }
    }
}

impl std::fmt::Display for Finding {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Expectation { figure, bound, .. } = &self.expectation;
        match self.measured {
            Some(measured) => write!(f, "{figure}: expected {bound}, got {measured}"),
            None => write!(f, "{figure}: expected {bound}, but it was not measured"),
        }
    }
}
