//! lesson: 03
//! mistake: a thread that waits at the latch looks each millisecond
//! expect: a thread that waits at a latch must sleep, and cost nothing
//! file: capstone/src/threads/latch.rs
use crate::sync::thread;
use std::time::Duration;

impl Latch {
    pub fn wait(&self) {
        while self.remaining() > 0 {
            thread::sleep(Duration::from_millis(1));
        }
    }
}
