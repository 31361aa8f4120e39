//! lesson: 08
//! mistake: names a cause when a single thread waits much, though all threads together do not
//! expect: one thread waits for 15 % of its time, all together for 7.5 %
impl Contention {
    pub fn cause(&self) -> Option<Cause> {
        // One starved thread is a cause too, even if many healthy ones hide it in the sum.
        let worst = self.threads.iter().map(ThreadUse::wait_share).fold(self.wait_share(), f64::max);
        if Severity::of(worst) != Severity::High {
            return None;
        }
        let lock = self.locks.iter().max_by_key(|lock| lock.stats.wait.sum())?;
        Some(lock.as_cause(self.waited()))
    }
}
