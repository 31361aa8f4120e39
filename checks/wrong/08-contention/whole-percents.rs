//! lesson: 08
//! mistake: computes the share in whole percents: 3 of 4 is 75 %, 1 of 3 is not 33 %
//! expect: the contended share must be the contended ones of all attempts
//! file: capstone/src/observe/contention/profile.rs
impl LockStats {
    pub fn contended_share(&self) -> f64 {
        let wanted = self.acquisitions.max(self.wait.count()).max(1);
        (100 * self.wait.count() / wanted) as f64 / 100.0
    }
}
