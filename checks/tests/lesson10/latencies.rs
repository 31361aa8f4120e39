//! Three timestamps, and the times between them.

use crate::{LAG, MS, OMISSION};
use capstone::client::Timestamps;
use std::time::{Duration, Instant};

/// A request that was due after 10 ms, on a connection that became free at `free` ms, and was sent at `sent` ms.
fn timestamps(start: Instant, free: u32, sent: u32) -> Timestamps {
    Timestamps { intended: start + 10 * MS, free: start + free * MS, sent: start + sent * MS }
}

/// The request waited for its connection, which became free after it was due; or it did not; and the times at which it
/// was sent and answered, in ms.
const CASES: [(u32, u32, u32); 4] = [(90, 100, 101), (5, 13, 17), (10, 10, 12), (11, 14, 30)];

/// Holds a latency of all cases against the time from `from` on.
fn assert_latencies(latency: fn(&Timestamps, Instant) -> Duration, from: fn(u32) -> u32) {
    let start = Instant::now();
    for (free, sent, done) in CASES {
        let found = latency(&timestamps(start, free, sent), start + done * MS);
        assert!(
            found == (done - from(sent)) * MS,
            "it was {found:?}: due at 10 ms, free at {free}, sent at {sent}, answered at {done}"
        );
    }
}

#[test]
fn the_corrected_latency_runs_from_the_time_a_request_was_due() {
    OMISSION
        .claim("the corrected latency must run from the time the request was due")
        .holds(|| assert_latencies(Timestamps::corrected, |_| 10));
}

#[test]
fn the_uncorrected_latency_runs_from_the_actual_send() {
    OMISSION
        .claim("the uncorrected latency must run from the actual send")
        .holds(|| assert_latencies(Timestamps::uncorrected, |sent| sent));
}

#[test]
fn the_lag_is_how_late_a_free_connection_sent() {
    LAG.claim("with a free connection, the lag must be the time from due to sent").holds(|| {
        let start = Instant::now();
        for (free, sent) in [(0, 13), (9, 13), (10, 13), (0, 10), (10, 11)] {
            let lag = timestamps(start, free, sent).lag();
            assert!(
                lag == Some((sent - 10) * MS),
                "it was {lag:?}: free at {free} ms, due at 10, sent at {sent}"
            );
        }
    });
}

#[test]
fn a_request_that_waited_for_its_connection_is_no_lag_of_the_sender() {
    LAG.claim("a request that waited for its connection must not count as lag of the sender").holds(|| {
        for (free, sent) in [(90, 100), (11, 13), (11, 11)] {
            let lag = timestamps(Instant::now(), free, sent).lag();
            assert!(lag.is_none(), "the lag was {lag:?}: due at 10 ms, but free only at {free}");
        }
    });
}
