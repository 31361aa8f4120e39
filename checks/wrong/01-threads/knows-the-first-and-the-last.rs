//! lesson: 01
//! mistake: takes the first and the last member for its own, and none between them
//! expect: a member that drops its own crew must not wait for itself
impl Crew {
    pub fn contains_current(&self) -> bool {
        let current = thread::current().id();
        [self.members.first(), self.members.last()]
            .into_iter()
            .flatten()
            .any(|member| member.thread().id() == current)
    }
}
