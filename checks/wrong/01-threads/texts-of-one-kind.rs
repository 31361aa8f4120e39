//! lesson: 01
//! mistake: takes only a panic's text that is a `&str`, not one that was formatted
//! expect: join must report every panic, with the thread's name and the message
impl Crew {
    fn join_members(&mut self) -> Vec<(String, String)> {
        let mut panics = Vec::new();
        for member in self.members.drain(..) {
            let name = member.thread().name().unwrap_or("unnamed").to_owned();
            if let Err(payload) = while_waiting(Place::Join(name.clone()), || member.join()) {
                let text = payload.downcast_ref::<&str>().map(|text| (*text).to_owned());
                panic_message(payload);
                panics.push((name, text.unwrap_or("a panic without a text".to_owned())));
            }
        }
        panics
    }
}
