//! lesson: 01
//! mistake: dropping a crew panics if a member has: within another panic that ends the process
//! expect: dropping a crew must not panic, whatever its members did
impl Drop for Crew {
    fn drop(&mut self) {
        if !self.contains_current() {
            let panics = self.join_members();
            assert!(panics.is_empty(), "members panicked: {panics:?}");
        }
    }
}
