//! lesson: 03
//! mistake: a thread that waits at the latch wakes each second, "to be safe"
//! expect: a thread that waits at a latch must sleep, and cost nothing
//! file: capstone/src/threads/latch.rs
use std::time::Duration;

impl Latch {
    pub fn wait(&self) {
        while !self.wait_until(Instant::now() + Duration::from_secs(1)) {}
    }
}
