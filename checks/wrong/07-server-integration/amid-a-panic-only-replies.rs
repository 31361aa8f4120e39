//! lesson: 07
//! mistake: amid a panic, posts a batch only if it has a reply to bring: nobody answers one whose first request was not reached
//! expect: a job that a panic ends must still post its batch
//! file: capstone/src/net/batch.rs
use crate::net::request::RequestState;
use std::thread::panicking;

impl Drop for BatchJob {
    fn drop(&mut self) {
        if let Some(batch) = self.batch.take() {
            let has_reply = batch.requests.iter().any(|request| request.state == RequestState::Served);
            if has_reply || !panicking() {
                self.context.completions.post(batch);
            }
        }
    }
}
