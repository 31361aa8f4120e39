//! lesson: 11
//! mistake: rounds what one worker does to whole requests a second
//! expect: with S = 10070.4 µs the bound was 495 requests/s

impl Model {
    pub(crate) fn bound_of_workers(&self, task: Task, workers: usize) -> f64 {
        if workers == 0 {
            return f64::INFINITY;
        }
        workers.min(self.clients) as f64 * (1.0 / self.service.work(task)).floor()
    }
}
