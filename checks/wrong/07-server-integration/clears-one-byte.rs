//! lesson: 07
//! mistake: takes one byte out of the pipe
//! expect: one clear did not empty the pipe
//! file: capstone/src/net/waker.rs
impl Waker {
    pub fn clear(&self) {
        let _ = (&self.reader).read(&mut [0]);
    }
}
