//! lesson: 01
//! right: joins the last member first, and turns the list of panics round at the end
impl Crew {
    fn join_members(&mut self) -> Vec<(String, String)> {
        let mut panics = Vec::new();
        while let Some(member) = self.members.pop() {
            let name = member.thread().name().unwrap_or("unnamed").to_owned();
            if let Err(payload) = while_waiting(Place::Join(name.clone()), || member.join()) {
                panics.push((name, panic_message(payload)));
            }
        }
        panics.reverse();
        panics
    }
}
