//! lesson: 11
//! mistake: takes a rate below one for none
//! expect: of a run with a request in four seconds, ["predicted"] was said

impl PlannedRun {
    pub(crate) fn missing(&self) -> Vec<&'static str> {
        let mut missing = Vec::new();
        if !self.predicted.is_some_and(|rate| rate.is_finite() && rate as u64 > 0) {
            missing.push("predicted");
        }
        if self.bottleneck.is_none() {
            missing.push("bottleneck");
        }
        if self.reason.as_ref().is_none_or(|reason| reason.trim().is_empty()) {
            missing.push("reason");
        }
        missing
    }
}
