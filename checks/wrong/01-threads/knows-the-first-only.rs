//! lesson: 01
//! mistake: looks at the first member only to tell whether the calling thread is one of the crew
//! expect: a member that drops its own crew must not wait for itself
impl Crew {
    pub fn contains_current(&self) -> bool {
        let first = self.members.first();
        first.is_some_and(|member| member.thread().id() == thread::current().id())
    }
}
