//! lesson: 11
//! mistake: lets one worker work at a time
//! expect: for 8 and sleep with S = 10000 µs the bound was 100 requests/s, not 800

impl Model {
    pub(crate) fn bound_of_workers(&self, task: Task, workers: usize) -> f64 {
        if workers == 0 {
            return f64::INFINITY;
        }
        1.0 / self.service.work(task)
    }
}
