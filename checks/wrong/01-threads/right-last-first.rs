//! lesson: 01
//! right: joins the last member first, and reports the panics in that order
impl Crew {
    fn join_members(&mut self) -> Vec<(String, String)> {
        let mut panics = Vec::new();
        while let Some(member) = self.members.pop() {
            let name = member.thread().name().map(ToOwned::to_owned).unwrap_or_default();
            let ended = while_waiting(Place::Join(name.clone()), move || member.join());
            if let Err(payload) = ended {
                let text = panic_message(payload);
                panics.insert(0, (name, text));
            }
        }
        panics
    }
}
