//! lesson: 03
//! mistake: looks once more after a notification, and believes the second
//! expect: a sleeper that is woken must look, and sleep on if its item is gone
//! file: capstone/src/threads/condition.rs
impl Condition {
    pub fn wait_while<'a, T>(
        &self,
        mut guard: Guard<'a, T>,
        mut blocked: impl FnMut(&mut T) -> bool,
    ) -> Guard<'a, T> {
        for _ in 0..2 {
            if !blocked(&mut guard) {
                break;
            }
            guard = self.wait(guard);
        }
        guard
    }
}
