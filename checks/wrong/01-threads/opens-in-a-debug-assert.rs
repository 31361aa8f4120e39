//! lesson: 01
//! mistake: opens the gate inside a `debug_assert!`, so that in a release build it stays closed
//! expect: a release build must do all that a debug build does
impl Gate {
    fn open<'a>(&self, waiting: impl Iterator<Item = &'a Thread>) {
        debug_assert_eq!(self.0.swap(OPEN, Ordering::AcqRel), CLOSED, "a gate opens once");
        waiting.for_each(Thread::unpark);
    }
}
