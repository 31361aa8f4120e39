//! lesson: 08
//! mistake: names a cause also if the waiting is moderate
//! expect: a cause must be named above 10 %, and only there
//! file: capstone/src/observe/contention.rs
impl Contention {
    pub fn cause(&self) -> Option<Cause> {
        let worst = self.locks.iter().max_by_key(|lock| lock.stats.wait.sum())?;
        (self.severity() >= Severity::Moderate).then(|| worst.as_cause(self.waited()))
    }
}
