//! Time in which the server itself did not run.

use crate::subject::{Subject, promise};
use checks::{RawFrame, Signal, msg_type};
use std::io::Write;
use std::thread;
use std::time::Duration;

/// How long the server is stopped: longer than its timeouts.
const STOP: Duration = Duration::from_secs(4);

#[test]
fn f47_a_server_that_was_stopped_does_not_blame_its_clients() {
    promise("clients must not be timed out for the time in which the server was stopped").holds(|| {
        let args = ["--idle-timeout", "3", "--frame-timeout", "3", "--write-timeout", "3"];
        let mut subject = Subject::start(&args);
        let frame = RawFrame::new(msg_type::ECHO, 9, vec![7; 1 << 20]).bytes();
        let mut asking = [(); 50].map(|()| subject.connect());
        asking.iter_mut().for_each(|client| client.expect_echo(1, b"in time"));
        let mut uploading = [(); 4].map(|()| subject.connect());
        let received = subject.observer().bytes_from_others();
        uploading.iter_mut().for_each(|client| client.send(&frame[..100]));
        subject.observer().wait_for_bytes_from_others(received);

        subject.process().signal(Signal::STOP);
        for (id, client) in (2..).zip(&mut asking) {
            client.send(RawFrame::new(msg_type::ECHO, id, "while it was stopped").bytes());
        }
        // The rest does not fit into the system's buffers, so these clients are still sending when it goes
        // on.
        let senders = uploading.each_ref().map(|client| {
            let mut sender = client.stream().try_clone().expect("a socket can have a second handle");
            let rest = frame[100..].to_vec();
            thread::spawn(move || sender.write_all(&rest))
        });
        thread::sleep(STOP); // this is the fault itself
        subject.process().signal(Signal::CONT);

        for (id, client) in (2..).zip(&mut asking) {
            assert_eq!(client.reply().request_id, id, "a request that was sent in time was not served");
        }
        for client in &mut uploading {
            let reply = client.reply();
            assert_eq!((reply.error(), reply.request_id), (None, 9), "a frame begun in time was not served");
        }
        for sender in senders {
            sender.join().expect("a sender does not panic").expect("the server read it all");
        }
        drop((asking, uploading));
        subject.assert_unharmed();
    });
}
