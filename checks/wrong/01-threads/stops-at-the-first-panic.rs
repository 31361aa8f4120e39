//! lesson: 01
//! mistake: returns at the first panic, as a `?` would, and lets the other members go
//! expect: join must wait for the other members after one has panicked
impl Crew {
    fn join_members(&mut self) -> Vec<(String, String)> {
        for member in mem::take(&mut self.members) {
            let name = member.thread().name().unwrap_or("unnamed").to_owned();
            if let Err(payload) = while_waiting(Place::Join(name.clone()), || member.join()) {
                return vec![(name, panic_message(payload))];
            }
        }
        Vec::new()
    }
}
