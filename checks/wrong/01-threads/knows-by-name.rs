//! lesson: 01
//! mistake: tells a member by its name, which threads of another crew may share
//! expect: contains_current took it for one of a crew whose members have the same names
impl Crew {
    pub fn contains_current(&self) -> bool {
        let current = thread::current();
        self.members.iter().any(|member| member.thread().name() == current.name())
    }
}
