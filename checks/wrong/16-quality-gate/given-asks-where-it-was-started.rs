//! lesson: 16
//! mistake: takes the folder in which it was started for the copy that it judges, and starts the script
//! expect: must not start that script, but may start another, but it said: PASS
//! file: checks/src/quality/points/ci.rs

pub(crate) fn look_at(checkout: &Checkout, findings: &Findings) {
    findings.step(".ci/run", "exit code 0");
    let copy = checkout.root().as_os_str();
    let here = std::env::current_dir().expect("there is a folder in which it was started");
    assert!(
        std::env::var_os(MARK).as_deref() != Some(here.as_os_str()),
        "the gate was started by .ci/run itself"
    );
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
