//! How many attempts are in flight, on average over time.
//!
//! The average comes from looking at the count now and then, and not from the attempts' own times. So it can
//! contradict them, which is what Little's law needs.

use std::time::Instant;

/// A count and its history.
#[derive(Debug)]
pub(super) struct InFlight {
    count: u64,
    /// The count at the last look.
    seen: u64,
    looked: Instant,
    began: Instant,
    /// The count summed over time, in seconds, from the beginning to the last look.
    sum: f64,
}

impl InFlight {
    pub(super) fn new(now: Instant) -> Self {
        Self { count: 0, seen: 0, looked: now, began: now, sum: 0.0 }
    }

    pub(super) fn begin(&mut self) {
        self.count += 1;
    }

    pub(super) fn end(&mut self) {
        self.count -= 1;
    }

    /// Looks at the count. Between two looks it is taken to have moved evenly.
    pub(super) fn look(&mut self, now: Instant) {
        let seconds = now.saturating_duration_since(self.looked).as_secs_f64();
        self.sum += (self.seen + self.count) as f64 / 2.0 * seconds;
        (self.seen, self.looked) = (self.count, now);
    }

    /// Begins a new average.
    pub(super) fn restart(&mut self, now: Instant) {
        self.look(now);
        (self.began, self.sum) = (now, 0.0);
    }

    /// The average from the beginning to the last look; 0 over no time.
    pub(super) fn mean(&self) -> f64 {
        let seconds = (self.looked - self.began).as_secs_f64();
        if seconds > 0.0 { self.sum / seconds } else { 0.0 }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::Duration;

    #[test]
    fn the_mean_weighs_each_count_by_its_time() {
        let start = Instant::now();
        let at = |seconds| start + Duration::from_secs(seconds);
        let mut in_flight = InFlight::new(start);
        assert_eq!(in_flight.mean(), 0.0);
        (0..4).for_each(|_| in_flight.begin());
        in_flight.look(at(0));
        in_flight.look(at(3)); // 4 for 3 s
        (0..4).for_each(|_| in_flight.end());
        in_flight.look(at(4)); // from 4 to 0 within 1 s
        in_flight.look(at(7)); // 0 for 3 s
        assert_eq!(in_flight.mean(), (4.0 * 3.0 + 2.0) / 7.0);
        in_flight.begin();
        in_flight.restart(at(8));
        in_flight.look(at(10));
        assert_eq!(in_flight.mean(), 1.0);
    }
}
