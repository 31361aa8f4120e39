//! lesson: 07
//! mistake: catches the panic, and calls the request served
//! expect: must be answered with ERROR internal
//! file: capstone/src/net/request.rs
impl Request {
    pub(super) fn serve(&mut self, logger: &Logger) {
        if let Err(payload) = catch_unwind(AssertUnwindSafe(|| self.make_reply(logger))) {
            drop_quietly(payload);
        }
        self.state = RequestState::Served;
    }
}
