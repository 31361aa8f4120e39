//! lesson: 01
//! mistake: opens the gate and wakes nobody who waits at it
//! expect: every member must begin, however the opening gate and its arrival fall together
impl Gate {
    fn open<'a>(&self, _waiting: impl Iterator<Item = &'a Thread>) {
        self.0.store(OPEN, Ordering::Release);
    }
}
