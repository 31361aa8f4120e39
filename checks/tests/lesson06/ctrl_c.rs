//! Ctrl+C, sent to the lesson's second example as a real signal.

use crate::{LESSON, LONG};
use checks::{Process, Section, Signal, example};
use std::thread;
use std::time::Duration;

const CTRL_C: Section = LESSON.section("Ctrl+C");

/// The example, about to fill its queue.
fn working() -> Process {
    let process = Process::start(&example("lesson06-ctrl-c"), &[]);
    process.wait_for_line("jobs of 100 ms");
    process
}

/// Sends `signal` to a program that has worked for `span`. Returns how many jobs it has taken in, and completed.
fn jobs_before(signal: Signal, span: Duration) -> u64 {
    let mut process = working();
    thread::sleep(span); // not to wait for anything: this is the instant that is tried
    process.signal(signal);
    let status = process.wait(LONG);
    assert_eq!(status.code(), Some(0), "after {signal:?} it ended with {status}");
    let output = process.stdout_text();
    let report = output.lines().last().unwrap_or_default();
    let numbers: Vec<u64> = report.split_whitespace().filter_map(|word| word.parse().ok()).collect();
    let [accepted, completed, ..] = numbers[..] else { panic!("its last line was {report:?}") };
    assert_eq!(completed, accepted, "not every job was completed: {report}");
    accepted
}

/// For how long the program has worked when it is interrupted: ever longer, until it has enough to do.
fn instants() -> impl Iterator<Item = Duration> {
    (0..20).map(|tenth| Duration::from_millis(100) * tenth)
}

struct Interrupted {
    code: Option<i32>,
    stdout: String,
}

/// Sends SIGINT to a program that has worked for `span`, and once more when it says that it stops.
fn interrupt_twice(span: Duration) -> Interrupted {
    let mut process = working();
    thread::sleep(span); // not to wait for anything: this is the instant that is tried
    process.signal(Signal::INT);
    process.wait_for_line("stopping");
    process.signal(Signal::INT);
    let code = process.wait(LONG).code();
    Interrupted { code, stdout: process.stdout_text() }
}

#[test]
fn a_signal_ends_the_program_in_order() {
    let claim = CTRL_C.claim("SIGINT and SIGTERM must each end the program with every job accounted for");
    claim.beside_others().within(LONG).holds(|| {
        for signal in [Signal::INT, Signal::TERM] {
            // The line comes before the first job. A busy machine may need some time between the two.
            let accepted =
                instants().map(|instant| jobs_before(signal, instant)).find(|accepted| *accepted > 4);
            assert!(accepted.is_some(), "in 2 s it did not take in more than 4 jobs");
        }
    });
}

#[test]
fn a_second_signal_ends_the_program_at_once() {
    CTRL_C
        .claim("a second SIGINT must end the program at once, with exit code 130")
        .beside_others()
        .within(LONG)
        .holds(|| {
            // One that has taken in a few jobs only may be at its orderly end before the second signal comes: then it
            // works a little longer first.
            let ended = instants().map(interrupt_twice).find(|ended| ended.code != Some(0));
            let ended = ended.expect("in 2 s it did not take in jobs enough to be interrupted twice");
            assert_eq!(ended.code, Some(130), "it ended with exit code {:?}", ended.code);
            assert_eq!(ended.stdout.lines().count(), 2, "it went on to its report");
        });
}
