//! Whose reply is this? Clients leave, others take their places, and each gets its own replies.

use crate::README;
use crate::hold::Hold;
use crate::server::{Running, config, log, metric};
use checks::{RawClient, RawFrame, Section, Text, msg_type, until};

const NAMES: Section = Text::at(README).section("Slot and generation: whose reply is this?");

#[test]
fn a_late_reply_never_reaches_the_slots_next_owner() {
    NAMES.claim("a reply whose client has gone must never reach the next client in its slot").holds(|| {
        let server = Running::start(config(2, 8));
        let mut witness = server.connect();
        let mut gone = server.connect();
        gone.expect_echo(1, b"");
        let hold = Hold::workers();
        gone.send(log(2));
        until("a worker is busy with the first client's request", || hold.held() == 1);
        gone.reset();
        until("the server has closed the first client's connection", || {
            metric(&mut witness, "capstone_connections_open") == 1
        });
        let mut next = server.connect();
        let before = metric(&mut witness, "capstone_jobs_accepted_total");
        next.send(RawFrame::work(3, 0, 100_000).bytes()); // 100 ms: a stray reply would come before its own
        until("both clients' requests are in the pool", || {
            metric(&mut witness, "capstone_jobs_accepted_total") == before + 1
        });
        drop(hold);
        let reply = next.reply();
        assert_eq!(reply.request_id, 3, "the next client got the reply to another client's request");
        next.expect_echo(4, b"and no other reply is on its way");
        server.end((witness, next));
    });
}

#[test]
fn a_late_reply_to_a_free_slot_reaches_nobody() {
    NAMES.claim("a reply whose client has gone must never reach another client").holds(|| {
        let server = Running::start(config(2, 8));
        let mut witness = server.connect();
        let mut gone = server.connect();
        gone.expect_echo(1, b"");
        let mut stays = server.connect(); // so that the slot is free in the midst of others
        stays.expect_echo(2, b"");
        let hold = Hold::workers();
        gone.send(log(3));
        until("a worker is busy with the client's request", || hold.held() == 1);
        gone.reset();
        until("the server has closed that client's connection", || {
            metric(&mut witness, "capstone_connections_open") == 2
        });
        drop(hold);
        // The reply is on its way back while these are.
        for id in 100..150 {
            for client in [&mut witness, &mut stays] {
                client.send(RawFrame::new(msg_type::ECHO, id, "mine").bytes());
                let reply = client.reply();
                assert_eq!(reply.request_id, id, "another client got it, though the slot was free");
            }
        }
        server.end((witness, stays));
    });
}

#[test]
fn each_client_gets_its_own_replies_whoever_leaves() {
    NAMES.claim("each client must get its own replies, whoever leaves").holds(|| {
        let server = Running::start(config(2, 8));
        let mut clients: Vec<RawClient> = (0..4).map(|_| server.connect()).collect();
        // The first, then one in the middle, then the last: what is stored behind a client moves up when it leaves.
        for leaves in [0, 1, 1] {
            for (id, client) in (10..).zip(&mut clients) {
                client.expect_echo(id, b"mine");
            }
            clients.remove(leaves);
            let left = clients.len();
            until("the server has closed the connection", || {
                metric(&mut clients[0], "capstone_connections_open") == left
            });
        }
        let mut next = server.connect();
        next.expect_echo(20, b"in a place that was somebody's");
        clients[0].expect_echo(21, b"still mine");
        server.end((clients, next));
    });
}
