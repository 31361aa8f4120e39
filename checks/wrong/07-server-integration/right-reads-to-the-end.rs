//! lesson: 07
//! right: reads the pipe to its end into a list, and writes with `write_all`
//! file: capstone/src/net/waker.rs
impl Waker {
    pub fn wake(&self) {
        // `write_all` goes on after an interruption. Any other error is that of a full pipe.
        let _ = (&self.writer).write_all(b"!");
    }

    pub fn clear(&self) {
        // It ends with an error: that the pipe is empty.
        let _ = (&self.reader).read_to_end(&mut Vec::new());
    }
}
