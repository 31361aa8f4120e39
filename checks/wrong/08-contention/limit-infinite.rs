//! lesson: 08
//! mistake: asks for the number of timed holds and not for their time: of no time the limit is infinite
//! expect: there is one for a lock that was held for no time
impl LockUse {
    pub fn limit(&self) -> Option<f64> {
        if self.stats.hold.count() == 0 {
            return None;
        }
        Some((self.busy.as_secs_f64() / self.stats.held().as_secs_f64()).max(1.0))
    }
}
