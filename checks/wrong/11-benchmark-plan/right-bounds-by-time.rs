//! lesson: 11
//! right: adds up what a request takes and turns it over at the end

impl Model {
    pub(crate) fn bound_of_loop(&self, task: Task, workers: usize) -> f64 {
        let us = self.service.echo_us + f64::from(u8::from(workers == 0)) * self.service.work(task) * 1e6;
        1e6 / us
    }
    pub(crate) fn bound_of_generator(&self) -> f64 {
        self.service.asking().recip()
    }
    pub(crate) fn bound_of_cpus(&self, task: Task) -> f64 {
        let Service { echo_us, client_us, spin_us, .. } = self.service;
        let us = match task {
            Task::Echo | Task::Sleep => echo_us + client_us,
            Task::Spin => echo_us + client_us + spin_us,
        };
        self.cpus as f64 * (1e6 / us)
    }
}
