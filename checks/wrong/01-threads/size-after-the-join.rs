//! lesson: 01
//! mistake: asks for the crew's size when the members are gone
//! expect: it told the wrong size of the crew
impl Crew {
    pub fn join(mut self) -> Result<(), CrewPanic> {
        let panics = self.join_members();
        if panics.is_empty() { Ok(()) } else { Err(CrewPanic { size: self.members.len(), panics }) }
    }
}
