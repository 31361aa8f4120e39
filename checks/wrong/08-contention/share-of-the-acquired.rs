//! lesson: 08
//! mistake: divides by the acquisitions: a thread that waits now is not among them yet
//! expect: the contended share must be at most 1
//! file: capstone/src/observe/contention/profile.rs
impl LockStats {
    pub fn contended_share(&self) -> f64 {
        if self.wait.count() == 0 { 0.0 } else { self.wait.count() as f64 / self.acquisitions as f64 }
    }
}
