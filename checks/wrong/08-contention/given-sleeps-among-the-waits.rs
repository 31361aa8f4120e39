//! lesson: 08
//! mistake: adds up all that threads waited, for locks and on conditions
//! expect: what was waited for locks is another time
//! file: capstone/src/observe/contention.rs

impl Contention {
    pub fn waited(&self) -> Duration {
        let slept = self.conditions.iter().map(|condition| condition.sleep.sum());
        sum(self.locks.iter().map(|lock| lock.stats.wait.sum()).chain(slept))
    }
}
