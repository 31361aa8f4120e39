//! Clients that connect and then do nothing, or nothing useful: no scrape waits for them.

mod scrape;

use checks::{Server, Signal};
use scrape::{Exporter, LONG, within};
use std::io::{Read, Write};

#[test]
fn clients_that_stall_keep_nobody_else_waiting() {
    within(LONG, || {
        let server = Server::start(&[]);
        let exporter = Exporter::of(server.addr());
        let mut silent: Vec<_> = (0..20).map(|_| exporter.connect()).collect();
        for client in &mut silent[..18] {
            client.write_all(b"GET /metr").expect("the exporter is there");
        }
        for client in &mut silent[18..] {
            // They have more requests than one, and do not take the answer.
            let _ = client.write_all("GET /metrics HTTP/1.1\r\nHost: x\r\n\r\n".repeat(500).as_bytes());
        }
        for _ in 0..5 {
            assert_eq!(exporter.get("/metrics").metrics().get("capstone_up"), 1.0);
        }
        assert_eq!(exporter.stop(Signal::TERM).code, Some(0), "they do not keep it from its end either");
    });
}

#[test]
fn a_scrape_right_behind_a_client_that_stalls_is_answered_at_once() {
    within(LONG, || {
        let server = Server::start(&[]);
        let exporter = Exporter::of(server.addr());
        let mut silent = Vec::new();
        for _ in 0..40 {
            // Both wait to be accepted at the same moment.
            silent.push(exporter.connect());
            assert_eq!(exporter.get("/metrics").metrics().get("capstone_up"), 1.0);
        }
    });
}

#[test]
fn a_client_that_stalls_is_closed_and_makes_room_for_others() {
    within(LONG, || {
        let server = Server::start(&[]);
        let exporter = Exporter::of(server.addr());
        let mut silent: Vec<_> = (0..200).map(|_| exporter.connect()).collect();
        for client in &mut silent {
            // Some are closed at once, for there are too many, and the others in time.
            let end = client.read_to_end(&mut Vec::new());
            assert!(!matches!(end, Ok(1..)), "an answer without a request: {end:?}");
        }
        assert_eq!(exporter.get("/metrics").metrics().get("capstone_up"), 1.0);
    });
}
