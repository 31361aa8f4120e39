//! lesson: 08
//! mistake: only a lock that nobody has let go of gets a share of 1; with 3 acquisitions and 4 waits it is 1.33
//! expect: 4 threads found the lock taken
impl LockStats {
    pub fn contended_share(&self) -> f64 {
        let contended = self.wait.count();
        match self.acquisitions {
            0 if contended > 0 => 1.0,
            0 => 0.0,
            acquisitions => contended as f64 / acquisitions as f64,
        }
    }
}
