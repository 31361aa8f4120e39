//! lesson: 07
//! mistake: forgets the payload of a panic, because its drop might panic: who lets requests panic fills the memory
//! expect: the payload of a panic must be dropped, and not stay in memory

impl Request {
    pub(super) fn serve(&mut self, logger: &Logger) {
        let outcome = catch_unwind(AssertUnwindSafe(|| self.make_reply(logger)));
        self.state = match outcome {
            Ok(()) => RequestState::Served,
            Err(payload) => {
                // Unknown code, which may panic once more when it is dropped.
                std::mem::forget(payload);
                RequestState::Panicked
            }
        };
    }
}
