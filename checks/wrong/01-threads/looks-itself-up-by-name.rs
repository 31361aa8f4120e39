//! lesson: 01
//! mistake: looks for the thread by a binary search over the names, though `member-10` sorts before `member-2`
//! expect: a member that drops its own crew must not wait for itself
impl Crew {
    pub fn contains_current(&self) -> bool {
        let current = thread::current();
        let found = self.members.binary_search_by(|member| member.thread().name().cmp(&current.name()));
        found.is_ok_and(|index| self.members[index].thread().id() == current.id())
    }
}
