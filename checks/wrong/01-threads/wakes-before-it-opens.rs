//! lesson: 01
//! mistake: wakes the members first and opens the gate then: one that is quick finds it closed, and sleeps for good
//! expect: every member must begin, however the opening gate and its arrival fall together
impl Gate {
    fn open<'a>(&self, waiting: impl Iterator<Item = &'a Thread>) {
        waiting.for_each(Thread::unpark);
        self.0.store(OPEN, Ordering::Release);
    }
}
