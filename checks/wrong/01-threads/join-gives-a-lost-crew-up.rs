//! lesson: 01
//! mistake: `join` gives the crew up when more than half of it have panicked, and lets the others go; a drop waits for all
//! expect: join must wait for the other members after one has panicked, but it returned while member-2 was still at work
impl Crew {
    pub fn join(mut self) -> Result<(), CrewPanic> {
        let size = self.members.len();
        let mut panics = Vec::new();
        for member in mem::take(&mut self.members) {
            let name = member.thread().name().unwrap_or("unnamed").to_owned();
            if let Err(payload) = while_waiting(Place::Join(name.clone()), || member.join()) {
                panics.push((name, panic_message(payload)));
            }
            // Most have failed: nobody wants any more what the others may come to.
            if 2 * panics.len() > size {
                break;
            }
        }
        if panics.is_empty() { Ok(()) } else { Err(CrewPanic { size, panics }) }
    }
}
