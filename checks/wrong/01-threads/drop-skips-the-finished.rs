//! lesson: 01
//! mistake: a drop joins no member that `is_finished` says yes of: it may still drop its thread-locals
//! expect: a crew must end with its threads
impl Drop for Crew {
    fn drop(&mut self) {
        if self.contains_current() {
            return;
        }
        self.members.retain(|member| !member.is_finished());
        self.join_members();
    }
}
