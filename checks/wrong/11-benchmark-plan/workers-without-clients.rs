//! lesson: 11
//! mistake: counts workers that have nothing to do
//! expect: for 16 workers, 3 clients and sleep the bound was 1600 requests/s, not 300

impl Model {
    pub(crate) fn bound_of_workers(&self, task: Task, workers: usize) -> f64 {
        if workers == 0 {
            return f64::INFINITY;
        }
        workers as f64 / self.service.work(task)
    }
}
