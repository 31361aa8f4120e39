//! lesson: 07
//! mistake: keeps the payloads of all panics in a list, to look at them one day: nobody ever does
//! expect: the payload of a panic must be dropped, and not stay in memory
//! file: capstone/src/net/request.rs
use std::any::Any;

#[allow(clippy::disallowed_types, reason = "a list for all workers")]
static PAYLOADS: std::sync::Mutex<Vec<Box<dyn Any + Send>>> = std::sync::Mutex::new(Vec::new());

impl Request {
    pub(super) fn serve(&mut self, logger: &Logger) {
        self.state = match catch_unwind(AssertUnwindSafe(|| self.make_reply(logger))) {
            Ok(()) => RequestState::Served,
            Err(payload) => {
                PAYLOADS.lock().expect("no one panics with this lock").push(payload);
                RequestState::Panicked
            }
        };
    }
}
