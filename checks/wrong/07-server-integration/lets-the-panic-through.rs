//! lesson: 07
//! mistake: leaves a panic to the pool, which knows nothing of replies
//! expect: must be answered with ERROR internal
//! file: capstone/src/net/request.rs
impl Request {
    pub(super) fn serve(&mut self, logger: &Logger) {
        self.make_reply(logger);
        self.state = RequestState::Served;
    }
}
