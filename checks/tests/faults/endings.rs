//! Clients that leave: in order, half, or without a word.

use crate::subject::{Subject, promise};
use checks::{End, RawClient, RawFrame, msg_type};
use std::collections::BTreeSet;

/// How long a job is made to run, in microseconds, until the attack came in time.
const JOB_LENGTHS: [u32; 3] = [400_000, 2_000_000, 9_000_000];

#[test]
fn f12_a_half_closed_client_gets_every_pending_reply() {
    promise("a client that half-closes must get every pending reply, and then the end").holds(|| {
        // At most four in flight: most of the requests wait unread when the stream ends.
        let subject = Subject::start(&["--workers", "2", "--max-in-flight", "4"]);
        let mut client = subject.connect();
        let works = (1..=200).flat_map(|id| RawFrame::work(id, 0, 500).bytes());
        client.send(works.collect::<Vec<_>>());
        client.half_close();
        let ids: BTreeSet<u64> = (0..200).map(|_| client.reply().request_id).collect();
        assert_eq!(ids, (1..=200).collect(), "these requests were answered");
        client.expect_close();
        subject.observer().wait_for_closed("eof", 1);
        subject.assert_unharmed();
    });
}

#[test]
fn f12_the_loop_sleeps_while_a_half_closed_clients_job_runs() {
    promise("an end of stream that stays readable must not make the loop spin").holds(|| {
        let subject = Subject::start(&["--workers", "1"]);
        let mut client = subject.connect();
        client.send(RawFrame::work(1, 0, 900_000).bytes());
        client.half_close();
        subject.observer().wait_for("capstone_jobs_accepted_total", 1);
        subject.assert_loop_sleeps();
        assert_eq!(client.reply().request_id, 1, "the reply was to another request");
        client.expect_close();
        subject.assert_unharmed();
    });
}

#[test]
fn f13_a_reset_of_an_idle_connection_closes_it() {
    promise("a reset of an idle connection must close it").holds(|| {
        let subject = Subject::start(&[]);
        let clients: Vec<RawClient> = (0..10).map(|_| subject.connect()).collect();
        let mut observer = subject.observer();
        observer.wait_for("capstone_connections_open", 11);
        clients.into_iter().for_each(RawClient::reset);
        observer.wait_for_closed("reset", 10);
        subject.assert_loop_sleeps();
        drop(observer);
        subject.assert_unharmed();
    });
}

#[test]
fn f13_a_reset_of_a_connection_that_is_not_read_does_not_make_the_loop_spin() {
    promise("a reset must not make the loop spin while the server waits for the connection's job").holds(
        || {
            // poll reports an error or a hang-up even for a descriptor of which nothing was asked.
            let subject = Subject::start(&["--workers", "1", "--max-in-flight", "1"]);
            let mut client = subject.connect();
            client.send(RawFrame::work(1, 0, 900_000).bytes());
            subject.observer().wait_for("capstone_jobs_accepted_total", 1);
            client.reset();
            subject.assert_loop_sleeps();
            subject.observer().wait_for_closed("reset", 1);
            subject.assert_unharmed();
        },
    );
}

#[test]
fn f14_a_late_reply_never_reaches_the_descriptors_next_owner() {
    promise("a reply whose client has gone must not reach whoever has its descriptor now").holds(|| {
        for job in JOB_LENGTHS {
            if late_replies_found_nobody(job) {
                return;
            }
        }
        panic!("the jobs were always over before the descriptors had new owners: nothing was shown");
    });
}

/// Resets eight clients whose jobs run for `job` microseconds, and connects eight others in their place. False if a job
/// ended before all that was done.
fn late_replies_found_nobody(job: u32) -> bool {
    let subject = Subject::start(&["--workers", "8", "--max-work-ms", "10000"]);
    let mut observer = subject.observer();
    let mut clients: Vec<RawClient> = (0..8).map(|_| subject.connect()).collect();
    (1..).zip(&mut clients).for_each(|(id, client)| client.send(RawFrame::work(id, 0, job).bytes()));
    observer.wait_for("capstone_jobs_accepted_total", 8);
    let descriptors = subject.descriptors();
    clients.into_iter().for_each(RawClient::reset);
    observer.wait_for_closed("reset", 8);
    let mut successors: Vec<RawClient> = (0..8).map(|_| subject.connect()).collect();
    observer.wait_for("capstone_connections_open", 9);
    assert_eq!(subject.descriptors(), descriptors, "the new connections have descriptors of their own");

    let in_time = observer.metrics().get("capstone_jobs_completed_total") == 0.0;
    observer.wait_for("capstone_jobs_completed_total", 8);
    // Had a late reply gone to one of them, it would come before that of its own request.
    (101..).zip(&mut successors).for_each(|(id, successor)| successor.expect_echo(id, b"mine"));
    drop((observer, successors));
    subject.assert_unharmed();
    in_time
}

#[test]
fn f15_a_write_to_a_closed_peer_is_an_error_and_no_signal() {
    promise("writing to a client that has closed must not end the server").holds(|| {
        let subject = Subject::start(&["--workers", "1", "--queue", "128"]);
        for _ in 0..20 {
            // The first reply finds the connection open on this side, and makes the other answer with a reset. The
            // next writes are the ones that would raise SIGPIPE.
            let mut client = subject.connect();
            let works = (1..=4).flat_map(|id| RawFrame::work(id, 0, 5_000).bytes());
            client.send(works.collect::<Vec<_>>());
        }
        subject.observer().wait_for("capstone_jobs_completed_total", 80);
        subject.assert_unharmed();
    });
}

#[test]
fn f15_a_client_that_leaves_with_replies_unread_costs_nobody_else_anything() {
    promise("a client that leaves in the middle of a reply must not disturb another one").holds(|| {
        let subject = Subject::start(&[]);
        let mut polite = subject.connect();
        for id in 1..=20 {
            let mut rude = subject.connect();
            rude.send(RawFrame::new(msg_type::ECHO, 1, vec![7; 1 << 20]).bytes());
            // The reply is under way: some of it is here, most of it is not.
            let mut first = [0];
            rude.stream().peek(&mut first).expect("the reply begins");
            drop(rude);
            polite.expect_echo(id, b"undisturbed");
        }
        polite.half_close();
        assert_eq!(polite.try_reply(), Err(End::Eof), "nothing more was due");
        subject.assert_unharmed();
    });
}
