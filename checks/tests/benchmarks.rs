//! The means of the benchmarks: what is measured is the real server, and it ends with the measurement.
#![cfg(not(feature = "shuttle"))]

use checks::{Server, Signal};

#[test]
fn a_server_without_the_locks_meter_serves_and_says_that_it_has_not_measured() {
    for (flags, measured) in [(&["--no-lock-meter"][..], false), (&[], true)] {
        let server = Server::start(&[&["--workers", "1"], flags].concat());
        server.assert_serves();
        let has_sum = server.metrics().has("capstone_lock_wait_seconds_sum");
        assert_eq!(has_sum, measured, "whether STATS has the waits for locks, with {flags:?}");
        let summary = server.stop(Signal::INT).summary;
        let says_no = summary.contains("lock contention: not measured");
        assert_eq!(says_no, !measured, "with {flags:?} the summary says\n{summary}");
    }
}
