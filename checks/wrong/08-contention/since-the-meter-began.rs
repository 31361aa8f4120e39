//! lesson: 08
//! mistake: the watch is not set back when a hold begins
//! expect: a hold must be measured from the lock to the unlock
//! file: capstone/src/threads/metering.rs
impl Stopwatch {
    fn begin_hold(&self) -> Option<&Self> {
        let times = count(self.lock);
        (times > 0).then(|| {
            self.times.store(times, Relaxed);
            self
        })
    }
}
