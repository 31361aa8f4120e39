//! lesson: 11
//! mistake: makes a sleep cost a CPU
//! expect: for sleep on 4 CPUs and 30 µs of computing the bound was

impl Model {
    pub(crate) fn bound_of_cpus(&self, task: Task) -> f64 {
        self.cpus as f64 / (self.service.asking() + self.service.handling() + self.service.work(task))
    }
}
