//! lesson: 08
//! mistake: counts down to the next hold that is timed, and counts only that
//! expect: no acquisition of any thread must be missing, or counted twice
//! file: capstone/src/threads/metering/sampler.rs
impl Sampler {
    fn count(&mut self) -> u32 {
        self.next -= 1;
        if self.next > 0 {
            return 0;
        }
        let taken = self.taken.load(Relaxed) + 1;
        self.taken.store(taken, Relaxed);
        let times = self.draw(taken);
        self.next = u64::from(self.times);
        times
    }
}
