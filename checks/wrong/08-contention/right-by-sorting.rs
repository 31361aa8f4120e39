//! lesson: 08
//! right: finds the cause by sorting, and the bands by comparing from above
//! file: capstone/src/observe/contention.rs
impl Severity {
    pub fn of(share: f64) -> Self {
        if share > 0.1 {
            return Self::High;
        }
        if share >= 0.01 { Self::Moderate } else { Self::Low }
    }
}

impl Contention {
    pub fn cause(&self) -> Option<Cause> {
        if self.severity() < Severity::High {
            return None;
        }
        let mut locks: Vec<&LockUse> = self.locks.iter().collect();
        locks.sort_by_key(|lock| Reverse(lock.stats.wait.sum()));
        locks.first().map(|worst| worst.as_cause(self.waited()))
    }
}
