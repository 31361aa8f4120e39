//! lesson: 11
//! mistake: lets every plan be run
//! expect: of a run with no rate, [] was said

impl PlannedRun {
    pub(crate) fn missing(&self) -> Vec<&'static str> {
        Vec::new()
    }
}
