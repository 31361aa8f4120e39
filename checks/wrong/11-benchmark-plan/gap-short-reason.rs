//! lesson: 11
//! mistake: wants a reason that is a sentence
//! expect: a short reason, ["reason"] was said

impl PlannedRun {
    pub(crate) fn missing(&self) -> Vec<&'static str> {
        let mut missing = Vec::new();
        if !self.predicted.is_some_and(|rate| rate.is_finite() && rate > 0.0) {
            missing.push("predicted");
        }
        if self.bottleneck.is_none() {
            missing.push("bottleneck");
        }
        if self.reason.as_ref().is_none_or(|reason| reason.trim().len() < 3) {
            missing.push("reason");
        }
        missing
    }
}
