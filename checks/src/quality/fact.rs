//! One fact of a point of the gate: what was measured, the expected value, and the actual one.
//!
//! The output of a fact that does not hold has all three, so that you need not run the gate again to understand it.
//! That of a fact that holds has its value: a bare *passed* would look like a check that did nothing.

use std::fmt;

/// What was measured, and whether it was as expected.
///
/// ```
/// use checks::quality::Fact;
///
/// assert_eq!(Fact::equal("replies lost", 0, 0).to_string(), "0 replies lost");
/// let lost = Fact::equal("replies lost", 0, 3);
/// assert_eq!(lost.to_string(), "replies lost: expected 0, came 3");
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fact {
    /// What was measured: `replies lost`.
    pub what: String,
    /// What it should be, in words or as a number.
    pub expected: String,
    /// What it was.
    pub came: String,
    /// Whether the actual value is as expected.
    pub holds: bool,
    /// Whether the speed of the machine decides, as with a ratio of two times. A lost reply is never a matter
    /// of speed.
    pub timed: bool,
}

impl Fact {
    /// `came` must be `expected`.
    pub fn equal<T: PartialEq + fmt::Display>(what: impl Into<String>, expected: T, came: T) -> Self {
        let holds = expected == came;
        Self::that(what, expected.to_string(), came.to_string(), holds)
    }

    /// `came` fits what was `expected`, or not, as `holds` says.
    pub fn that(
        what: impl Into<String>,
        expected: impl Into<String>,
        came: impl Into<String>,
        holds: bool,
    ) -> Self {
        Self { what: what.into(), expected: expected.into(), came: came.into(), holds, timed: false }
    }

    /// The same, known to depend on the machine's speed.
    pub fn timed(self) -> Self {
        Self { timed: true, ..self }
    }
}

impl fmt::Display for Fact {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { what, expected, came, .. } = self;
        if self.holds {
            write!(f, "{came} {what}")
        } else {
            write!(f, "{what}: expected {expected}, came {came}")
        }
    }
}
