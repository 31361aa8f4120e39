//! lesson: 08
//! mistake: adds the joins to what a thread has waited for locks, for who joins a thread waits, too: they count twice
//! expect: left: (5ms, 5ms)
//! file: capstone/src/observe/contention/profile.rs

impl Profile {
    pub fn waited(&self) -> Duration {
        let joins = self.sleeps.iter().filter(|(name, _)| *name == JOIN).map(|(_, sleep)| sleep.sum());
        sum(self.locks.iter().map(|(_, stats)| stats.wait.sum()).chain(joins))
    }
}
