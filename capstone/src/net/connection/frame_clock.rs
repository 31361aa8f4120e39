//! How long the frame that has begun may still take.
//!
//! The deadline is absolute, counted from the frame's first byte: one that every byte postpones would let a client
//! hold a connection for good with a byte now and then (slowloris). The one thing that stops the clock is the server
//! itself: while it does not read a connection, the client cannot be late.

use crate::deadline;
use std::time::{Duration, Instant};

/// The clock of the frame at the front of a connection's inbox.
#[derive(Debug, Default)]
pub(super) struct FrameClock {
    deadline: Option<Instant>,
    paused_at: Option<Instant>,
}

impl FrameClock {
    /// No frame has begun, or the one that had is complete.
    pub(super) fn reset(&mut self) {
        *self = Self::default();
    }

    /// A frame has begun and the server does not read on.
    pub(super) fn pause(&mut self, now: Instant) {
        self.paused_at.get_or_insert(now);
    }

    /// A frame has begun and the server reads on. The first call starts the clock.
    pub(super) fn run(&mut self, now: Instant, timeout: Duration) {
        let paused = self.paused_at.take().map_or(Duration::ZERO, |since| now - since);
        self.deadline =
            Some(self.deadline.map_or_else(|| deadline::after(now, timeout), |deadline| deadline + paused));
    }

    /// When the frame is overdue, if the clock runs.
    pub(super) fn deadline(&self) -> Option<Instant> {
        self.deadline.filter(|_| self.paused_at.is_none())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pause_counts_for_the_client_and_a_byte_does_not() {
        let (start, second) = (Instant::now(), Duration::from_secs(1));
        let mut clock = FrameClock::default();
        clock.run(start, 10 * second);
        clock.run(start + 4 * second, 10 * second);
        assert_eq!(clock.deadline(), Some(start + 10 * second));
        clock.pause(start + 5 * second);
        clock.pause(start + 6 * second);
        assert_eq!(clock.deadline(), None);
        clock.run(start + 8 * second, 10 * second);
        assert_eq!(clock.deadline(), Some(start + 13 * second));
        clock.reset();
        assert_eq!(clock.deadline(), None);
    }
}
