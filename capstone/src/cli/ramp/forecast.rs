//! What a ramp predicts before it measures. All of it is arithmetic: see `Limits`.

use super::super::report::human;
use capstone::client::Limits;
use std::fmt::Write;
use std::time::Duration;

/// What is known beforehand.
#[derive(Debug)]
pub(super) struct Forecast {
    pub(super) limits: Limits,
    /// Clients of each step.
    pub(super) steps: Vec<u64>,
    /// Requests that each has in flight at most.
    pub(super) depth: u64,
    /// The kind and size of a request, in words.
    pub(super) requests: String,
    /// How long a worker takes for one, if the request says so.
    pub(super) service: Option<Duration>,
    pub(super) retries: u64,
    /// The longest wait before a retry.
    pub(super) retry_cap: Duration,
}

impl Forecast {
    /// How long a request takes with so many in flight, if that can be said.
    pub(super) fn latency(&self, in_flight: u64) -> Option<Duration> {
        self.service.map(|service| self.limits.latency(in_flight, service))
    }

    /// How long one takes that is accepted, at most.
    pub(super) fn longest(&self) -> Option<Duration> {
        self.latency(self.limits.most_in_pool())
    }

    pub(super) fn text(&self) -> String {
        let Self { limits: Limits { queue, workers }, requests, depth, retries, .. } = self;
        let mut text = format!(
            "server      {workers} workers, a queue of {queue}\n\
             requests    {requests}, {depth} in flight a client, {retries} retries\n\nPrediction\n"
        );
        // Writing to a String cannot fail.
        let _ = writeln!(text, "refusals    {}", self.where_refusals_begin());
        if let Some(service) = self.service {
            self.put_times(service, &mut text);
        }
        text + "\n"
    }

    fn where_refusals_begin(&self) -> String {
        let limits = &self.limits;
        if limits.workers == 0 {
            return "none: without workers, the server's loop runs each request itself".to_owned();
        }
        let steps = |refusing: bool| {
            let chosen =
                self.steps.iter().filter(|clients| limits.can_refuse(**clients, self.depth) == refusing);
            let numbers: Vec<String> = chosen.map(u64::to_string).collect();
            if numbers.is_empty() { "none".to_owned() } else { numbers.join(", ") }
        };
        format!(
            "from {} in flight on, for {} wait and {} run; possible in steps: {}; impossible in: {}",
            limits.most_in_pool() + 1,
            limits.queue,
            limits.workers,
            steps(true),
            steps(false)
        )
    }

    fn put_times(&self, service: Duration, text: &mut String) {
        let limits = &self.limits;
        let (workers, queue) = (limits.workers.max(1), limits.queue);
        let (capacity, human_service) = (limits.capacity(service), human(service));
        let _ = writeln!(text, "goodput     at most {capacity:.0}/s = {workers} / {human_service}");
        if limits.workers == 0 {
            return;
        }
        let full = human(limits.latency(limits.most_in_pool(), service));
        let _ = writeln!(
            text,
            "latency     at most {full} if accepted = ({queue}/{workers} + 1) * {human_service}"
        );
        let drained = service.mul_f64(queue as f64 / workers as f64);
        let cap = if self.retries > 0 { self.retry_cap } else { Duration::ZERO };
        let _ = writeln!(
            text,
            "recovery    within {} after the load has fallen: the queue, and the longest wait for a retry",
            human(drained + cap)
        );
    }
}
