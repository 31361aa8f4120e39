//! lesson: 11
//! mistake: forgets that the client runs on the same machine
//! expect: for echo on 4 CPUs and 30 µs of computing the bound was 400000 requests/s

impl Model {
    pub(crate) fn bound_of_cpus(&self, task: Task) -> f64 {
        let computing = if task == Task::Spin { self.service.work(task) } else { 0.0 };
        self.cpus as f64 / (self.service.handling() + computing)
    }
}
