//! lesson: 08
//! mistake: counts a hold that is timed once more when it is drawn
//! expect: no acquisition of any thread must be missing, or counted twice
//! file: capstone/src/threads/metering/sampler.rs
impl Sampler {
    fn count(&mut self) -> u32 {
        let taken = self.taken.load(Relaxed) + 1;
        self.taken.store(taken, Relaxed);
        if taken < self.next {
            return 0;
        }
        self.taken.store(taken + 1, Relaxed);
        self.draw(taken)
    }
}
