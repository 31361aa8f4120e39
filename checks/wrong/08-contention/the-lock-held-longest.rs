//! lesson: 08
//! mistake: names the lock that was held longest, and not the one that was waited for
//! expect: the cause must be the lock that was waited for longest, with what it allows
//! file: capstone/src/observe/contention.rs
impl Contention {
    pub fn cause(&self) -> Option<Cause> {
        let worst = self.locks.iter().max_by_key(|lock| lock.stats.held())?;
        (self.severity() == Severity::High).then(|| worst.as_cause(self.waited()))
    }
}
