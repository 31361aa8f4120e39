//! lesson: 11
//! mistake: forgets the time for reading and answering when the loop works
//! expect: for echo and S + e = 10 µs the bound was inf requests/s

impl Model {
    pub(crate) fn bound_of_loop(&self, task: Task, workers: usize) -> f64 {
        if workers == 0 { 1.0 / self.service.work(task) } else { 1.0 / self.service.handling() }
    }
}
