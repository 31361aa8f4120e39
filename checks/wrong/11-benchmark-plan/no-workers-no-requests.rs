//! lesson: 11
//! mistake: calls the bound zero where there are no workers
//! expect: the bound of 0 workers was 0 although there are none

impl Model {
    pub(crate) fn bound_of_workers(&self, task: Task, workers: usize) -> f64 {
        workers.min(self.clients) as f64 / self.service.work(task)
    }
}
