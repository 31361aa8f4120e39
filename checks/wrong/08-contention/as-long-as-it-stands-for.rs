//! lesson: 08
//! mistake: multiplies the time of a hold by what it stands for, which the table does once more
//! expect: a timed hold must tell its own time, whatever it stands for
//! file: capstone/src/threads/metering.rs
impl Stopwatch {
    fn end_hold(&self) {
        let times = self.times.load(Relaxed);
        let held = Duration::from_nanos(now() - self.since.load(Relaxed)) * times;
        leave(Hold { lock: self.lock, held, times });
    }
}
