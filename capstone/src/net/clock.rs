//! The event loop's time.
//!
//! Timeouts are for clients, so they must run only while the server reads. If the process was stopped for a minute, or
//! the loop itself was busy, the clients' bytes are unread in the system's buffers, and the real clock would time all
//! of them out. So this clock is held back in a turn that took longer than the loop planned to sleep. It is also deaf
//! to the wall clock, which may jump by an hour: no duration in the server is measured with that.

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
        self.listening += listened(real.saturating_duration_since(self.real), planned);
        self.real = real;
        self.wall_ms = wall_ms();
    }

    /// Reads the clock for measuring once more, in a turn in which the loop itself has worked for a client.
    pub(super) fn measure_on(&mut self) {
        self.real = Instant::now();
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

/// For how much of a turn that took `elapsed` the server has listened, if poll was to sleep for at most `planned`.
///
/// If it slept longer than planned, by `late`, it was stopped for at least as long. It may have been stopped within the
/// planned time as well, when a wake-up could not be late yet; the loop cannot know that. So that time loses as much
/// again. The rest always advances: on a machine that is too busy, deadlines come late, but they come.
fn listened(elapsed: Duration, planned: Option<Duration>) -> Duration {
    let planned = planned.unwrap_or(elapsed);
    let late = elapsed.saturating_sub(planned);
    if late <= GRACE { elapsed } else { planned.saturating_sub(late) + GRACE }
}

/// Milliseconds since the Unix epoch.
pub(crate) fn wall_ms() -> u64 {
    let since_epoch = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    u64::try_from(since_epoch.as_millis()).unwrap_or(u64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_time_in_which_the_server_listened_counts() {
        let turns = [
            // elapsed, planned, listened, in ms
            (700, None, 700),
            (700, Some(1000), 700),
            (1050, Some(1000), 1050),
            (1200, Some(1000), 900),
            (2000, Some(700), 100),
            (60_000, Some(0), 100),
        ];
        for (elapsed, planned, expected) in turns {
            let listened = listened(Duration::from_millis(elapsed), planned.map(Duration::from_millis));
            assert_eq!(listened.as_millis(), expected, "{elapsed} ms in a sleep of {planned:?}");
        }
    }
}
