//! lesson: 08
//! mistake: reads the clock before it knows whether the hold is timed
//! expect: a thread that took a free lock 10000 times read the clock

impl Stopwatch {
    #[cold]
    fn begin_hold(&self) -> Option<&Self> {
        let since = now(); // first: the counting is part of the hold
        let times = count(self.lock);
        if times == 0 {
            return None;
        }
        self.times.store(times, Relaxed);
        self.since.store(since, Relaxed);
        Some(self)
    }
}
