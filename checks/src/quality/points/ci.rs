//! The script for CI passes: format, lints, documentation, every check, every model.

use crate::Process;
use crate::quality::checkout::Checkout;
use crate::quality::findings::Findings;
use std::process::{Command, Stdio};
use std::time::Duration;

const LIMIT: Duration = Duration::from_secs(7_000);

/// Set for the script, to the copy whose script it is. A gate of that copy that finds it is run by the script, and
/// must not run it. A gate of another copy may: the checks of lesson 16 have theirs.
const MARK: &str = "QUALITY_GATE_RUNS_CI";

/// As many of the telling lines are told.
const LINES: usize = 3;

pub(crate) fn look_at(checkout: &Checkout, findings: &Findings) {
    findings.step(".ci/run", "exit code 0");
    let copy = checkout.root().as_os_str();
    assert!(std::env::var_os(MARK).as_deref() != Some(copy), "the gate was started by .ci/run itself");
    eprintln!("running .ci/run, which takes some minutes ...");
    let mut script = Command::new("bash");
    script.arg(".ci/run").current_dir(checkout.root()).env(MARK, copy).stdin(Stdio::null());
    let mut script = Process::spawn(script.stdout(Stdio::piped()).stderr(Stdio::piped()));
    let status = script.wait(LIMIT);
    let output = script.stdout_text() + &script.stderr_text();
    assert!(status.success(), "{status}; it said: {}", reason_in(&output));
    let passed: u64 = output.lines().filter_map(passed_in).sum();
    findings.that("checks passed", "at least one", passed, passed > 0);
}

/// How many checks have passed, if this line is the result of some.
fn passed_in(line: &str) -> Option<u64> {
    line.strip_prefix("test result: ok. ")?.split_once(" passed")?.0.parse().ok()
}

/// The lines in which rustfmt, the compiler and the checks say what is wrong; or else the last one.
fn reason_in(output: &str) -> String {
    let is_telling = |line: &&str| {
        line.starts_with("error") || line.starts_with("Diff in") || line.ends_with(" ... FAILED")
    };
    let telling: Vec<&str> = output.lines().filter(is_telling).take(LINES).collect();
    if telling.is_empty() {
        output.lines().last().unwrap_or("nothing").to_owned()
    } else {
        telling.join("; ")
    }
}
