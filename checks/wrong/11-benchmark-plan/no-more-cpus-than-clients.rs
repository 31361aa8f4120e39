//! lesson: 11
//! mistake: counts no more CPUs than there are clients, as it is right for the workers
//! expect: the CPUs must be bound to P / (g + e), and to P / (g + e + S) if the work computes
impl Model {
    pub(crate) fn bound_of_cpus(&self, task: Task) -> f64 {
        let cpus = self.cpus.min(self.clients) as f64;
        let computing = if task == Task::Spin { self.service.work(task) } else { 0.0 };
        cpus / (self.service.asking() + self.service.handling() + computing)
    }
}
