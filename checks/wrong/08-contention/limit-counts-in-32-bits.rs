//! lesson: 08
//! mistake: the time under the lock is mean times acquisitions as u32: after 2^32 acquisitions it starts again at 0
//! expect: the best speed-up must be the work divided by the time under the lock
impl LockUse {
    /// How many times as fast as one thread its users can be at best; see [`Cause`]. `None` if no hold of
    /// it has ended yet.
    pub fn limit(&self) -> Option<f64> {
        let held = self.stats.hold.mean() * self.stats.acquisitions as u32;
        (!held.is_zero()).then(|| (self.busy.as_secs_f64() / held.as_secs_f64()).max(1.0))
    }
}
