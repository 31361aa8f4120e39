//! lesson: 09
//! mistake: does not say that the server is busy
//! expect: its text was "try again: queue full (4/4)"
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
            let queue = context.config.queue;
            return Err((ErrorCode::Busy, format!("try again: queue full ({queue}/{queue})")));
        }
        Ok(work)
    }
}
