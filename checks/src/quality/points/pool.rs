//! Eight workers wait eight times as fast as none, and no accepted request is lost when the server ends.

use crate::quality::checkout::Checkout;
use crate::quality::fact::Fact;
use crate::quality::findings::Findings;
use crate::{End, RawClient, RawFrame, Server, Signal, until};
use std::panic::resume_unwind;
use std::thread;

/// Of the ratio 8, so much must be left on a busy machine.
const SPEED_UP: f64 = 5.0;

pub(crate) fn look_at(checkout: &Checkout, findings: &Findings) {
    findings.step("jobs of 10 ms, without workers and with 8", "all served");
    let [inline, pooled] = ["0", "8"].map(|workers| elapsed(checkout, workers));
    let speed_up = inline / pooled;
    let (expected, came) = (format!("at least {SPEED_UP}x"), format!("{speed_up:.1}x"));
    findings
        .add(Fact::that("as fast with 8 workers as with none", expected, came, speed_up >= SPEED_UP).timed());
    findings.step("SIGTERM under load", "a reply to each accepted request, and exit code 0");
    sigterm_under_load(checkout, findings);
}

/// How long 8 clients take for 10 requests each, in seconds.
fn elapsed(checkout: &Checkout, workers: &str) -> f64 {
    let server = checkout.serve(&["--workers", workers]);
    let args = ["--clients", "8", "--frames", "10", "--sleep-us", "10000", "--json"];
    let report = checkout.client(&server, "stress", &args).json();
    assert_eq!(report["ok"], 80, "with {workers} workers, of 80 requests so many were served");
    report["elapsed_s"].as_f64().expect("stress reports its time")
}

fn sigterm_under_load(checkout: &Checkout, findings: &Findings) {
    let server = checkout.serve(&["--workers", "2"]);
    let clients = [(); 8].map(|()| {
        let client = server.connect();
        thread::spawn(|| work_until_the_end(client))
    });
    wait_for_load(&server);
    let stopped = server.stop(Signal::TERM);
    let replies: u64 =
        clients.into_iter().map(|client| client.join().unwrap_or_else(|panic| resume_unwind(panic))).sum();
    let behind = stopped.summary.split_once("jobs accepted ").map_or("", |(_, behind)| behind);
    let accepted = behind.split(' ').next().and_then(|number| number.parse().ok()).unwrap_or(0);
    let all = accepted > 0 && replies == accepted;
    let (expected, came) =
        (format!("{accepted}, as many"), if all { "all".into() } else { replies.to_string() });
    findings.that("jobs accepted before SIGTERM answered", &expected, came, all);
    findings.exit_0(stopped.code, &stopped.stderr);
}

fn wait_for_load(server: &Server) {
    until("200 jobs have been taken", || server.metrics().get("capstone_jobs_accepted_total") >= 200.0);
}

/// Sends batches of WORK until the server ends, and says how many were done.
fn work_until_the_end(mut client: RawClient) -> u64 {
    const BATCH: u64 = 8;
    let mut done = 0;
    let batch: Vec<u8> = (0..BATCH).flat_map(|id| RawFrame::work(id, 0, 1_000).bytes()).collect();
    while client.try_send(&batch).is_ok() {
        for _ in 0..BATCH {
            match client.try_reply() {
                Ok(reply) => done += u64::from(reply.error().is_none()),
                Err(End::Eof) => return done,
                Err(end) => panic!("a client's connection ended with {end:?} after {done} replies"),
            }
        }
    }
    done
}
