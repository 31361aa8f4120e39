//! lesson: 11
//! mistake: the bound of no workers is repaired afterwards, where it is 0: for an ECHO without workers it is 0 / 0, NaN
//! expect: the bound of 0 workers was NaN
//! file: benchmarks/src/month/model.rs
impl Model {
    pub(crate) fn bound_of_workers(&self, task: Task, workers: usize) -> f64 {
        let busy = workers.min(self.clients) as f64;
        let bound = busy / self.service.work(task);
        // Without workers the work is done elsewhere: no bound.
        if bound == 0.0 { f64::INFINITY } else { bound }
    }

    pub(crate) fn predict(&self, task: Task, workers: usize) -> Prediction {
        let mut least = Prediction { rate: self.bound_of_generator(), bottleneck: Resource::Generator };
        for (rate, bottleneck) in [
            (self.bound_of_loop(task, workers), Resource::EventLoop),
            (self.bound_of_workers(task, workers), Resource::Workers),
            (self.bound_of_cpus(task), Resource::Cpus),
        ] {
            if rate < least.rate {
                least = Prediction { rate, bottleneck };
            }
        }
        least
    }
}
