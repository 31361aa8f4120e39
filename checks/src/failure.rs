//! How a failed claim is told: at once, past the test's capture, and each hang in full only where it is met first.

use crate::stillness::hang;
use crate::{deadline, watch};
use std::cell::Cell;
use std::io::{self, Write};
use std::thread;

thread_local! {
    static UNTOLD: Cell<bool> = const { Cell::new(false) };
}

/// Runs `body`, whose claims may fail and not be told before it catches that: for the checks of claims themselves.
pub fn untold<T>(body: impl FnOnce() -> T) -> T {
    UNTOLD.set(true);
    let result = body();
    UNTOLD.set(false);
    result
}

/// Whether a claim that fails now is told.
pub(crate) fn is_told() -> bool {
    !UNTOLD.get()
}

/// Fails the test that runs on this thread. Its own output comes when all tests have ended, so the failure is also told
/// now, past their capture; but not if there is only this one.
#[track_caller]
pub(crate) fn fail(failure: &str) -> ! {
    let test = thread::current().name().unwrap_or("a check").to_owned();
    let same = if hang::is_known() { watch::same_hang() } else { None };
    let told = match same {
        Some(first) => format!("FAILED  {test}: its threads wait where those of {first} do"),
        None => format!("\nFAILED  {test}\n{failure}\n"),
    };
    if is_told() {
        if !std::env::args().any(|arg| arg == "--exact") {
            let _ = writeln!(io::stderr(), "{told}");
        }
        if hang::is_known() {
            watch::remember_hang(&test);
        }
        if deadline::is_late() {
            watch::remember_lateness();
        }
    }
    panic!("{failure}");
}

pub(crate) fn indented(details: &[String]) -> String {
    let lines = details.iter().flat_map(|detail| detail.lines());
    lines.map(|line| format!("\n    {}", line.trim_end())).collect()
}

/// `assert_eq!` puts words of its own before those of the check.
pub(crate) fn without_assert_eq(message: &str) -> &str {
    let ours = message.strip_prefix("assertion `left ").and_then(|rest| rest.split_once("` failed: "));
    ours.map_or(message, |(_, ours)| ours)
}
