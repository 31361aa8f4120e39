//! lesson: 16
//! mistake: calculates from the replies how many were lost, and does not read what the clients counted
//! expect: when one reply of 5000 is lost, but it said: PASS
//! file: checks/src/quality/points/server.rs

pub(crate) fn look_at(checkout: &Checkout, findings: &Findings) {
    findings.step("capstone stress", "a report, and exit code 0");
    let server = checkout.serve(&["--workers", "4", "--queue", "64"]);
    let ended = checkout.client(&server, "stress", &["--clients", "50", "--frames", "100", "--json"]);
    let report = ended.json();
    let number = |name: &str| report[name].as_f64().unwrap_or(-1.0);
    findings.equal("ok", REQUESTS, number("ok"));
    findings.equal("lost", 0.0, REQUESTS - number("ok"));
    for name in ["duplicated", "corrupted", "failed"] {
        findings.equal(name, 0.0, number(name));
    }
    findings.exit_0(ended.code, &ended.stderr);

    findings.step("STATS after it", "requests = replies + errors, and jobs accepted = jobs ended");
    let metrics = quiet_metrics(&server);
    metrics.assert_balanced();
    let asked = metrics.get("capstone_requests_total{type=\"echo\"}");
    findings.equal("requests counted by the server", REQUESTS + number("busy"), asked);
    findings.equal("jobs completed", REQUESTS, metrics.get("capstone_jobs_completed_total"));
    findings.step("SIGTERM", "exit code 0");
    let stopped = server.stop(Signal::TERM);
    findings.exit_0(stopped.code, &stopped.stderr);
}
