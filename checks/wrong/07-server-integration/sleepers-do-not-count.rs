//! lesson: 07
//! mistake: counts only the requests that keep a CPU busy: those that sleep get in without end
//! expect: exactly queue + workers requests must be admitted, and the next refused
//! file: capstone/src/net/admission.rs
impl Admission {
    pub(super) fn is_full(&self) -> bool {
        self.limit.is_some_and(|limit| self.cpu_bound >= limit)
    }
}
