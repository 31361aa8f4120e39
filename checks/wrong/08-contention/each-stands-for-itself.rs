//! lesson: 08
//! mistake: a hold that is timed stands for itself alone
//! expect: the timed holds together must stand for all, but for the last few
//! file: capstone/src/threads/metering.rs
impl Stopwatch {
    fn begin_hold(&self) -> Option<&Self> {
        let times = count(self.lock);
        (times > 0).then(|| {
            self.times.store(1, Relaxed);
            self.since.store(now(), Relaxed);
            self
        })
    }
}
