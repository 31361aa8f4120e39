//! lesson: 01
//! mistake: a crew that is dropped lets its threads go
//! expect: dropping a crew must wait until every member has ended
impl Drop for Crew {
    fn drop(&mut self) {}
}
