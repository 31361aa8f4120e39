//! lesson: 07
//! mistake: a panic between two requests marks the whole batch as panicked, also what was served before
//! expect: a request that was served must keep its reply, though its job panics after that
use crate::net::request::RequestState;
use std::thread::panicking;
impl Drop for BatchJob {
    fn drop(&mut self) {
        if let Some(mut batch) = self.batch.take() {
            if panicking() {
                for request in &mut batch.requests {
                    request.state = RequestState::Panicked;
                }
            }
            self.context.completions.post(batch);
        }
    }
}
