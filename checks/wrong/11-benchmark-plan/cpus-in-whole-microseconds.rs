//! lesson: 11
//! mistake: adds up whole microseconds
//! expect: for sleep on 3 CPUs and 32 µs of computing

impl Model {
    pub(crate) fn bound_of_cpus(&self, task: Task) -> f64 {
        let [g, e, s] = [self.service.asking(), self.service.handling(), self.service.work(task)];
        let computing = if task == Task::Spin { s } else { 0.0 };
        let us: u64 = [g, e, computing].iter().map(|time| (1e6 * time) as u64).sum();
        self.cpus as f64 * 1e6 / us as f64
    }
}
