//! lesson: 01
//! mistake: a member that drops its own crew joins itself
//! expect: a member that drops its own crew must not wait for itself
impl Drop for Crew {
    fn drop(&mut self) {
        self.join_members();
    }
}
