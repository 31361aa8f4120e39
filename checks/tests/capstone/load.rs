//! Many clients at once, good ones and bad ones, and one that is none of ours.

use crate::subject::{Subject, promise, while_repeating};
use checks::{RawClient, RawFrame, msg_type};
use std::collections::BTreeMap;
use std::io::{Read, Write};
use std::net::TcpStream;
use std::thread;
use tokio_util::bytes::{Buf, BufMut, Bytes, BytesMut};
use tokio_util::codec::{Decoder, Encoder, LengthDelimitedCodec};

/// A payload like no other of the run, of up to 4 KB.
fn payload(client: u64, frame: u64) -> Vec<u8> {
    let len = (client * 1009 + frame * 521) % 4096;
    (0..len).map(|index| (client * 31 + frame * 17 + index) as u8).collect()
}

/// Sends 100 frames, one after the other, and checks each reply.
fn ask_a_hundred_times(subject: &Subject, client: u64) {
    let mut connection = subject.connect();
    for frame in 0..100 {
        connection.expect_echo(client << 32 | frame, &payload(client, frame));
    }
}

/// Sends 100 frames in one piece, and checks that each gets its reply, in whatever order they come.
fn ask_for_a_hundred_at_once(subject: &Subject, client: u64) {
    let mut connection = subject.connect();
    let mut due: BTreeMap<u64, Vec<u8>> =
        (0..100).map(|frame| (client << 32 | frame, payload(client, frame))).collect();
    let frames = due.iter().flat_map(|(id, payload)| RawFrame::new(msg_type::ECHO, *id, payload).bytes());
    connection.send(frames.collect::<Vec<_>>());
    while !due.is_empty() {
        let reply = connection.reply();
        assert_eq!(reply.msg_type, msg_type::ECHO, "an ECHO got {:?}", reply.error());
        let expected = due.remove(&reply.request_id);
        assert_eq!(
            expected,
            Some(reply.payload),
            "the reply to {} is wrong or a second one",
            reply.request_id
        );
    }
}

/// Runs `behave` for each of `count` clients, all at once.
fn crowd(subject: &Subject, count: u64, behave: fn(&Subject, u64)) {
    thread::scope(|scope| {
        for client in 1..=count {
            scope.spawn(move || behave(subject, client));
        }
    });
}

/// Checks that the server has counted this many ECHOs and no error.
#[track_caller]
fn assert_echoes(subject: Subject, count: u64) {
    let metrics = subject.quiet_metrics();
    let (echoes, errors) =
        (metrics.get("capstone_requests_total{type=\"echo\"}"), metrics.sum("capstone_errors_total"));
    assert_eq!((echoes, errors), (count as f64, 0.0), "so many ECHOs and errors were counted\n{metrics}");
    subject.assert_unharmed();
}

#[test]
fn fifty_clients_get_each_of_their_hundred_replies_right() {
    promise("50 clients with 100 frames each must get 5,000 right replies").holds(|| {
        let subject = Subject::start(&[]);
        crowd(&subject, 50, ask_a_hundred_times);
        assert_echoes(subject, 5_000);
    });
}

#[test]
fn fifty_clients_that_send_everything_at_once_get_each_reply_right() {
    promise("50 clients that send 100 frames in one piece must get 5,000 right replies").holds(|| {
        let subject = Subject::start(&["--workers", "4", "--queue", "5000"]);
        crowd(&subject, 50, ask_for_a_hundred_at_once);
        assert_echoes(subject, 5_000);
    });
}

#[test]
fn twenty_good_clients_get_every_reply_right_beside_three_bad_ones() {
    promise("20 good clients must get every reply right beside a slow, a garbled and a vanishing one").holds(
        || {
            let subject = Subject::start(&["--frame-timeout", "0.2"]);
            let frame = RawFrame::new(msg_type::ECHO, 1, [1; 1000]).bytes();
            // The slow one sends a byte whenever it gets to run, until its frame times out; then it comes again.
            let mut slow: Option<(RawClient, usize)> = None;
            let drip = || {
                let (client, sent) = slow.get_or_insert_with(|| (subject.connect(), 0));
                let gone = client.try_send(&frame[*sent..=*sent]).is_err();
                *sent += 1;
                if gone || *sent == frame.len() - 1 {
                    slow = None;
                }
                thread::yield_now();
            };
            let garble = || {
                // The server may close while this is under way.
                let _ = subject
                    .connect()
                    .try_send(b"\x00\x00\x00\x30 What is this? It has a length and no sense.");
            };
            let vanish = || {
                let mut client = subject.connect();
                let _ = client.try_send(&frame[..500]);
                client.reset();
            };
            while_repeating(drip, || {
                while_repeating(garble, || {
                    while_repeating(vanish, || crowd(&subject, 20, ask_a_hundred_times));
                });
            });
            drop(slow);
            let metrics = subject.quiet_metrics();
            let echoes = metrics.get("capstone_requests_total{type=\"echo\"}");
            assert_eq!(
                echoes, 2_000.0,
                "so many ECHOs were counted, and none by a bad client was whole\n{metrics}"
            );
            subject.assert_unharmed();
        },
    );
}

#[test]
fn the_framing_is_that_of_tokio_util() {
    promise("tokio-util's LengthDelimitedCodec must be a client with its defaults").holds(|| {
        let subject = Subject::start(&[]);
        let mut stream = TcpStream::connect(subject.addr()).expect("the server takes a connection");
        let mut codec = LengthDelimitedCodec::new();
        let mut outgoing = BytesMut::new();
        let payloads = [&b""[..], b"hello", &[7; 1 << 20]];
        for (id, payload) in (1..).zip(payloads) {
            codec.encode(envelope(id, payload), &mut outgoing).expect("it is no longer than 8 MiB");
        }
        stream.write_all(&outgoing).expect("the server takes what it is sent");
        let mut incoming = BytesMut::new();
        let mut replies = BTreeMap::new();
        while replies.len() < payloads.len() {
            match codec.decode(&mut incoming).expect("the replies are framed as the codec expects") {
                Some(mut reply) => {
                    let payload = reply.split_off(22);
                    reply.advance(2); // version and type
                    replies.insert(reply.get_u64(), payload);
                }
                None => read_more(&mut stream, &mut incoming),
            }
        }
        let payloads: Vec<BytesMut> = payloads.iter().map(|payload| BytesMut::from(*payload)).collect();
        assert!(replies.into_values().eq(payloads), "a reply was not the ECHO of its request");
        drop(stream);
        subject.assert_unharmed();
    });
}

/// An ECHO as PROTOCOL.md has it built with this codec.
fn envelope(request_id: u64, payload: &[u8]) -> Bytes {
    let mut envelope = BytesMut::new();
    envelope.put_u8(1); // version
    envelope.put_u8(0); // ECHO
    envelope.put_u64(request_id);
    envelope.put_u64(0); // timestamp
    envelope.put_u32(payload.len() as u32);
    envelope.put_slice(payload);
    envelope.freeze()
}

fn read_more(stream: &mut TcpStream, incoming: &mut BytesMut) {
    let mut chunk = [0; 64 * 1024];
    let count = stream.read(&mut chunk).expect("the connection is sound");
    assert!(count > 0, "the server closed the connection where replies were due");
    incoming.put_slice(&chunk[..count]);
}
