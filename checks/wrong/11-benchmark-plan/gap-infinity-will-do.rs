//! lesson: 11
//! mistake: takes infinity for a prediction
//! expect: of a run with a rate without end, [] was said

impl PlannedRun {
    pub(crate) fn missing(&self) -> Vec<&'static str> {
        let mut missing = Vec::new();
        if !self.predicted.is_some_and(|rate| rate > 0.0) {
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
