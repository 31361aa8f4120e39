//! lesson: 11
//! mistake: tells the first gap only
//! expect: of a run with nothing, ["predicted"] was said

impl PlannedRun {
    pub(crate) fn missing(&self) -> Vec<&'static str> {
        if !self.predicted.is_some_and(|rate| rate.is_finite() && rate > 0.0) {
            vec!["predicted"]
        } else if self.bottleneck.is_none() {
            vec!["bottleneck"]
        } else if self.reason.as_ref().is_none_or(|reason| reason.trim().is_empty()) {
            vec!["reason"]
        } else {
            Vec::new()
        }
    }
}
