//! lesson: 11
//! mistake: takes `is_normal` for "finite and not 0", so that a very small rate counts as missing
//! expect: of a run with the smallest rate that there is
impl PlannedRun {
    pub(crate) fn missing(&self) -> Vec<&'static str> {
        let predicted = self.predicted.is_some_and(|rate| rate.is_normal() && rate.is_sign_positive());
        let reason = self.reason.as_ref().is_some_and(|reason| !reason.trim().is_empty());
        let all = [("predicted", predicted), ("bottleneck", self.bottleneck.is_some()), ("reason", reason)];
        all.into_iter().filter(|(_, given)| !given).map(|(name, _)| name).collect()
    }
}
