//! lesson: 03
//! mistake: sleeps until it is notified, and looks at the clock then
//! expect: a wait must end at its deadline, and say so
//! file: capstone/src/threads/condition.rs
impl Condition {
    pub fn wait_until<'a, T>(&self, guard: Guard<'a, T>, deadline: Instant) -> (Guard<'a, T>, bool) {
        let guard = self.wait(guard);
        (guard, Instant::now() >= deadline)
    }
}
