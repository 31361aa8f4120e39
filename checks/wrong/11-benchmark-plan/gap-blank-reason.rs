//! lesson: 11
//! mistake: takes a line of blanks for a reason
//! expect: of a run with a blank reason, [] was said

impl PlannedRun {
    pub(crate) fn missing(&self) -> Vec<&'static str> {
        let mut missing = Vec::new();
        if !self.predicted.is_some_and(|rate| rate.is_finite() && rate > 0.0) {
            missing.push("predicted");
        }
        if self.bottleneck.is_none() {
            missing.push("bottleneck");
        }
        if self.reason.as_ref().is_none_or(String::is_empty) {
            missing.push("reason");
        }
        missing
    }
}
