//! lesson: 09
//! mistake: does not say how full the queue is
//! expect: each refusal must be counted, and logged as `queue full (4/4)`
//! file: capstone/src/net/service.rs

impl Service {
    fn admit(
        &mut self,
        context: &Context,
        work: Result<Work, BadRequest>,
    ) -> Result<Work, (ErrorCode, String)> {
        if self.admission.is_closed() {
            return Err((ErrorCode::ShuttingDown, "the server is shutting down".to_owned()));
        }
        let work = work.map_err(|error| (ErrorCode::BadRequest, error.to_string()))?;
        if !self.admission.enter(work) {
            let _ = context;
            return Err((ErrorCode::Busy, "server busy: queue full".to_owned()));
        }
        Ok(work)
    }
}
