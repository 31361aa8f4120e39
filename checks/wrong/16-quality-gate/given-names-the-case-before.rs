//! lesson: 16
//! mistake: says which wrong request is tried only after it was tried, so the line names the one before
//! expect: WORK of mode 3: expected the ERROR that PROTOCOL.md says
//! file: checks/src/quality/points/protocol.rs

pub(crate) fn look_at(checkout: &Checkout, findings: &Findings) {
    findings.step("the server", "to listen");
    let server = checkout.serve(&ARGS);
    let cases = cases();
    for case in &cases {
        case.try_on(&server);
        findings.step(case.0, "the ERROR that PROTOCOL.md says");
    }
    findings.that("kinds of wrong request answered as documented", "all", cases.len(), true);
    findings.step("an ECHO of the maximum, 1 MiB", "the same bytes");
    server.connect().expect_echo(8, &vec![7; 1 << 20]);

    let connections = if checkout.fast { 1_000 } else { 5_000 };
    findings.step(format!("{connections} connections of random bytes"), "an end each");
    random_bytes(&server, connections);
    findings.that("connections of random bytes ended", "all", connections, true);
    findings.step("an ECHO after them", "the same bytes");
    server.assert_serves();
    quiet_metrics(&server).assert_balanced();
    let stopped = server.stop(Signal::TERM);
    findings.exit_0(stopped.code, &stopped.stderr);
    findings.equal("panics", 0, stopped.stderr.matches("panicked at").count());

    let streams = if checkout.fast { 20_000 } else { 500_000 };
    findings.step("the decoder", "the same messages however the stream is cut");
    (0..streams).for_each(|number| fuzz_decoder(&mut Garbage::new(2, number)));
    findings.that("streams decoded alike however they were cut", "all", streams, true);
}
