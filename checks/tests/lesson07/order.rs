//! In which order requests begin: that of their arrival, whatever they ask for.

use crate::WORKERS;
use crate::server::{Running, config, log};
use capstone::net::ServerConfig;
use checks::{RawFrame, msg_type};

#[test]
fn one_worker_serves_in_the_order_of_arrival() {
    WORKERS.claim("requests must be handed to the workers in the order in which they came").holds(|| {
        assert_served_in_order(config(1, 64), "one worker");
    });
}

#[test]
fn without_workers_requests_run_in_the_order_of_arrival() {
    WORKERS.claim("without workers, requests must run in the order in which they came").holds(|| {
        assert_served_in_order(config(0, 8), "the loop");
    });
}

fn work(id: u64) -> Vec<u8> {
    RawFrame::work(id, 0, 0).bytes()
}

fn mixed(id: u64) -> Vec<u8> {
    match id % 7 {
        0 | 1 | 4 => log(id),
        2 => RawFrame::new(msg_type::ECHO, id, "echo").bytes(),
        _ => work(id),
    }
}

/// Sends 50 requests of one kind in one write, then 50 of mixed kinds. Up to 32 quick ones form a batch; each WORK is a batch
/// of its own.
fn assert_served_in_order(config: ServerConfig, who: &str) {
    for (kind, request) in [("LOG", log as fn(u64) -> Vec<u8>), ("WORK", work), ("mixed", mixed)] {
        let server = Running::start(config.clone());
        let mut client = server.connect();
        client.send((0..50).flat_map(request).collect::<Vec<u8>>());
        let served: Vec<u64> = (0..50).map(|_| client.reply().request_id).collect();
        assert!(served.is_sorted(), "{who} served 50 {kind} requests in another order: {served:?}");
        server.end(client);
    }
}
