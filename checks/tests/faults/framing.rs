//! Sound frames, however the network cuts or joins them.

use crate::subject::{Subject, promise, while_repeating};
#[cfg(target_os = "linux")]
use checks::{Metrics, Signal};
use checks::{RawClient, RawFrame, Reply, msg_type};
use std::collections::BTreeSet;
use std::{io, thread};

/// The largest payload of a server that was not told otherwise.
const MAX_PAYLOAD: usize = 1 << 20;

/// Sends `pieces` so that each reaches the server by itself: the next one follows when it has read the last.
fn send_apart<'a>(subject: &Subject, client: &mut RawClient, pieces: impl IntoIterator<Item = &'a [u8]>) {
    let mut observer = subject.observer();
    for piece in pieces {
        let before = observer.bytes_from_others();
        client.send(piece);
        observer.wait_for_bytes_from_others(before + piece.len() as u64);
    }
}

fn assert_is_echo(reply: &Reply, request_id: u64, payload: &[u8]) {
    let found = (reply.msg_type, reply.request_id, reply.payload.as_slice());
    assert_eq!(found, (msg_type::ECHO, request_id, payload), "the reply was not the ECHO that was sent");
}

#[test]
fn f01_a_frame_in_one_byte_pieces_gets_the_same_reply() {
    promise("a frame that arrives byte by byte must get the same reply").holds(|| {
        let subject = Subject::start(&[]);
        let mut client = subject.connect();
        let frame = RawFrame::new(msg_type::ECHO, 7, "one byte at a time").bytes();
        send_apart(&subject, &mut client, frame.chunks(1));
        assert_is_echo(&client.reply(), 7, b"one byte at a time");
        drop(client);
        subject.assert_unharmed();
    });
}

#[test]
fn f01_two_frames_cut_at_any_place_get_the_same_replies() {
    promise("two frames cut in two anywhere must get the same replies").holds(|| {
        let subject = Subject::start(&[]);
        let mut client = subject.connect();
        let frames = [RawFrame::new(msg_type::ECHO, 1, "first"), RawFrame::new(msg_type::ECHO, 2, "second")];
        let bytes = frames.map(|frame| frame.bytes()).concat();
        for split in 1..bytes.len() {
            send_apart(&subject, &mut client, [&bytes[..split]]);
            client.send(&bytes[split..]);
            let mut replies = [client.reply(), client.reply()];
            replies.sort_by_key(|reply| reply.request_id);
            assert_is_echo(&replies[0], 1, b"first");
            assert_is_echo(&replies[1], 2, b"second");
        }
        drop(client);
        subject.assert_unharmed();
    });
}

#[test]
fn f02_a_hundred_frames_in_one_write_get_a_hundred_replies() {
    promise("100 frames in one write must get 100 replies").holds(|| {
        // More than the 64 requests that one connection may have in flight: the rest waits in the server.
        for workers in ["0", "1", "4"] {
            let subject = Subject::start(&["--workers", workers, "--queue", "128"]);
            let mut client = subject.connect();
            let frames = (1..=100).map(|id: u64| RawFrame::new(msg_type::ECHO, id, id.to_string()).bytes());
            client.send(frames.collect::<Vec<_>>().concat());
            let mut ids = BTreeSet::new();
            for _ in 0..100 {
                let reply = client.reply();
                assert_is_echo(&reply, reply.request_id, reply.request_id.to_string().as_bytes());
                ids.insert(reply.request_id);
            }
            assert_eq!(ids, (1..=100).collect(), "with {workers} workers, some ids were not answered");
            drop(client);
            subject.assert_unharmed();
        }
    });
}

#[test]
fn f02_a_connection_that_never_pauses_does_not_keep_the_loop_from_the_others() {
    promise("a client must be served while another one never stops sending").holds(|| {
        let subject = Subject::start(&["--workers", "4", "--queue", "1024", "--log-level", "error"]);
        let mut greedy = subject.connect();
        let mut replies = greedy.stream().try_clone().expect("a socket can be had twice");
        let reader = thread::spawn(move || io::copy(&mut replies, &mut io::sink()));
        let burst = RawFrame::new(msg_type::ECHO, 1, [0; 100]).bytes().repeat(1000);
        while_repeating(
            || greedy.send(&burst),
            || {
                let mut polite = subject.connect();
                (1..=100).for_each(|id| polite.expect_echo(id, b"my turn"));
            },
        );
        greedy.half_close();
        let _ = reader.join().expect("the reader does not panic");
        subject.assert_unharmed();
    });
}

#[cfg(target_os = "linux")]
#[test]
fn f02_a_connection_gets_a_share_of_a_turn_and_not_the_turn() {
    promise("of the requests that one read brings, only some may come before those of others").holds(|| {
        // ECHO goes through the queue. The loop itself refuses what it does not know, and answers STATS, which costs
        // it as much as a hundred others.
        let kinds =
            [(msg_type::ECHO, "echo", 250.0), (9, "unknown", 250.0), (msg_type::STATS, "stats", 16.0)];
        for (code, name, most) in kinds {
            let mut subject = Subject::start(&["--workers", "4", "--log-level", "error"]);
            let (mut greedy, mut polite) = (subject.connect(), subject.connect());
            greedy.expect_echo(1, b"first");
            polite.expect_echo(1, b"second");
            // All of it is there when the server goes on.
            subject.suspend();
            greedy.send(RawFrame::new(code, 2, "").bytes().repeat(2500));
            polite.send(RawFrame::new(msg_type::STATS, 2, "").bytes());
            subject.process().signal(Signal::CONT);
            let metrics = Metrics::parse(&polite.reply().text());
            let before = metrics.get(&format!("capstone_requests_total{{type=\"{name}\"}}"));
            assert!(
                before <= most,
                "of 2,500 requests ({name}), {before} came before the one of another client"
            );
            greedy.reset();
            drop(polite);
            subject.assert_unharmed();
        }
    });
}

#[test]
fn f05_a_payload_of_exactly_the_maximum_is_served() {
    promise("a payload of exactly the maximum must be served").holds(|| {
        let subject = Subject::start(&[]);
        let payload: Vec<u8> = (0..MAX_PAYLOAD).map(|index| (index % 251) as u8).collect();
        let mut client = subject.connect();
        client.expect_echo(1, &payload);
        client.expect_echo(2, b"");
        drop(client);
        subject.assert_unharmed();

        let subject = Subject::start(&["--max-payload", "64"]);
        subject.connect().expect_echo(1, &[1; 64]);
        // Its metrics, which are longer, come whole all the same: `assert_unharmed` reads them.
        subject.assert_unharmed();
    });
}

#[test]
fn f09_two_requests_with_one_id_get_two_replies() {
    promise("two requests with the same id in flight must get two replies").holds(|| {
        let subject = Subject::start(&["--workers", "2"]);
        let mut client = subject.connect();
        // WORK that sleeps for 20 ms, so that both are in flight at once; the last byte tells them apart.
        let twins = [b"\0\0\0\x4e\x20a", b"\0\0\0\x4e\x20b"];
        client.send(twins.map(|twin| RawFrame::new(msg_type::WORK, 7, twin).bytes()).concat());
        let mut payloads = [client.reply(), client.reply()].map(|reply| {
            assert_eq!((reply.msg_type, reply.request_id), (msg_type::WORK, 7), "{:?}", reply.error());
            reply.payload
        });
        payloads.sort();
        assert_eq!(
            payloads,
            twins.map(|twin| twin.to_vec()),
            "the replies were not those of the two requests"
        );
        drop(client);
        subject.assert_unharmed();
    });
}
