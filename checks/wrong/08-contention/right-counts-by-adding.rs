//! lesson: 08
//! right: counts by an atomic addition, and times what is to be timed by an early return
//! file: capstone/src/threads/metering.rs
impl Sampler {
    fn count(&mut self) -> u32 {
        let taken = 1 + self.taken.fetch_add(1, Relaxed);
        match taken >= self.next {
            true => self.draw(taken),
            false => 0,
        }
    }
}

impl Stopwatch {
    fn begin_hold(&self) -> Option<&Self> {
        let times = count(self.lock);
        if times == 0 {
            return None;
        }
        let begun = now();
        self.since.store(begun, Relaxed);
        self.times.store(times, Relaxed);
        Some(self)
    }

    fn end_hold(&self) {
        let (begun, times) = (self.since.load(Relaxed), self.times.load(Relaxed));
        let held = Duration::from_nanos(now().saturating_sub(begun));
        leave(Hold { lock: self.lock, held, times });
    }
}
