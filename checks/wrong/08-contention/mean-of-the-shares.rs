//! lesson: 08
//! mistake: the mean of the threads' shares, whether a thread worked for a second or for an hour
//! expect: the wait share must be all waiting, of all time in which there was something to do
//! file: capstone/src/observe/contention.rs
impl Contention {
    pub fn wait_share(&self) -> f64 {
        let shares: f64 = self.threads.iter().map(ThreadUse::wait_share).sum();
        shares / self.threads.len().max(1) as f64
    }
}
