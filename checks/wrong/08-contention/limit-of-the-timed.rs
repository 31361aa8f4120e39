//! lesson: 08
//! mistake: takes the holds that were timed for all
//! expect: acquisitions that were not timed did not count
//! file: capstone/src/observe/contention.rs
impl LockUse {
    pub fn limit(&self) -> Option<f64> {
        let held = self.stats.hold.sum();
        (!held.is_zero()).then(|| (self.busy.as_secs_f64() / held.as_secs_f64()).max(1.0))
    }
}
