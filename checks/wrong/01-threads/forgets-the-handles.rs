//! lesson: 01
//! mistake: a member that drops its own crew forgets the handles: the threads are neither joined nor detached
//! expect: a member that drops its own crew must detach it, or the threads' stacks are never freed
impl Drop for Crew {
    fn drop(&mut self) {
        if self.contains_current() {
            // The handles must not be joined here, not by their own destructors either.
            mem::forget(mem::take(&mut self.members));
        } else {
            drop(self.join_members());
        }
    }
}
