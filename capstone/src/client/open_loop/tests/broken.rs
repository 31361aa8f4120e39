//! Connections that break, or that are refused, and replies that do not come.

use super::*;

#[test]
fn a_reply_is_lost_once_a_look_after_its_time_has_not_found_it() {
    let server = TestServer::start(|_, mut peer| peer.echo());
    let now = Instant::now();
    let mut run = OpenRun {
        address: server.address,
        connected: None,
        workload: Workload::echo(100),
        timeout: PATIENT,
        retries: Retries::new(u32::MAX),
        tally: OpenTally { accounts: vec![Account::default()], ..OpenTally::default() },
        end: now,
        now,
        looked: now,
    };
    let (mut connection, mut room) = (LoadConnection::new(0, now), vec![0; ROOM]);
    let mut entry = PollFd::UNUSED;
    let wait = |connection: &LoadConnection| {
        let mut entry = [connection.poll_entry()];
        sys::poll(&mut entry, Some(PATIENT)).unwrap();
        entry[0]
    };
    while !connection.is_free() {
        connection.turn(&entry, &mut room, &mut run);
        entry = if connection.is_free() { entry } else { wait(&connection) };
    }
    for was_away in [true, false] {
        connection.send(1, now, &mut run);
        run.now += 2 * PATIENT;
        run.looked = if was_away { now } else { run.now };
        connection.turn(&connection.poll_entry(), &mut room, &mut run); // what poll said before it was away: nothing
        assert_eq!(connection.is_busy(), was_away);
        if was_away {
            run.looked = run.now;
            connection.turn(&wait(&connection), &mut room, &mut run);
        }
    }
    assert_eq!(counts(&run.tally), [2, 1, 0, 0, 1], "{:?}", run.tally);
}

#[test]
fn a_connection_that_breaks_loses_what_it_carries_and_is_replaced() {
    let tally = against(
        |number, mut peer| match number {
            0 => {
                let frame = peer.receive().unwrap();
                peer.send(&frame[..1]);
            }
            _ => peer.echo(),
        },
        |_| {},
    );
    assert_eq!((counts(&tally), tally.resent), ([50, 49, 0, 0, 1], 0), "{tally:?}");
}

#[test]
fn a_request_whose_connection_ends_before_a_byte_of_the_reply_is_sent_once_more() {
    for (breaks, lost) in [(1, 0), (2, 1)] {
        let tally = against(
            move |number, mut peer| {
                if number < breaks {
                    drop(peer.receive());
                } else {
                    peer.echo();
                }
            },
            |plan| plan.connections = 1,
        );
        assert_eq!((counts(&tally), tally.resent), ([50, 50 - lost, 0, 0, lost], 1), "{tally:?}");
    }
}

#[test]
fn a_server_that_only_accepts_is_not_asked_for_connections_without_pause() {
    let opened = Arc::new(AtomicU64::new(0));
    for says in [&b""[..], &[0]] {
        opened.store(0, Ordering::SeqCst);
        let counted = Arc::clone(&opened);
        let tally = against(
            move |_, mut peer| {
                counted.fetch_add(1, Ordering::SeqCst);
                peer.send(says);
            },
            |plan| (plan.timeout, plan.schedule) = (HASTY, Schedule::fixed(100.0, 20 * HASTY)),
        );
        assert_eq!(tally.total().ok, 0, "{tally:?}");
        let opened = opened.load(Ordering::SeqCst);
        assert!(opened < 4 * 25, "4 clients connected {opened} times within 0.6 s");
    }
}

#[test]
fn a_reply_that_does_not_come_costs_its_connection_and_no_other_request() {
    let tally = against(
        |number, mut peer| match number {
            0 => while peer.receive().is_some() {},
            _ => peer.echo(),
        },
        |plan| plan.timeout = Duration::from_millis(300),
    );
    // Nobody answers the first of them in time; on a loaded machine there may be others.
    let [sent, ok, _, _, lost] = counts(&tally);
    assert!(sent == 50 && lost >= 1 && ok + lost == 50, "{tally:?}");
    assert_eq!(tally.first_fault.as_deref(), Some("the server did not answer in time"));
}

#[test]
fn a_server_may_close_a_connection_that_has_nothing_to_do() {
    let tally = against(
        |number, mut peer| match number {
            0 => peer.receive().into_iter().for_each(|frame| peer.send(&frame)),
            _ => peer.echo(),
        },
        |plan| {
            // Far enough apart for the end of the stream to arrive before the connection is used again.
            plan.schedule = Schedule::fixed(2.0, Duration::from_secs(1));
            plan.connections = 1;
        },
    );
    assert_eq!(counts(&tally), [2, 2, 0, 0, 0], "{tally:?}");
}

#[test]
fn a_refusal_of_the_whole_connection_refuses_the_request_on_it() {
    let tally = against(
        |number, mut peer| match number {
            0 => {
                peer.receive();
                peer.send_error(ErrorCode::Busy, 0, "server busy: too many connections");
                peer.receive();
            }
            _ => peer.echo(),
        },
        |plan| plan.connections = 1,
    );
    assert_eq!(counts(&tally), [50, 49, 1, 0, 0], "{tally:?}");
    let fault = tally.first_fault.unwrap();
    assert_eq!(fault, "the server answered busy (1): server busy: too many connections");
}

#[test]
fn a_server_that_refuses_every_connection_ends_the_run() {
    let tally = against(
        |_, mut peer| peer.send_error(ErrorCode::Busy, 0, "server busy: too many connections"),
        |plan| plan.timeout = PATIENT / 100,
    );
    // How many requests get out before the refusal comes is chance.
    assert_eq!((tally.total().ok, tally.corrected.count()), (0, 0), "{tally:?}");
    assert!(tally.unreachable.or(tally.first_fault).is_some(), "nobody hears why");
}
