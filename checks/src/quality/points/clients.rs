//! Twenty good clients are all served while three bad ones get what the protocol says: an ERROR, and an end.

use crate::quality::checkout::{Checkout, quiet_metrics};
use crate::quality::findings::Findings;
use crate::{ErrorCode, RawFrame, Server, StopOnDrop, msg_type};
use std::panic::resume_unwind;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;

const REQUESTS: f64 = 1_000.0;
const GOOD: [&str; 7] = ["--clients", "20", "--frames", "50", "--sleep-us", "2000", "--json"];

/// What a bad client sends, the ERROR that is due, and a word that its text must have.
type Offence = (fn() -> Vec<u8>, ErrorCode, &'static str);

/// An unknown version, a frame over the maximum, and one that never ends.
const BAD: [Offence; 3] = [
    (|| RawFrame::new(msg_type::ECHO, 1, "").version(9).bytes(), ErrorCode::UnsupportedVersion, "version 1"),
    (|| u32::MAX.to_be_bytes().to_vec(), ErrorCode::TooLarge, ""),
    (|| RawFrame::new(msg_type::ECHO, 1, "12345").bytes()[..28].to_vec(), ErrorCode::Malformed, ""),
];

pub(crate) fn look_at(checkout: &Checkout, findings: &Findings) {
    findings.step("3 bad clients beside 20 good ones", "ERROR 3, 5 and 2, a close each time");
    let server = checkout.serve(&["--workers", "4", "--frame-timeout", "0.1"]);
    let (server, over) = (&server, &AtomicBool::new(false));
    let (ended, refused) = thread::scope(|scope| {
        let bad = BAD.map(|offence| scope.spawn(move || offend(server, offence, over)));
        let stop = StopOnDrop(over);
        let ended = checkout.client(server, "stress", &GOOD);
        drop(stop);
        (ended, bad.map(thread::ScopedJoinHandle::join))
    });
    let report = ended.json();
    let number = |name: &str| report[name].as_f64().unwrap_or(-1.0);
    findings.equal("requests of 20 good clients served", REQUESTS, number("ok"));
    findings.exit_0(ended.code, &ended.stderr);
    let refused = refused.map(|count| count.unwrap_or_else(|reason| resume_unwind(reason)));
    let always = refused.iter().filter(|count| **count > 0).count();
    findings.equal("bad clients refused each time", 3.0, always as f64);

    findings.step("STATS after it", "requests = replies + errors");
    let metrics = quiet_metrics(server);
    metrics.assert_balanced();
    let names = ["unsupported-version", "too-large", "malformed"];
    let counted = names.map(|name| metrics.get(&format!("capstone_errors_total{{code=\"{name}\"}}")) as u64);
    let agree = if counted == refused { "the same".to_owned() } else { format!("{counted:?}") };
    findings.that("refusals counted by the server", &format!("{refused:?}"), agree, counted == refused);
}

/// Offends again and again, on a new connection each time, and says how often.
fn offend(server: &Server, (bytes, code, word): Offence, over: &AtomicBool) -> u64 {
    let mut count = 0;
    while count == 0 || !over.load(Ordering::SeqCst) {
        let mut client = server.connect();
        client.send(bytes());
        let (_, text) = client.expect_error(code).error().unwrap_or_default();
        assert!(text.contains(word), "the text of its ERROR does not name {word}: {text:?}");
        client.expect_close();
        count += 1;
    }
    count
}
