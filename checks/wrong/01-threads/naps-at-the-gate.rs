//! lesson: 01
//! mistake: a member at the gate naps, and looks again each tenth of a millisecond
//! expect: a member that waits at the gate must sleep, and cost nothing
impl Gate {
    fn opens(&self) -> bool {
        while self.0.load(Ordering::Acquire) == CLOSED {
            thread::sleep(std::time::Duration::from_micros(100));
        }
        self.0.load(Ordering::Acquire) == OPEN
    }
}
