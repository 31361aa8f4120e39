//! lesson: 11
//! mistake: divides the work of the loop among the workers
//! expect: 2 workers and e = 10 µs the bound was 200000 requests/s, not 100000

impl Model {
    pub(crate) fn bound_of_loop(&self, task: Task, workers: usize) -> f64 {
        let work = if workers == 0 { self.service.work(task) } else { 0.0 };
        workers.max(1) as f64 / (self.service.handling() + work)
    }
}
