//! lesson: 11
//! mistake: lets the loop do the work although there are workers
//! expect: with workers the loop must be bound to 1 / e

impl Model {
    pub(crate) fn bound_of_loop(&self, task: Task, workers: usize) -> f64 {
        let _ = workers;
        1.0 / (self.service.handling() + self.service.work(task))
    }
}
