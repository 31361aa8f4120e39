//! The throughput of a server, calculated from four times that are measured without load.
//!
//! A request needs several resources one after the other, and each of them can serve only so many requests a second. No
//! server is faster than its slowest resource, so the least of these bounds is the prediction, and its resource is the
//! predicted bottleneck. (Denning and Buzen, The Operational Analysis of Queueing Network Models, 1978.)

use super::task::Task;
use super::utilisation::Resource;
use serde::Deserialize;
use std::time::Duration;

/// The times of one request without load, in microseconds.
#[derive(Debug, Clone, Copy, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Service {
    /// e: the CPU time that the event loop needs to receive and answer any request. An ECHO needs nothing else.
    pub(crate) echo_us: f64,
    /// g: the CPU time that the load generator needs for a request, and it is one thread as well.
    pub(crate) client_us: f64,
    /// S of a sleep of 10 ms. The system wakes no thread early, and most a little late.
    pub(crate) sleep_us: f64,
    /// S of 50 µs of computing.
    pub(crate) spin_us: f64,
}

/// The values from which the predictions are calculated.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Model {
    /// P: CPUs of the machine. The server and its clients share them.
    pub(crate) cpus: usize,
    /// N: clients, each with one request in flight.
    pub(crate) clients: usize,
    pub(crate) service: Service,
}

/// How many requests a second, and which resource limits them.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Prediction {
    pub(crate) rate: f64,
    pub(crate) bottleneck: Resource,
}

impl Service {
    /// S: how long the work itself takes, in seconds.
    pub(crate) fn work(&self, task: Task) -> f64 {
        match task {
            Task::Echo => 0.0,
            Task::Sleep => self.sleep_us / 1e6,
            Task::Spin => self.spin_us / 1e6,
        }
    }

    /// e, in seconds.
    pub(crate) fn handling(&self) -> f64 {
        self.echo_us / 1e6
    }

    /// g, in seconds.
    pub(crate) fn asking(&self) -> f64 {
        self.client_us / 1e6
    }
}

impl Model {
    /// What the workers can complete in a second: each of them a request every S. No more of them can be busy than
    /// there are clients. Infinite if there is no work, or no workers.
    pub(crate) fn bound_of_workers(&self, task: Task, workers: usize) -> f64 {
        if workers == 0 {
            return f64::INFINITY;
        }
        workers.min(self.clients) as f64 / self.service.work(task)
    }

    /// What the event loop can handle in a second: a request every e. Without workers it does the work as well.
    pub(crate) fn bound_of_loop(&self, task: Task, workers: usize) -> f64 {
        let work = if workers == 0 { self.service.work(task) } else { 0.0 };
        1.0 / (self.service.handling() + work)
    }

    /// What the load generator can ask for in a second: a request every g. Where this is the least, we measure our own
    /// client.
    pub(crate) fn bound_of_generator(&self) -> f64 {
        1.0 / self.service.asking()
    }

    /// What the CPUs can bear in a second: a request costs g in the client, which runs on this machine too, e in the
    /// event loop, and S if its work computes. A sleep costs none.
    pub(crate) fn bound_of_cpus(&self, task: Task) -> f64 {
        let computing = if task == Task::Spin { self.service.work(task) } else { 0.0 };
        self.cpus as f64 / (self.service.asking() + self.service.handling() + computing)
    }

    /// The least of the four bounds, and its resource.
    pub(crate) fn predict(&self, task: Task, workers: usize) -> Prediction {
        let bounds = [
            (self.bound_of_generator(), Resource::Generator),
            (self.bound_of_loop(task, workers), Resource::EventLoop),
            (self.bound_of_workers(task, workers), Resource::Workers),
            (self.bound_of_cpus(task), Resource::Cpus),
        ];
        let least = bounds.into_iter().min_by(|one, other| one.0.total_cmp(&other.0));
        let (rate, bottleneck) = least.expect("there are four bounds");
        Prediction { rate, bottleneck }
    }

    /// How long a request then takes on average. Every client always has one in flight, so Little's law says it:
    /// W = N / X.
    pub(crate) fn latency(&self, rate: f64) -> Duration {
        Duration::from_secs_f64(self.clients as f64 / rate)
    }
}
