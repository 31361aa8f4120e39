//! lesson: 07
//! mistake: tries until the byte is in the pipe, though a full one wakes anybody
//! expect: a wake-up must never block, not even when nobody empties the pipe
//! file: capstone/src/net/waker.rs
impl Waker {
    pub fn wake(&self) {
        while (&self.writer).write(&[1]).is_err() {}
    }
}
