//! lesson: 16
//! mistake: lets a later fact replace an earlier one of the same name, as the demo does with its figures
//! expect: one fact that does not hold must make a point fail, wherever it stands, but with fact 0 of 3 not holding

use std::collections::BTreeMap;

impl PointReport {
    pub fn verdict(&self) -> Verdict {
        if self.skipped.is_some() {
            return Verdict::Skip;
        }
        // What was measured once more has its new value.
        let mut newest = BTreeMap::new();
        for fact in &self.evidence {
            newest.insert(fact.what.as_str(), fact.holds);
        }
        if !newest.is_empty() && newest.values().all(|holds| *holds) { Verdict::Pass } else { Verdict::Fail }
    }
}
