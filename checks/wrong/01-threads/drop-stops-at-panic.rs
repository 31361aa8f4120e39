//! lesson: 01
//! mistake: the drop stops at the first member that panicked, and detaches those behind it
//! expect: dropping a crew must wait for the other members after one has panicked
impl Drop for Crew {
    /// Joins, unless it is a member of the crew that drops it. What a member says is of no interest any more.
    fn drop(&mut self) {
        if self.contains_current() {
            return;
        }
        let _ = self.members.drain(..).try_for_each(|member| {
            let name = member.thread().name().unwrap_or("unnamed").to_owned();
            while_waiting(Place::Join(name), || member.join()).map_err(panic_message)
        });
    }
}
