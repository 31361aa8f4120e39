//! lesson: 01
//! mistake: a member asks again and again whether the gate is open
//! expect: a member that waits at the gate must sleep, and cost nothing
impl Gate {
    fn opens(&self) -> bool {
        while self.0.load(Ordering::Acquire) == CLOSED {
            std::hint::spin_loop();
        }
        self.0.load(Ordering::Acquire) == OPEN
    }
}
