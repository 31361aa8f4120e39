//! lesson: 08
//! mistake: takes waits and acquisitions for two kinds of attempt, and adds them up
//! expect: the contended share must be the contended ones of all attempts
//! file: capstone/src/observe/contention/profile.rs
impl LockStats {
    pub fn contended_share(&self) -> f64 {
        let all = self.acquisitions + self.wait.count();
        if all == 0 { 0.0 } else { self.wait.count() as f64 / all as f64 }
    }
}
