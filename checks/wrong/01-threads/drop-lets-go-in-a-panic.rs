//! lesson: 01
//! mistake: a crew that is dropped while its owner panics is not joined, "to be on the safe side"
//! expect: dropping a crew must wait until every member has ended
impl Drop for Crew {
    fn drop(&mut self) {
        if std::thread::panicking() || self.contains_current() {
            return;
        }
        self.join_members();
    }
}
