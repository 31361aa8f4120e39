//! lesson: 07
//! mistake: drops a panic's payload where nobody catches what that may do: it takes the batch along
//! expect: a panic must take no other request of its batch along
//! file: capstone/src/net/request.rs
impl Request {
    pub(super) fn serve(&mut self, logger: &Logger) {
        let made = catch_unwind(AssertUnwindSafe(|| self.make_reply(logger)));
        self.state = if made.is_ok() { RequestState::Served } else { RequestState::Panicked };
    }
}
