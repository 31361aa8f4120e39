//! lesson: 01
//! mistake: join waits for the first member, and lets the others go
//! expect: join must wait until every member has ended
impl Crew {
    fn join_members(&mut self) -> Vec<(String, String)> {
        let mut members = mem::take(&mut self.members).into_iter();
        let Some(member) = members.next() else { return Vec::new() };
        let name = member.thread().name().unwrap_or("unnamed").to_owned();
        match while_waiting(Place::Join(name.clone()), || member.join()) {
            Ok(()) => Vec::new(),
            Err(payload) => vec![(name, panic_message(payload))],
        }
    }
}
