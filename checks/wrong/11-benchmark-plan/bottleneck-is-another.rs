//! lesson: 11
//! mistake: names the resource with the greatest bound as the bottleneck
//! expect: it was

impl Model {
    pub(crate) fn predict(&self, task: Task, workers: usize) -> Prediction {
        let bounds = [
            (self.bound_of_generator(), Resource::Generator),
            (self.bound_of_loop(task, workers), Resource::EventLoop),
            (self.bound_of_workers(task, workers), Resource::Workers),
            (self.bound_of_cpus(task), Resource::Cpus),
        ];

        let by_rate = |one: &(f64, Resource), other: &(f64, Resource)| one.0.total_cmp(&other.0);
        let least = bounds.into_iter().min_by(by_rate).expect("there are four bounds");
        let most = bounds.into_iter().max_by(by_rate).expect("there are four bounds");
        Prediction { rate: least.0, bottleneck: most.1 }
    }
}
