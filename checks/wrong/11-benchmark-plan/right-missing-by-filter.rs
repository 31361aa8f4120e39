//! lesson: 11
//! right: pairs each name with whether it is missing

impl PlannedRun {
    pub(crate) fn missing(&self) -> Vec<&'static str> {
        let rate = self.predicted.unwrap_or(f64::NAN);
        let reason = self.reason.as_deref().unwrap_or_default();
        let all = [
            ("predicted", !(rate > 0.0 && rate < f64::INFINITY)),
            ("bottleneck", self.bottleneck.is_none()),
            ("reason", reason.chars().all(char::is_whitespace)),
        ];
        all.into_iter().filter_map(|(name, is_missing)| is_missing.then_some(name)).collect()
    }
}
