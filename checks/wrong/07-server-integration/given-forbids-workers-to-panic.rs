//! lesson: 07
//! mistake: allows a WORK to panic only where there are no workers, because one of them would die of it
//! expect: and its worker live, but the server sent ERROR 8
//! file: capstone/src/net/request.rs

impl Work {
    pub(super) fn spend(payload: &[u8], config: &ServerConfig) -> Result<Self, BadRequest> {
        let spec = WorkSpec::parse(payload).map_err(BadRequest::NoWork)?;
        let may_panic = config.allow_panic && config.workers == 0;
        if spec.mode == WorkMode::Panic && !may_panic {
            return Err(BadRequest::PanicForbidden);
        }
        if spec.duration > config.max_work {
            return Err(BadRequest::TooLong { asked: spec.duration, most: config.max_work });
        }
        Ok(Self::Spend(spec))
    }
}
