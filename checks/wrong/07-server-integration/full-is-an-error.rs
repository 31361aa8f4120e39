//! lesson: 07
//! mistake: panics if the pipe is full
//! expect: a wake-up must never block, not even when nobody empties the pipe
//! file: capstone/src/net/waker.rs
impl Waker {
    pub fn wake(&self) {
        (&self.writer).write_all(&[1]).expect("the pipe takes a byte");
    }
}
