//! lesson: 03
//! mistake: sleeps first and looks then: who finds what it wants waits for a notification that has been
//! expect: a thread that finds what it wants must not wait for a notification
//! file: capstone/src/threads/condition.rs
impl Condition {
    pub fn wait_while<'a, T>(
        &self,
        mut guard: Guard<'a, T>,
        mut blocked: impl FnMut(&mut T) -> bool,
    ) -> Guard<'a, T> {
        loop {
            guard = self.wait(guard);
            if !blocked(&mut guard) {
                return guard;
            }
        }
    }
}
