//! A server as its clients see it: a request is refused, or done some time later.

use std::collections::VecDeque;
use std::ops::Range;
use std::time::Duration;

/// Workers, and a first-in, first-out queue with a limit.
///
/// Every request takes the same time, so requests are done in the order in which they came. So the time at which a
/// request is done is known when it is admitted, and only its arrival has to be simulated.
pub(super) struct VirtualServer {
    /// When each request that waits or runs will be done, in the order of arrival.
    done: VecDeque<Duration>,
    workers: usize,
    queue: usize,
    service: Duration,
    stall: Range<Duration>,
}

impl VirtualServer {
    pub(super) fn new(workers: usize, queue: usize, service: Duration, stall: Range<Duration>) -> Self {
        Self { done: VecDeque::new(), workers, queue, service, stall }
    }

    /// When a request that arrives at `now` will be done; None if it is refused. The calls must come in the
    /// order of time.
    pub(super) fn admit(&mut self, now: Duration) -> Option<Duration> {
        while self.done.front().is_some_and(|done| *done <= now) {
            self.done.pop_front();
        }
        let admitted = self.done.len();
        if admitted == self.workers + self.queue {
            return None;
        }
        // The last requests before this one have a worker each; the first of these to be done makes room for
        // it.
        let begin = admitted.checked_sub(self.workers).map_or(now, |index| self.done[index]);
        let begin = if self.stall.contains(&begin) { self.stall.end } else { begin };
        let done = begin.saturating_add(self.service);
        self.done.push_back(done);
        Some(done)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ms(ms: u64) -> Duration {
        Duration::from_millis(ms)
    }

    #[test]
    fn workers_run_side_by_side_the_queue_waits_and_one_more_is_refused() {
        let mut server = VirtualServer::new(2, 3, ms(10), ms(0)..ms(0));
        let admitted: Vec<_> = (0..6).map(|_| server.admit(ms(5))).collect();
        let done = [15, 15, 25, 25, 35].map(|at| Some(ms(at)));
        assert_eq!((&admitted[..5], admitted[5]), (&done[..], None));
        assert_eq!(server.admit(ms(14)), None);
        assert_eq!(server.admit(ms(15)), Some(ms(35)), "two are done, so two have room");
        assert_eq!(server.admit(ms(15)), Some(ms(45)));
        assert_eq!(server.admit(ms(15)), None);
        assert_eq!(server.admit(ms(100)), Some(ms(110)), "nobody is there any more");
    }

    #[test]
    fn nothing_is_begun_in_a_stall() {
        let mut server = VirtualServer::new(1, 8, ms(10), ms(20)..ms(50));
        let done: Vec<_> = [15, 16, 30, 40].map(|at| server.admit(ms(at))).into_iter().flatten().collect();
        assert_eq!(done, [25, 60, 70, 80].map(ms));
    }
}
