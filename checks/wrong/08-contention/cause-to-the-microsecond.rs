//! lesson: 08
//! mistake: compares the waits in whole microseconds
//! expect: of two locks it is that with the shorter waits, by 1 ns
impl Contention {
    pub fn cause(&self) -> Option<Cause> {
        if self.severity() != Severity::High {
            return None;
        }
        let worst = self.locks.iter().max_by_key(|lock| lock.stats.wait.sum().as_micros())?;
        Some(worst.as_cause(self.waited()))
    }
}
