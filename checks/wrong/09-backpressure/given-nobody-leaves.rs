//! lesson: 09
//! mistake: does not give the place of a request back
//! expect: a refused client must be served on the same connection once there is room
//! file: capstone/src/net/admission.rs

impl Admission {
    pub(super) fn leave(&mut self, work: Work) {
        self.quick -= usize::from(work.is_quick());
        self.cpu_bound -= usize::from(work.needs_cpu());
    }
}
