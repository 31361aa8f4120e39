//! lesson: 07
//! mistake: reads once: a pipe that holds more than the buffer is not empty
//! expect: one clear did not empty the pipe
//! file: capstone/src/net/waker.rs
impl Waker {
    pub fn clear(&self) {
        let _ = (&self.reader).read(&mut [0; 4096]);
    }
}
