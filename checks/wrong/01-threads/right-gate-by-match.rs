//! lesson: 01
//! right: looks at the gate by a match, opens it by a swap, and wakes the last one first
impl Gate {
    fn opens(&self) -> bool {
        loop {
            match self.0.load(Ordering::Acquire) {
                CLOSED => thread::park(),
                state => return state == OPEN,
            }
        }
    }

    fn open<'a>(&self, waiting: impl Iterator<Item = &'a Thread>) {
        let waiting: Vec<&Thread> = waiting.collect();
        self.0.swap(OPEN, Ordering::AcqRel);
        waiting.into_iter().rev().for_each(Thread::unpark);
    }
}
