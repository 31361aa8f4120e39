//! lesson: 11
//! mistake: the least bound is found by whole numbers, so of 0.9/s and 0.1/s, or 10.8/s and 10.2/s, the first listed wins
//! expect: the prediction must be the least bound
impl Model {
    /// The least of the four bounds, and its resource.
    pub(crate) fn predict(&self, task: Task, workers: usize) -> Prediction {
        let bounds = [
            (self.bound_of_generator(), Resource::Generator),
            (self.bound_of_loop(task, workers), Resource::EventLoop),
            (self.bound_of_workers(task, workers), Resource::Workers),
            (self.bound_of_cpus(task), Resource::Cpus),
        ];
        // f64 has no total order, and whole numbers have one. (Infinity becomes the largest of them.)
        let (rate, bottleneck) =
            bounds.into_iter().min_by_key(|(rate, _)| *rate as u64).expect("there are four");
        Prediction { rate, bottleneck }
    }
}
