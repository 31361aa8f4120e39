//! lesson: 01
//! mistake: takes the text out by itself, and drops the payload, which may panic
//! expect: dropping a crew must not panic, though the payload of a member's panic does when it is dropped
impl Crew {
    fn join_members(&mut self) -> Vec<(String, String)> {
        let mut panics = Vec::new();
        for member in self.members.drain(..) {
            let name = member.thread().name().unwrap_or("unnamed").to_owned();
            if let Err(payload) = while_waiting(Place::Join(name.clone()), || member.join()) {
                let text = payload.downcast_ref::<&str>().map(ToString::to_string);
                let text = text.or_else(|| payload.downcast_ref::<String>().cloned());
                panics.push((name, text.unwrap_or("a panic without a text".to_owned())));
            }
        }
        panics
    }
}
