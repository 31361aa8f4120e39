//! lesson: 01
//! mistake: the joiner goes on the waiting list once for the whole crew, under the name of its first member
//! expect: the waiting list must show who waits for which member to end
impl Crew {
    fn join_members(&mut self) -> Vec<(String, String)> {
        let members = mem::take(&mut self.members);
        let name_of = |thread: &Thread| thread.name().unwrap_or("unnamed").to_owned();
        let Some(first) = members.first().map(|member| name_of(member.thread())) else {
            return Vec::new();
        };
        // One entry for all of them is cheaper than one each.
        while_waiting(Place::Join(first), || {
            let mut panics = Vec::new();
            for member in members {
                let name = name_of(member.thread());
                if let Err(payload) = member.join() {
                    panics.push((name, panic_message(payload)));
                }
            }
            panics
        })
    }
}
