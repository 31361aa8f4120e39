//! What a ramp predicts before it measures. All of it is arithmetic: see `Limits`.

use super::super::report::human;
use super::{PAYLOAD, Ramp};
use capstone::client::Limits;
use std::fmt::Write;
use std::time::Duration;

impl Ramp {
    pub(super) fn forecast(&self, limits: &Limits) -> String {
        let Limits { queue, workers } = limits;
        let (what, depth, retries) = (self.work.describe(), self.depth, self.retries);
        let mut text = format!(
            "server      {workers} workers, a queue of {queue}\n\
             requests    {what} with {PAYLOAD} bytes, {depth} in flight a client, {retries} retries\n\nPrediction\n"
        );
        // Writing to a String cannot fail.
        let _ = writeln!(text, "refusals    {}", self.where_refusals_begin(limits));
        if let Some(service) = self.service_time() {
            self.forecast_times(limits, service, &mut text);
        }
        text + "\n"
    }

    fn where_refusals_begin(&self, limits: &Limits) -> String {
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

    fn forecast_times(&self, limits: &Limits, service: Duration, text: &mut String) {
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
        let cap = if self.retries > 0 { self.retry.cap() } else { Duration::ZERO };
        let _ = writeln!(
            text,
            "recovery    within {} after the load has fallen: the queue, and the longest wait for a retry",
            human(drained + cap)
        );
    }
}
