//! lesson: 08
//! mistake: measures holds in whole microseconds: most of them take none
//! expect: a hold must be measured from the lock to the unlock, however short
//! file: capstone/src/threads/metering.rs
impl Stopwatch {
    fn end_hold(&self) {
        let held = Duration::from_micros((now() - self.since.load(Relaxed)) / 1_000);
        leave(Hold { lock: self.lock, held, times: self.times.load(Relaxed) });
    }
}
