//! The event loop's time.
//!
//! Timeouts judge clients, so they must run only while the server listens. If the process was stopped for a minute, or
//! the loop itself was busy, the clients' bytes lie unread in the system's buffers; reading the clock then would time
//! all of them out. This clock therefore never advances further in a turn than the loop meant to sleep, and a little.

use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

/// Read once a turn; within a turn, time stands still.
#[derive(Debug)]
pub(super) struct Clock {
    /// The monotonic clock at the start of this turn: for measuring.
    real: Instant,
    /// For timeouts: `real`, less the time in which the server did not listen.
    listening: Instant,
    /// The wall clock, for the timestamp in envelopes: milliseconds since the Unix epoch.
    wall_ms: u64,
}

/// How late a sleep may end, and how long a turn may take, without the clock being held back.
const GRACE: Duration = Duration::from_millis(100);

impl Clock {
    pub(super) fn new() -> Self {
        let now = Instant::now();
        Self { real: now, listening: now, wall_ms: wall_ms() }
    }

    /// Reads the clocks after a poll that was to sleep for at most `planned`.
    pub(super) fn tick(&mut self, planned: Option<Duration>) {
        let real = Instant::now();
        let most = planned.map_or(Duration::MAX, |planned| planned.saturating_add(GRACE));
        self.listening += real.saturating_duration_since(self.real).min(most);
        self.real = real;
        self.wall_ms = wall_ms();
    }

    pub(super) fn real(&self) -> Instant {
        self.real
    }

    pub(super) fn listening(&self) -> Instant {
        self.listening
    }

    pub(super) fn wall_ms(&self) -> u64 {
        self.wall_ms
    }
}

/// Milliseconds since the Unix epoch.
pub(crate) fn wall_ms() -> u64 {
    let since_epoch = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    u64::try_from(since_epoch.as_millis()).unwrap_or(u64::MAX)
}
