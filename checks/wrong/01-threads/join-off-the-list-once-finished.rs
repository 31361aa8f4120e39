//! lesson: 01
//! mistake: joins a member that `is_finished` without going on the waiting list, though it may still drop its thread-locals
//! expect: the waiting list shows: thread `joiner` waits for the thread `member-0` to end
impl Crew {
    fn join_members(&mut self) -> Vec<(String, String)> {
        let mut panics = Vec::new();
        for member in mem::take(&mut self.members) {
            let name = member.thread().name().unwrap_or("unnamed").to_owned();
            let result = if member.is_finished() {
                member.join()
            } else {
                while_waiting(Place::Join(name.clone()), || member.join())
            };
            if let Err(payload) = result {
                panics.push((name, panic_message(payload)));
            }
        }
        panics
    }
}
