//! The script for CI passes: format, lints, documentation, every check, every model.

use crate::findings::Findings;
use crate::ground::Ground;
use checks::Process;
use std::process::{Command, Stdio};
use std::time::Duration;

const LIMIT: Duration = Duration::from_secs(7_000);

/// Set for the script. Whoever finds it set is run by the script, and must not run it.
const MARK: &str = "QUALITY_GATE_RUNS_CI";

/// How the lines begin that say what is wrong, by cargo, rustfmt and the checks.
const TELLING: [&str; 5] = ["error", "Diff in", "test result: FAILED", "failures:", "---- "];

pub(crate) fn look_at(ground: &Ground, findings: &Findings) {
    findings.step(".ci/run", "exit code 0");
    assert!(std::env::var_os(MARK).is_none(), "the gate was started by .ci/run itself");
    eprintln!("running .ci/run, which takes some minutes ...");
    let mut script = Command::new("bash");
    script.arg(".ci/run").current_dir(ground.root()).env(MARK, "1").stdin(Stdio::null());
    let mut script = Process::spawn(script.stdout(Stdio::piped()).stderr(Stdio::piped()));
    let status = script.wait(LIMIT);
    let output = script.stdout_text() + &script.stderr_text();
    let telling = output.lines().find(|line| TELLING.iter().any(|word| line.starts_with(word)));
    assert!(
        status.success(),
        "{status}; it said: {}",
        telling.or(output.lines().last()).unwrap_or("nothing")
    );
    let passed = output.lines().filter(|line| line.starts_with("test result: ok.")).count();
    findings.that("suites of checks passed", "at least one", passed, passed > 0);
}
