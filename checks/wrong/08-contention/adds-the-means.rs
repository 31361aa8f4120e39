//! lesson: 08
//! mistake: adds what each thread's times are on average: count and sum are right, and the percentiles are nobody's
//! expect: percentiles must be those of all waits together
//! file: capstone/src/observe/contention/profile.rs
impl LockStats {
    pub fn add(&mut self, other: &Self) {
        self.acquisitions += other.acquisitions;
        for (all, some) in [(&mut self.wait, &other.wait), (&mut self.hold, &other.hold)] {
            let count = some.count() as u32;
            if count > 0 {
                all.record_times(some.sum() / count, count);
            }
        }
    }
}
