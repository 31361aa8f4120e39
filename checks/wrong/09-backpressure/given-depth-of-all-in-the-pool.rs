//! lesson: 09
//! mistake: shows as the depth of the queue all requests in the pool, those that run among them
//! expect: left: (5.0, 1.0, 0.0)
//! file: capstone/src/net/service/answers.rs

impl Service {
    pub(in crate::net) fn metrics_text(&mut self, context: &Context) -> String {
        let turn = context.clock.real();
        if self.contention.as_ref().is_none_or(|(at, _)| *at != turn) {
            self.contention = Some((turn, Contention::so_far()));
        }
        let contention = self.contention.as_ref().and_then(|(_, contention)| contention.as_ref());
        let (in_pool, workers) = (self.admission.in_pool(), context.config.workers);
        let gauges = Gauges {
            queue_depth: in_pool,
            queue_capacity: context.config.queue,
            workers,
            workers_busy: in_pool.min(workers),
            log_entries_dropped: context.logger.dropped(),
        };
        context.metrics.render(gauges, contention)
    }
}
