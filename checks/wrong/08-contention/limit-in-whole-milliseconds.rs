//! lesson: 08
//! mistake: divides whole milliseconds by whole milliseconds
//! expect: the best speed-up must be the work divided by the time under the lock
//! file: capstone/src/observe/contention.rs
impl LockUse {
    pub fn limit(&self) -> Option<f64> {
        let held = self.stats.held();
        (!held.is_zero()).then(|| (self.busy.as_millis() / held.as_millis().max(1)).max(1) as f64)
    }
}
