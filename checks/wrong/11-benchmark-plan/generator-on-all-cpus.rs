//! lesson: 11
//! mistake: lets the load generator use all CPUs
//! expect: the load generator must be bound to 1 / g, but with g = 20 µs the bound was 200000

impl Model {
    pub(crate) fn bound_of_generator(&self) -> f64 {
        self.cpus as f64 / self.service.asking()
    }
}
