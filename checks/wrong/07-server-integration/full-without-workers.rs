//! lesson: 07
//! mistake: takes no limit for a limit of one: without workers the second request of a turn is refused
//! expect: without workers there is no queue, and no request must be refused as busy
//! file: capstone/src/net/admission.rs
impl Admission {
    pub(super) fn is_full(&self) -> bool {
        self.in_pool >= self.limit.unwrap_or(1)
    }
}
