//! lesson: 16
//! mistake: asks whether the clients have counted the refusals, and not whether there was one
//! expect: when nobody is refused, but it said: PASS
//! file: checks/src/quality/points/backpressure.rs

pub(crate) fn look_at(checkout: &Checkout, findings: &Findings) {
    findings.step("capstone stress", "a report");
    let server = checkout.serve(&["--workers", "4", "--queue", "4"]);
    let load = ["--clients", "50", "--frames", "4", "--sleep-us", "10000", "--timeout", "30"];
    let retries = ["--retries", "20", "--retry-cap-ms", "200", "--json"];
    let ended = checkout.client(&server, "stress", &[&load[..], &retries].concat());
    let report = ended.json();
    let number = |name: &str| report[name].as_f64().unwrap_or(-1.0);
    let busy = number("busy");
    let refused = if busy > 0.0 { "some".to_owned() } else { format!("{busy}") };
    findings.that(
        "requests refused",
        "some, for 50 clients do not fit into 4 + 4 places",
        refused,
        busy >= 0.0,
    );
    findings.equal("served in the end", REQUESTS, number("ok"));
    findings.equal("failed for good", 0.0, number("failed"));
    findings.exit_0(ended.code, &ended.stderr);
    findings.step("STATS after it", "a queue and workers at rest");
    let metrics = quiet_metrics(&server);
    metrics.assert_balanced();
    let counted = metrics.get("capstone_busy_total");
    let agree = if counted == busy { "the same".to_owned() } else { counted.to_string() };
    findings.that(
        "refusals counted by the server",
        &format!("{busy}, as the clients"),
        agree,
        counted == busy,
    );
}
