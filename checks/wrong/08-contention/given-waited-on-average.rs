//! lesson: 08
//! mistake: adds up how long a thread has waited for each lock on average, and not altogether
//! expect: left: 3ms
//! file: capstone/src/observe/contention/profile.rs

impl Profile {
    pub fn waited(&self) -> Duration {
        sum(self.locks.iter().map(|(_, stats)| stats.wait.mean()))
    }
}
