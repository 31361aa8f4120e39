//! lesson: 11
//! mistake: predicts whole requests a second
//! expect: the prediction must be the least bound

impl Model {
    pub(crate) fn predict(&self, task: Task, workers: usize) -> Prediction {
        let bounds = [
            (self.bound_of_generator(), Resource::Generator),
            (self.bound_of_loop(task, workers), Resource::EventLoop),
            (self.bound_of_workers(task, workers), Resource::Workers),
            (self.bound_of_cpus(task), Resource::Cpus),
        ];

        let least = bounds.into_iter().min_by(|one, other| one.0.total_cmp(&other.0));
        let (rate, bottleneck) = least.expect("there are four bounds");
        Prediction { rate: rate.floor(), bottleneck }
    }
}
