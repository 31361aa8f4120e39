//! lesson: 07
//! mistake: does not count the quick requests, which take microseconds, as long as nothing holds them up
//! expect: exactly queue + workers requests must be admitted, and the next refused
//! file: capstone/src/net/admission.rs
impl Admission {
    pub(super) fn is_full(&self) -> bool {
        self.limit.is_some_and(|limit| self.in_pool - self.quick >= limit)
    }
}
