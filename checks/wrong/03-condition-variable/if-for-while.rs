//! lesson: 03
//! mistake: looks once, and takes a notification for what it announces
//! expect: a sleeper that is woken must look, and sleep on if its item is gone
//! file: capstone/src/threads/condition.rs
impl Condition {
    pub fn wait_while<'a, T>(
        &self,
        mut guard: Guard<'a, T>,
        mut blocked: impl FnMut(&mut T) -> bool,
    ) -> Guard<'a, T> {
        if blocked(&mut guard) {
            guard = self.wait(guard);
        }
        guard
    }
}
