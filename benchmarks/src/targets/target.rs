//! A target: a figure of ours beside a peer's, the bound for their ratio, and what a contest says of it.

use crate::contest::bound::{Bound, Verdict};
use crate::contest::standings::Standings;
use capstone::println;
use std::fmt;

/// What the ratio of two contenders has to be.
#[derive(Debug)]
pub(crate) struct Target {
    pub(crate) what: String,
    pub(crate) ours: String,
    /// [`BEST`] is whichever is the fastest.
    pub(crate) peer: String,
    pub(crate) bound: Bound,
}

/// The peer that is the fastest.
pub(crate) const BEST: &str = "the best peer";

/// A line of the table: a target, and what was measured.
struct Line<'a> {
    target: &'a Target,
    peer: String,
    /// Ours divided by the peer's: quartile, median, quartile.
    ratio: [f64; 3],
    /// How far things that are equal differ in one round, in the median, as a share.
    noise: f64,
}

/// Prints the table's head.
pub(crate) fn head() {
    println!("{:<28}{:<38}{:>8}{:>7}{:>16}{:>8}", "", "peer", "bound", "ratio", "quartiles", "noise");
}

impl Target {
    pub(crate) fn new(
        what: impl Into<String>,
        ours: impl Into<String>,
        peer: impl Into<String>,
        bound: Bound,
    ) -> Self {
        Self { what: what.into(), ours: ours.into(), peer: peer.into(), bound }
    }

    /// Prints its line. The noise is how far ours differs from itself.
    pub(crate) fn report(&self, standings: &Standings) {
        self.report_with_noise(standings, standings.noise(&self.ours));
    }

    /// Prints its line, with a noise that is known otherwise.
    pub(crate) fn report_with_noise(&self, standings: &Standings, noise: f64) {
        let peer = if self.peer == BEST { standings.best_peer() } else { &self.peer };
        let shown = if self.peer == BEST { format!("{BEST}: {peer}") } else { peer.to_owned() };
        println!("{}", Line { target: self, peer: shown, ratio: standings.ratio(&self.ours, peer), noise });
    }
}

impl Line<'_> {
    fn verdict(&self) -> Verdict {
        self.target.bound.judge(self.ratio[1], self.noise)
    }
}

impl fmt::Display for Line<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { target: Target { what, bound, .. }, peer, ratio: [low, ratio, high], noise } = self;
        let quartiles = format!("{low:.2} to {high:.2}");
        let (percent, verdict) = (100.0 * noise, self.verdict());
        write!(f, "{what:<28}{peer:<38}{bound:>8}{ratio:>7.2}{quartiles:>16}{percent:>6.1} %  {verdict}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_says_what_is_wanted_what_was_found_and_whether_that_is_enough() {
        let target = Target::new("p99 beside idle", "ours", "tokio", Bound::AtMost(1.5));
        let line = Line { target: &target, peer: "tokio".to_owned(), ratio: [1.1, 1.25, 1.4], noise: 0.062 };
        let words = line.to_string().split_whitespace().collect::<Vec<_>>().join(" ");
        assert_eq!(words, "p99 beside idle tokio <= 1.50 1.25 1.10 to 1.40 6.2 % met");
        let beyond = Line { ratio: [1.0, 3.5, 4.0], ..line };
        assert!(beyond.to_string().ends_with("not met"));
    }
}
