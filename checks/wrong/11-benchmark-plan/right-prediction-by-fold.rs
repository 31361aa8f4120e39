//! lesson: 11
//! right: compares one bound after the other

impl Model {
    pub(crate) fn predict(&self, task: Task, workers: usize) -> Prediction {
        let mut least = Prediction { rate: self.bound_of_cpus(task), bottleneck: Resource::Cpus };
        let others = [
            (Resource::Workers, self.bound_of_workers(task, workers)),
            (Resource::EventLoop, self.bound_of_loop(task, workers)),
            (Resource::Generator, self.bound_of_generator()),
        ];
        for (bottleneck, rate) in others {
            if rate < least.rate {
                least = Prediction { rate, bottleneck };
            }
        }
        least
    }
}
