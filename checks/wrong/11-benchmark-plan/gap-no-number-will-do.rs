//! lesson: 11
//! mistake: compares in a way that lets NaN through
//! expect: of a run with a rate that is no number, [] was said

impl PlannedRun {
    pub(crate) fn missing(&self) -> Vec<&'static str> {
        let mut missing = Vec::new();
        if self.predicted.is_none_or(|rate| rate <= 0.0 || rate == f64::INFINITY) {
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
