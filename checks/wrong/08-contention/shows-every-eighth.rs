//! lesson: 08
//! mistake: counts for itself, and stores the count for others only with a timed hold and with every eighth
//! expect: every acquisition must count, whether or not its hold was timed
//! file: capstone/src/threads/metering/sampler.rs

/// The count of one thread's acquisitions of one lock.
struct Sampler {
    lock: &'static str,
    /// How often the thread has taken it.
    own: u64,
    /// The same, as the observer sees it.
    taken: Arc<AtomicU64>,
    /// `own` at the next hold that is timed.
    next: u64,
    /// How many holds that one stands for.
    times: u32,
    dice: u32,
}

impl Sampler {
    fn new(lock: &'static str, taken: Arc<AtomicU64>) -> Self {
        Self { lock, own: 0, taken, next: 1, times: 1, dice: 0x9E37_79B9 }
    }

    #[inline]
    fn count(&mut self) -> u32 {
        self.own += 1;
        let is_timed = self.own >= self.next;
        if is_timed || self.own % 8 == 0 {
            self.taken.store(self.own, Relaxed);
        }
        if is_timed { self.draw(self.own) } else { 0 }
    }
}
