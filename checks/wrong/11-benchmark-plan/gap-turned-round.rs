//! lesson: 11
//! mistake: tells what is there instead of what is missing
//! expect: a run that has all three was said to miss ["predicted", "bottleneck", "reason"]

impl PlannedRun {
    pub(crate) fn missing(&self) -> Vec<&'static str> {
        let there = [
            ("predicted", self.predicted.is_some_and(|rate| rate.is_finite() && rate > 0.0)),
            ("bottleneck", self.bottleneck.is_some()),
            ("reason", self.reason.as_ref().is_some_and(|reason| !reason.trim().is_empty())),
        ];
        there.into_iter().filter_map(|(name, is_there)| is_there.then_some(name)).collect()
    }
}
