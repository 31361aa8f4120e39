//! lesson: 08
//! mistake: divides nothing by nothing
//! expect: the share is not 0 for a lock that nobody wanted
//! file: capstone/src/observe/contention/profile.rs
impl LockStats {
    pub fn contended_share(&self) -> f64 {
        self.wait.count() as f64 / self.acquisitions.max(self.wait.count()) as f64
    }
}
