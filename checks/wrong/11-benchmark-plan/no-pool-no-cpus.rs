//! lesson: 11
//! mistake: predict leaves the CPUs out without a pool (one thread works), but the client shares them: wrong on one CPU
//! expect: the prediction must be the least bound, and the bottleneck whose it is
impl Model {
    pub(crate) fn predict(&self, task: Task, workers: usize) -> Prediction {
        let mut bounds = vec![
            (Resource::Generator, self.bound_of_generator()),
            (Resource::EventLoop, self.bound_of_loop(task, workers)),
        ];
        if workers > 0 {
            // Without a pool there is one thread, which cannot use more than one CPU anyway.
            bounds.push((Resource::Workers, self.bound_of_workers(task, workers)));
            bounds.push((Resource::Cpus, self.bound_of_cpus(task)));
        }
        let least = bounds.into_iter().min_by(|one, other| one.1.total_cmp(&other.1));
        let (bottleneck, rate) = least.expect("there are at least two bounds");
        Prediction { rate, bottleneck }
    }
}
