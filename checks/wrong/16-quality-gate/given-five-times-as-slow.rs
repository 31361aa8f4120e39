//! lesson: 16
//! mistake: multiplies the wrong side by five: 8 workers may be five times as slow as none
//! expect: when 8 workers are as slow as one, but it said: PASS
//! file: checks/src/quality/points/pool.rs

pub(crate) fn look_at(checkout: &Checkout, findings: &Findings) {
    findings.step("jobs of 10 ms, without workers and with 8", "all served");
    let [inline, pooled] = ["0", "8"].map(|workers| elapsed(checkout, workers));
    let speed_up = inline / pooled;
    let (expected, came) = (format!("at least {SPEED_UP}x"), format!("{speed_up:.1}x"));
    findings.add(
        Fact::that("as fast with 8 workers as with none", expected, came, inline * SPEED_UP >= pooled)
            .timed(),
    );
    findings.step("SIGTERM under load", "a reply to each accepted request, and exit code 0");
    sigterm_under_load(checkout, findings);
}
