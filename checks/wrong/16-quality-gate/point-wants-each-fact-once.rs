//! lesson: 16
//! mistake: fails a point that shows something twice, though all of it holds: one of the two must be meant for another
//! expect: with 2 facts, all of which hold, it was FAIL

use std::collections::BTreeSet;

impl PointReport {
    pub fn verdict(&self) -> Verdict {
        if self.skipped.is_some() {
            return Verdict::Skip;
        }
        // A line that was copied and not changed looks like two facts, and is one.
        let names: BTreeSet<&str> = self.evidence.iter().map(|fact| fact.what.as_str()).collect();
        let sound = names.len() == self.evidence.len() && self.evidence.iter().all(|fact| fact.holds);
        if sound && !self.evidence.is_empty() { Verdict::Pass } else { Verdict::Fail }
    }
}
