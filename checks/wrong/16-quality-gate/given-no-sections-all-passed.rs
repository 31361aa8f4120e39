//! lesson: 16
//! mistake: passes a demo without a section, for 0 of 0 are all
//! expect: when the demo fails, and only then, but it said: PASS
//! file: checks/src/quality/points/demo.rs

pub(crate) fn look_at(checkout: &Checkout, findings: &Findings) {
    for run in 1..=RUNS {
        findings.step(format!("run {run} of the demo"), "exit code 0");
        let program = checkout.program().expect("it was built before");
        let mut demo = Process::start(program, &["demo"]);
        let status = demo.wait(LIMIT);
        let output = demo.stdout_text() + &demo.stderr_text();
        assert!(status.success(), "{status}; it said: {}", reason_in(&output));
        let (passed, sections) = sections_in(&output).expect("its end says how many sections passed");
        assert!(passed == sections, "{passed} of {sections} sections passed");
    }
    findings.that("clean runs in a row", "3", RUNS, true);
}
