//! Six kinds of trouble, one after the other, and at the end the server is as it was before the first.

use crate::quality::checkout::{Checkout, quiet_metrics};
use crate::quality::findings::Findings;
use crate::{ErrorCode, RawFrame, Server, Signal, msg_type};
use std::io::Write;
use std::thread;
use std::time::Duration;

const PANICS: u64 = 20;

pub(crate) fn look_at(checkout: &Checkout, findings: &Findings) {
    findings.step("the server", "to listen");
    let mut server = checkout.serve(&["--workers", "2", "--allow-panic", "--frame-timeout", "0.5"]);
    let before = server.footprint();
    server.assert_serves();
    type Fault = (&'static str, &'static str, fn(&mut Server));
    let faults: [Fault; 6] = [
        ("jobs that panic", "ERROR internal each, and a worker that lives", panics),
        ("a frame that comes byte by byte", "ERROR malformed and a close after 0.5 s", byte_by_byte),
        ("resets with a job running", "to be forgotten", resets),
        ("a half-close with replies pending", "all replies, then a close", half_close),
        ("a stream that ends inside a frame", "a close", truncated),
        ("SIGSTOP for a second", "replies to all that was sent meanwhile", stop_and_go_on),
    ];
    for (fault, expected, inflict) in faults {
        findings.step(fault, expected);
        inflict(&mut server);
        findings.step(format!("an ECHO after {fault}"), "the same bytes");
        server.assert_serves();
    }
    findings.that("faults survived", "all", faults.len(), true);

    findings.step("the metrics after them", "requests = replies + errors, and jobs accepted = jobs ended");
    let metrics = quiet_metrics(&server);
    metrics.assert_balanced();
    findings.equal("panics counted", PANICS as f64, metrics.get("capstone_jobs_panicked_total"));
    findings.step("descriptors and threads after them", "as many as before");
    server.wait_until_back_to(before);
    findings.that("descriptors and threads", "the same", "the same", true);
    findings.step("SIGTERM", "exit code 0");
    let stopped = server.stop(Signal::TERM);
    findings.exit_0(stopped.code, &stopped.stderr);
}

fn panics(server: &mut Server) {
    let mut client = server.connect();
    for id in 0..PANICS {
        client.send(RawFrame::work(id, 2, 0).bytes());
        client.expect_error(ErrorCode::Internal);
        client.expect_echo(id, b"the worker lives");
    }
}

fn byte_by_byte(server: &mut Server) {
    let mut client = server.connect();
    let frame = RawFrame::new(msg_type::ECHO, 1, vec![1; 10_000]).bytes();
    let mut drip = client.stream().try_clone().expect("a socket can have a second handle");
    let dripping = thread::spawn(move || {
        for byte in frame.chunks(1) {
            if drip.write_all(byte).is_err() {
                return; // the server has closed
            }
            thread::sleep(Duration::from_millis(10)); // this is the fault itself
        }
    });
    client.expect_error(ErrorCode::Malformed);
    client.expect_close();
    dripping.join().expect("the one that sends does not panic");
}

fn resets(server: &mut Server) {
    for id in 0..50 {
        let mut client = server.connect();
        client.send(RawFrame::work(id, 0, 5_000).bytes());
        client.reset();
    }
}

fn half_close(server: &mut Server) {
    let mut client = server.connect();
    client.send((1..=8).flat_map(|id| RawFrame::work(id, 0, 5_000).bytes()).collect::<Vec<u8>>());
    client.half_close();
    let mut ids: Vec<u64> = (0..8).map(|_| client.reply().request_id).collect();
    ids.sort_unstable();
    assert_eq!(ids, (1..=8).collect::<Vec<_>>(), "replies to {ids:?} came");
    client.expect_close();
}

fn truncated(server: &mut Server) {
    let frame = RawFrame::new(msg_type::ECHO, 1, "12345").bytes();
    for cut in [1, 4, 25, 30] {
        let mut client = server.connect();
        client.send(&frame[..cut]);
        client.half_close();
        client.expect_close();
    }
}

/// The frame timeout of half a second passes meanwhile. That must not be blamed on the clients.
fn stop_and_go_on(server: &mut Server) {
    let frame = RawFrame::new(msg_type::ECHO, 1, "meanwhile").bytes();
    let mut clients = [(); 10].map(|()| server.connect());
    clients.iter_mut().for_each(|client| client.expect_echo(0, b"before"));
    server.process().signal(Signal::STOP);
    clients.iter_mut().for_each(|client| client.send(&frame[..10]));
    thread::sleep(Duration::from_secs(1)); // this is the fault itself
    clients.iter_mut().for_each(|client| client.send(&frame[10..]));
    server.process().signal(Signal::CONT);
    for client in &mut clients {
        let reply = client.reply();
        assert_eq!(
            (reply.msg_type, reply.request_id),
            (msg_type::ECHO, 1),
            "a client got {:?}",
            reply.error()
        );
    }
}
