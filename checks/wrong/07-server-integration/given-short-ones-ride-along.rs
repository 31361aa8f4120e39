//! lesson: 07
//! mistake: adds a request that takes no time to whatever batch came before, also behind one that takes long
//! expect: with a worker free, the third of three waited for request
//! file: capstone/src/net/batch.rs
use super::request::Work;

impl Batch {
    pub(super) fn add(&mut self, request: Request, arrived: Instant) -> Result<(), Request> {
        let takes_no_time = match request.work {
            Work::Spend(spec) => spec.duration.is_zero(),
            work => work.is_quick(),
        };
        let fits = self.requests.len() < Self::MAX && self.arrived == arrived;
        if !fits || !takes_no_time {
            return Err(request);
        }
        self.requests.push(request);
        Ok(())
    }
}
