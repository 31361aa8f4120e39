//! The demo runs clean three times in a row. Once may be luck.

use crate::Process;
use crate::quality::checkout::Checkout;
use crate::quality::findings::Findings;
use std::time::Duration;

const RUNS: u32 = 3;

/// The demo promises to take less than two minutes on a machine that does nothing else.
const LIMIT: Duration = Duration::from_secs(240);

pub(crate) fn look_at(checkout: &Checkout, findings: &Findings) {
    for run in 1..=RUNS {
        findings.step(format!("run {run} of the demo"), "exit code 0");
        let program = checkout.program().expect("it was built before");
        let mut demo = Process::start(program, &["demo"]);
        let status = demo.wait(LIMIT);
        let output = demo.stdout_text() + &demo.stderr_text();
        assert!(status.success(), "{status}; it said: {}", reason_in(&output));
        let (passed, sections) = sections_in(&output).expect("its end says how many sections passed");
        assert!(passed == sections && sections > 0, "{passed} of {sections} sections passed");
    }
    findings.that("clean runs in a row", "3", RUNS, true);
}

/// What the demo says of the first section that failed, with the reason below it, or else its last words.
fn reason_in(output: &str) -> String {
    let lines: Vec<&str> = output.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    let at = lines.iter().position(|line| line.starts_with("FAIL")).unwrap_or(lines.len().saturating_sub(1));
    lines.iter().skip(at).take(2).copied().collect::<Vec<_>>().join(": ")
}

/// `9 of 9 sections passed, in 21.60 s`.
fn sections_in(output: &str) -> Option<(u32, u32)> {
    let line = output.lines().find(|line| line.contains(" sections passed"))?;
    let mut words = line.split_whitespace();
    Some((words.next()?.parse().ok()?, words.nth(1)?.parse().ok()?))
}
