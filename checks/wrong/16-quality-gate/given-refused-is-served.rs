//! lesson: 16
//! mistake: counts each request that was answered as served, also one that was refused for good
//! expect: when good clients are not served, but its line lacked "expected 1000, came 0"
//! file: checks/src/quality/points/clients.rs

pub(crate) fn look_at(checkout: &Checkout, findings: &Findings) {
    findings.step("3 bad clients beside 20 good ones", "ERROR 3, 5 and 2, a close each time");
    let server = checkout.serve(&["--workers", "4", "--frame-timeout", "0.1"]);
    let (server, over) = (&server, &AtomicBool::new(false));
    let (ended, refused) = thread::scope(|scope| {
        let bad = BAD.map(|offence| scope.spawn(move || offend(server, offence, over)));
        let stop = StopOnDrop(over);
        let ended = checkout.client(server, "stress", &GOOD);
        drop(stop);
        (ended, bad.map(thread::ScopedJoinHandle::join))
    });
    let report = ended.json();
    let number = |name: &str| report[name].as_f64().unwrap_or(-1.0);
    findings.equal("requests of 20 good clients served", REQUESTS, number("ok") + number("failed"));
    findings.exit_0(ended.code, &ended.stderr);
    let refused = refused.map(|count| count.unwrap_or_else(|reason| resume_unwind(reason)));
    let always = refused.iter().filter(|count| **count > 0).count();
    findings.equal("bad clients refused each time", 3.0, always as f64);

    findings.step("STATS after it", "requests = replies + errors");
    let metrics = quiet_metrics(server);
    metrics.assert_balanced();
    let names = ["unsupported-version", "too-large", "malformed"];
    let counted = names.map(|name| metrics.get(&format!("capstone_errors_total{{code=\"{name}\"}}")) as u64);
    let agree = if counted == refused { "the same".to_owned() } else { format!("{counted:?}") };
    findings.that("refusals counted by the server", &format!("{refused:?}"), agree, counted == refused);
}
