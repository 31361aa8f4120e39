//! What a crowd leaves behind that has come and gone.

use crate::limits::allow_descriptors;
use crate::subject::{Subject, promise, while_repeating};
use checks::RawClient;
use std::thread;
use std::time::{Duration, Instant};

/// Connections that come and go; the system's limit on descriptors may allow only fewer.
const CROWD: u64 = 8_000;

/// Descriptors that the test needs for other things, those of tests beside it included.
const OTHER_DESCRIPTORS: u64 = 500;

/// The median of what an ECHO takes on a connection that asks now and then, beside one that asks without pause.
fn median_beside(busy: &mut RawClient, now_and_then: &mut RawClient) -> Duration {
    let mut times = while_repeating(
        || busy.expect_echo(1, b"always"),
        || {
            let ask = |id| {
                thread::sleep(Duration::from_millis(200)); // the client's own pace
                let begun = Instant::now();
                now_and_then.expect_echo(id, b"still as quick?");
                begun.elapsed()
            };
            (0..9).map(ask).collect::<Vec<_>>()
        },
    );
    times.sort();
    times[4]
}

#[test]
fn f51_a_crowd_that_has_left_slows_nobody_down() {
    let words =
        "when thousands of connections have come and gone, the others must be served as quickly as before";
    promise(words).holds(|| {
        let crowd = (allow_descriptors(CROWD + OTHER_DESCRIPTORS) - OTHER_DESCRIPTORS).min(CROWD);
        let limit = (crowd + 10).to_string();
        let subject = Subject::start(&["--max-connections", &limit, "--log-level", "error"]);
        let [mut busy, mut now_and_then] = [(); 2].map(|()| subject.connect());
        let before = median_beside(&mut busy, &mut now_and_then);
        let crowd: Vec<RawClient> = (0..crowd).map(|_| subject.connect()).collect();
        let open = "capstone_connections_open";
        let all = (crowd.len() + 3) as f64;
        subject.observer().metrics_when("all have come", |metrics| metrics.get(open) == all);
        drop(crowd);
        subject.observer().metrics_when("all have gone", |metrics| metrics.get(open) == 3.0);
        // What the machine does meanwhile does not show in every series; what the crowd has left behind would.
        let (limit, mut after) = (3 * before + Duration::from_millis(1), Vec::new());
        while after.len() < 5 && after.iter().all(|time| *time > limit) {
            after.push(median_beside(&mut busy, &mut now_and_then));
        }
        assert!(
            after.last().is_some_and(|time| *time <= limit),
            "an ECHO took {before:?} before, and afterwards {after:?}"
        );
        drop((busy, now_and_then));
        subject.assert_unharmed();
    });
}
