//! Connections that break, and servers that are not there.

use super::*;

#[test]
fn a_client_whose_connection_dies_goes_on_with_another() {
    let tally = against(
        |number, mut peer| {
            if number > 0 {
                return peer.echo();
            }
            let whole = peer.receive().unwrap();
            let cut = peer.receive().unwrap();
            peer.send(&[&whole[..], &cut[..20]].concat()); // and dies in the middle of a reply
        },
        |plan| (plan.clients, plan.depth) = (1, 2),
    );
    // Of the two or three in flight when the server died, one was answered.
    assert_eq!((tally.lost, requests(&tally)), (2, 10), "{tally:?}");
}

#[test]
fn a_request_whose_connection_ends_before_a_byte_of_the_reply_is_sent_once_more() {
    for (breaks, lost) in [(1, 0), (2, 1)] {
        let tally = against(
            move |number, mut peer| match number {
                0 => {
                    let frame = peer.receive().unwrap();
                    peer.send(&frame);
                    drop(peer.receive());
                }
                number if number < breaks => drop(peer.receive()),
                _ => peer.echo(),
            },
            |plan| plan.clients = 1,
        );
        assert_eq!((tally.ok, tally.lost, tally.resent), (10 - lost, lost, 1), "{tally:?}");
        assert!(tally.attempts.are_settled() && tally.attempts.total().attempts == 10, "{tally:?}");
    }
}

#[test]
fn a_server_that_only_accepts_is_given_up_soon() {
    for says in [&b""[..], &[0]] {
        let opened = Arc::new(AtomicU64::new(0));
        let counted = Arc::clone(&opened);
        let tally = against(
            move |_, mut peer| {
                counted.fetch_add(1, Ordering::SeqCst);
                peer.send(says);
            },
            |plan| plan.frames = 1_000_000,
        );
        // Six in a row, as many as there are attempts of a request. If the sixth is the first of a request, there is
        // one more, for that is sent twice.
        let opened = opened.load(Ordering::SeqCst);
        assert!((12..=14).contains(&opened), "2 clients connected {opened} times: {tally:?}");
        assert_eq!((tally.ok, requests(&tally)), (0, 2_000_000), "{tally:?}");
        assert!(tally.unreachable.is_some() && tally.attempts.are_settled(), "{tally:?}");
    }
}

#[test]
fn a_client_lives_through_resets_while_it_reads_and_while_it_writes() {
    let tally = against(
        |_, mut peer| {
            if let Some(frame) = peer.receive() {
                peer.send(&frame);
            }
            // The next request is unread, so closing now is a reset, right behind the reply.
        },
        |plan| (plan.frames, plan.depth) = (300, 2),
    );
    assert_eq!(requests(&tally), 600, "{tally:?}");
    assert!(tally.lost > 0 && tally.failed + tally.corrupted == 0, "{tally:?}");
}

#[test]
fn bytes_of_another_protocol_end_the_connection_and_not_the_run() {
    let tally = against(
        |_, mut peer| {
            peer.receive();
            peer.send(b"HTTP/1.1 400 Bad Request\r\n\r\n");
            peer.receive();
        },
        |plan| (plan.clients, plan.frames) = (1, 3),
    );
    assert_eq!((tally.corrupted, tally.lost), (3, 3), "{tally:?}");
}

#[test]
fn without_a_server_everything_fails_soon() {
    let nobody = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let tally = closed_loop(nobody, 3, 1_000_000, 4).run().unwrap();
    assert_eq!((tally.failed, requests(&tally)), (3_000_000, 3_000_000));
    assert!(tally.first_fault.unwrap().starts_with("cannot connect"));
}

#[test]
fn a_client_waits_for_a_server_that_is_being_restarted() {
    let address = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    std::thread::scope(|scope| {
        let mut plan = closed_loop(address, 2, 10, 1);
        plan.retries.limit = 100_000;
        let run = scope.spawn(|| plan.run().unwrap());
        let listener = TcpListener::bind(address).unwrap();
        for _ in 0..2 {
            let (stream, _) = listener.accept().unwrap();
            scope.spawn(|| Peer(stream).echo());
        }
        assert_eq!(run.join().unwrap().ok, 20);
    });
}
