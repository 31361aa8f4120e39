//! lesson: 08
//! mistake: times every hold, also those that are not in the sample
//! expect: the timed holds together must stand for all, but for the last few
//! file: capstone/src/threads/metering.rs
impl Stopwatch {
    fn begin_hold(&self) -> Option<&Self> {
        self.times.store(count(self.lock).max(1), Relaxed);
        self.since.store(now(), Relaxed);
        Some(self)
    }
}
