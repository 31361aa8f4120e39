use super::*;
use crate::client::test_server::{Peer, TestServer, id_of};
use crate::sync::atomic::{AtomicU64, Ordering};
use std::sync::Arc;

const PATIENT: Duration = Duration::from_secs(30);

/// A client of a server that treats each connection so. The server ends with the first value.
fn client(serve: impl Fn(usize, Peer) + Send + Sync + 'static, timeout: Duration) -> (TestServer, OneShot) {
    let server = TestServer::start(serve);
    let client = OneShot::new(server.address, timeout);
    (server, client)
}

fn echoed(answer: Result<Answer, Broken>) -> bool {
    matches!(answer, Ok(Answer::Payload(payload)) if payload == b"hi")
}

#[test]
fn one_connection_serves_one_request_after_the_other() {
    let (_server, mut client) = client(
        |number, mut peer| {
            assert_eq!(number, 0, "a second connection");
            peer.echo();
        },
        PATIENT,
    );
    assert!((0..3).all(|_| echoed(client.ask(MessageType::Echo, b"hi"))));
}

#[test]
fn an_error_is_an_answer_and_one_without_an_id_ends_the_connection() {
    let (_server, mut client) = client(
        |number, mut peer| {
            let frame = peer.receive().unwrap();
            match number {
                0 => peer.send_error(ErrorCode::Busy, 0, "too many"),
                _ => peer.send_error(ErrorCode::Busy, id_of(&frame), "queue full"),
            }
            peer.echo();
        },
        PATIENT,
    );
    for text in ["too many", "queue full"] {
        let answer = client.ask(MessageType::Echo, b"hi").unwrap();
        assert_eq!(answer, Answer::Error { code: 1, text: text.to_owned() });
    }
    assert!(echoed(client.ask(MessageType::Echo, b"hi")), "the second connection lives");
}

#[test]
fn a_reply_to_somebody_else_is_not_taken() {
    let (_server, mut client) = client(
        |_, mut peer| {
            let frame = peer.receive().unwrap();
            let mut other = frame.clone();
            other[13] ^= 1; // the last byte of the id
            *other.last_mut().unwrap() = b'!';
            peer.send(&[other, frame].concat());
            peer.receive();
        },
        PATIENT,
    );
    assert!(echoed(client.ask(MessageType::Echo, b"hi")));
}

#[test]
fn a_caller_who_was_away_looks_before_it_is_too_late() {
    let (server, mut client) = client(|_, mut peer| peer.echo(), PATIENT);
    let now = Instant::now();
    let mut connection = connect(server.address, now + PATIENT).unwrap();
    put_frame(connection.outbox(), MessageType::Echo, 1, 0, b"hi");
    connection.flush().unwrap();
    wait_for(&connection, now + PATIENT).unwrap();
    client.requests = 1;
    let answer = client.converse(&mut connection, now);
    assert!(matches!(answer, Ok((Answer::Payload(payload), false)) if payload == b"hi"), "it was there");
    assert!(matches!(client.converse(&mut connection, now), Err(Broken::TimedOut)));
}

#[test]
fn a_connection_that_the_server_has_closed_meanwhile_costs_no_request() {
    for msg_type in [MessageType::Echo, MessageType::Log] {
        let (_server, mut client) = client(
            |number, mut peer| match number {
                0 => peer.receive().into_iter().for_each(|frame| peer.send(&frame)),
                _ => peer.echo(),
            },
            PATIENT,
        );
        assert!(echoed(client.ask(msg_type, b"hi")));
        let connection = client.connection.as_ref().unwrap();
        wait_for(connection, Instant::now() + PATIENT).unwrap(); // for its end
        assert!(echoed(client.ask(msg_type, b"hi")), "{msg_type:?}");
    }
}

#[test]
fn a_request_is_sent_once_more_if_its_connection_ends_before_a_byte_of_the_reply_and_it_may_be_served_twice()
{
    for (msg_type, asked) in [(MessageType::Echo, 2), (MessageType::Stats, 2), (MessageType::Log, 1)] {
        let times = Arc::new(AtomicU64::new(0));
        let counted = Arc::clone(&times);
        let (_server, mut client) = client(
            move |_, mut peer| {
                peer.receive();
                counted.fetch_add(1, Ordering::SeqCst);
            },
            PATIENT,
        );
        assert!(matches!(client.ask(msg_type, b"hi"), Err(Broken::Ended)));
        assert_eq!(times.load(Ordering::SeqCst), asked, "{msg_type:?}");
    }
    let (_server, mut client) = client(
        |number, mut peer| match number {
            0 => drop(peer.receive()),
            _ => peer.echo(),
        },
        PATIENT,
    );
    assert!(echoed(client.ask(MessageType::Echo, b"hi")));
}

#[test]
fn without_a_reply_the_caller_hears_why_and_the_next_request_starts_afresh() {
    let (_server, mut client) = client(
        |number, mut peer| match number {
            0 => {
                let frame = peer.receive().unwrap();
                peer.send(&frame[..1]);
            }
            1 => while peer.receive().is_some() {},
            _ => peer.echo(),
        },
        Duration::from_millis(200),
    );
    client.timeout = PATIENT;
    assert!(matches!(client.ask(MessageType::Echo, b"hi"), Err(Broken::Ended)));
    client.timeout = Duration::from_millis(200);
    assert!(matches!(client.ask(MessageType::Echo, b"hi"), Err(Broken::TimedOut)));
    client.timeout = Duration::MAX;
    assert!(echoed(client.ask(MessageType::Echo, b"hi")), "a caller may wait without a limit");
}
