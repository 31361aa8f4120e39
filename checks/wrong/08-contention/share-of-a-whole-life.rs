//! lesson: 08
//! mistake: of a thread's whole life, in which one that sleeps all day looks healthy
//! expect: the wait share must be of the time in which a thread had something to do
//! file: capstone/src/observe/contention.rs
impl ThreadUse {
    pub fn wait_share(&self) -> f64 {
        share(self.stats.wait.sum(), self.life)
    }
}
