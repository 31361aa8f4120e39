//! lesson: 11
//! mistake: forgets that without workers the loop does the work
//! expect: for sleep and S + e = 10010 µs the bound was 100000 requests/s

impl Model {
    pub(crate) fn bound_of_loop(&self, task: Task, workers: usize) -> f64 {
        let _ = (task, workers);
        1.0 / self.service.handling()
    }
}
