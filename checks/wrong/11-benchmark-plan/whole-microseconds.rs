//! lesson: 11
//! mistake: predict compares whole microseconds, so of two bounds that are close it may take the larger
//! expect: the prediction must be the least bound
impl Model {
    pub(crate) fn predict(&self, task: Task, workers: usize) -> Prediction {
        let bounds = [
            (Resource::Generator, self.bound_of_generator()),
            (Resource::EventLoop, self.bound_of_loop(task, workers)),
            (Resource::Workers, self.bound_of_workers(task, workers)),
            (Resource::Cpus, self.bound_of_cpus(task)),
        ];
        // An f64 has no total order, but a whole number has one: the limit is what a request occupies for longest.
        let occupied = |rate: f64| Duration::from_secs_f64(1.0 / rate).as_micros();
        let (bottleneck, rate) =
            bounds.into_iter().max_by_key(|(_, rate)| occupied(*rate)).expect("there are four");
        Prediction { rate, bottleneck }
    }
}
