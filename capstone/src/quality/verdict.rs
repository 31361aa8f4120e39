//! Pass, fail, and the third one that a gate with two verdicts would have to lie about.

use std::fmt;

/// What may be said of a point, or of a whole gate.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// It was looked at, and all was as it should be.
    Pass,
    /// Something was not, or nothing was seen at all.
    Fail,
    /// It was not looked at, or not all of it. Nothing was wrong with the rest.
    Skip,
}

impl fmt::Display for Verdict {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::Pass => "PASS",
            Self::Fail => "FAIL",
            Self::Skip => "SKIP",
        })
    }
}
