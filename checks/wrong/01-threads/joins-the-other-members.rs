//! lesson: 01
//! mistake: a member that drops its own crew leaves itself out, and joins the others, who may wait for it
//! expect: a member that drops its own crew must not wait for the others, which may wait for it
impl Drop for Crew {
    fn drop(&mut self) {
        let me = thread::current().id();
        self.members.retain(|member| member.thread().id() != me);
        self.join_members();
    }
}
