//! lesson: 07
//! mistake: while a worker has a request, the loop wakes every 10 ms to look for the reply, in case that a ring was lost
//! expect: the event loop must sleep while it has nothing to do but wait for a worker
//! file: capstone/src/net/server/waking.rs

impl Server {
    fn timeout(&self) -> Option<Duration> {
        let now = self.context.clock.listening();
        let rest = self.listener.as_ref().and_then(Listener::resting_until);
        let next =
            self.timers.next().into_iter().chain(rest).min().map(|at| at.saturating_duration_since(now));
        let drain = self.drain.as_ref().map(|drain| drain.deadline.saturating_duration_since(Instant::now()));
        let look = (self.service.admission.in_pool() > 0).then_some(Duration::from_millis(10));
        if self.unfinished.is_empty() && self.service.worker_context.completions.announce_sleep() {
            next.into_iter().chain(drain).chain(look).min()
        } else {
            Some(Duration::ZERO)
        }
    }
}
