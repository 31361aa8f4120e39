//! lesson: 01
//! mistake: joins without going on the waiting list
//! expect: the waiting list must show who waits for which member to end
impl Crew {
    fn join_members(&mut self) -> Vec<(String, String)> {
        let mut panics = Vec::new();
        for member in self.members.drain(..) {
            let name = member.thread().name().unwrap_or("unnamed").to_owned();
            if let Err(payload) = member.join() {
                panics.push((name, panic_message(payload)));
            }
        }
        panics
    }
}
