//! lesson: 01
//! mistake: takes a gate that is not closed for an open one, though it may be cancelled
//! expect: a crew that cannot be completed must not run its body in any thread
impl Gate {
    fn opens(&self) -> bool {
        while self.0.load(Ordering::Acquire) == CLOSED {
            thread::park();
        }
        true
    }
}
