//! lesson: 11
//! right: tells the kinds of task apart

impl Model {
    pub(crate) fn bound_of_workers(&self, task: Task, workers: usize) -> f64 {
        match (task, workers) {
            (Task::Echo, _) | (_, 0) => f64::INFINITY,
            _ => self.clients.min(workers) as f64 * self.service.work(task).recip(),
        }
    }
}
