//! Clients that take their time.

use crate::subject::{Subject, promise, while_repeating};
use checks::{ErrorCode, RawClient, RawFrame, msg_type};
use std::io::{Read, Write};
use std::net::{Shutdown, TcpStream};
use std::thread;
use std::time::{Duration, Instant};

/// The pace of an attacker. Nothing depends on how exactly it is kept.
fn pause(time: Duration) {
    thread::sleep(time);
}

/// A client that asks for ECHOs of 1 MiB from a thread of its own, until the server takes no more of them.
struct Asker {
    stream: TcpStream,
    sender: thread::JoinHandle<()>,
}

impl Asker {
    fn connect(subject: &Subject) -> Self {
        let stream = TcpStream::connect(subject.addr()).expect("the server takes a connection");
        let mut half = stream.try_clone().expect("a socket can be had twice");
        let frame = RawFrame::new(msg_type::ECHO, 1, vec![7; 1 << 20]).bytes();
        let sender = thread::spawn(move || while half.write_all(&frame).is_ok() {});
        Self { stream, sender }
    }

    /// Leaves, with most of the replies unread.
    fn leave(self) {
        // Fails if the server has cut the connection, and then the sender has ended as well.
        let _ = self.stream.shutdown(Shutdown::Both);
        self.sender.join().expect("a failed write ends the sender");
    }
}

#[test]
fn f16_a_client_that_never_reads_is_paused_bounded_and_closed() {
    promise("a client that never reads must not be read on, and closed after the write timeout").holds(
        || {
            let subject = Subject::start(&["--write-timeout", "0.5"]);
            let before = subject.status("VmHWM");
            let client = Asker::connect(&subject);
            subject.observer().wait_for_closed("write-timeout", 1);
            // What it asked for without end was read only as far as replies left: into the system's buffers, some
            // megabytes, and then no more.
            if let (Some(before), Some(peak)) = (before, subject.status("VmHWM")) {
                assert!(peak - before < 32 << 20, "the server's memory grew from {before} to {peak} bytes");
            }
            client.leave();
            subject.assert_unharmed();
        },
    );
}

#[test]
fn f16_a_slow_but_steady_reader_is_not_closed() {
    promise("a client must keep its connection as long as it takes a byte within the write timeout").holds(
        || {
            let subject = Subject::start(&["--write-timeout", "2"]);
            let client = Asker::connect(&subject);
            // Slower than poll reports room for writing: Linux does so only when a third of its buffer is free.
            let (mut chunk, mut read) = (vec![0; 32 << 10], 0);
            while read < 1_600_000 {
                let count = (&client.stream).read(&mut chunk).expect("the server did not cut the connection");
                assert!(
                    count > 0,
                    "the server closed the connection after {read} bytes, read without a pause of 2 s"
                );
                read += count;
                pause(Duration::from_millis(100));
            }
            client.leave();
            subject.assert_unharmed();
        },
    );
}

/// The 99th percentile of the time that an ECHO takes, of 300 in a row.
fn p99(client: &mut RawClient) -> Duration {
    let mut times: Vec<Duration> = (0..300)
        .map(|id| {
            let begun = Instant::now();
            client.expect_echo(id, b"fast");
            begun.elapsed()
        })
        .collect();
    times.sort();
    times[296]
}

#[test]
fn f17_a_slow_reader_does_not_slow_the_others() {
    promise("the others' p99 beside a slow reader must be at most 1.5 times their p99 without it").holds(
        || {
            let subject = Subject::start(&["--write-timeout", "3600"]);
            let mut fast = subject.connect();
            let mut tried = Vec::new();
            // The machine has other things to do as well, so one pair of measurements says little. What a slow reader does
            // to the others shows in every series of them; what the machine does, does not.
            for _ in 0..6 {
                let mut ratios: Vec<f64> = (0..3).map(|_| paired_ratio(&subject, &mut fast)).collect();
                ratios.sort_by(f64::total_cmp);
                if ratios[1] <= 1.5 {
                    drop(fast);
                    subject.assert_unharmed();
                    return;
                }
                tried.push(ratios[1]);
            }
            panic!("the p99 beside a slow reader was so many times the p99 without it: {tried:.1?}");
        },
    );
}

/// The p99 of `fast` beside a slow reader, divided by its p99 right before.
fn paired_ratio(subject: &Subject, fast: &mut RawClient) -> f64 {
    let without = p99(fast);
    let mut observer = subject.observer();
    let before = observer.bytes_from_others();
    let slow = Asker::connect(subject);
    // The server has stopped reading it when nothing more comes in.
    let mut received = before;
    while received == before || observer.bytes_from_others() != received {
        received = observer.bytes_from_others();
        pause(Duration::from_millis(5));
    }
    let mut bytes = [0; 512];
    let with = while_repeating(
        || {
            (&slow.stream).read_exact(&mut bytes).expect("there is more to read");
            pause(Duration::from_millis(5));
        },
        || p99(fast),
    );
    slow.leave();
    with.as_secs_f64() / without.as_secs_f64()
}

#[test]
fn f18_a_frame_that_comes_byte_by_byte_is_closed_by_its_absolute_deadline() {
    promise("a frame must be complete within the frame timeout of its first byte, however steadily it comes")
        .holds(|| {
            let subject = Subject::start(&["--frame-timeout", "0.5"]);
            let frame = RawFrame::new(msg_type::ECHO, 41, vec![1; 10_000]).bytes();
            let mut client = subject.connect();
            let begun = Instant::now();
            client.send(&frame[..26]); // the header, so that the server knows whom to answer
            let mut drip = client.stream().try_clone().expect("a socket can be had twice");
            let mut rest = frame[26..].chunks(1);
            let error = while_repeating(
                || {
                    // Fails once the server has closed.
                    let _ = drip.write_all(rest.next().unwrap_or_default());
                    pause(Duration::from_millis(10));
                },
                || client.expect_error(ErrorCode::Malformed),
            );
            let (_, text) = error.error().unwrap_or_default();
            assert!(text.contains("500ms"), "the ERROR does not say how long a frame may take: {text:?}");
            assert!(begun.elapsed() >= Duration::from_millis(500), "the deadline came early");
            assert_eq!(error.request_id, 41, "the header had come, so the ERROR should carry its request_id");
            client.expect_close();
            drop((client, drip));
            subject.observer().wait_for_closed("frame-timeout", 1);
            subject.assert_unharmed();
        });
}

#[test]
fn f18_the_clock_of_a_frame_stops_while_the_server_does_not_read() {
    promise("a frame must not be timed out for the time in which the server itself does not read on").holds(
        || {
            let subject =
                Subject::start(&["--frame-timeout", "2", "--max-in-flight", "1", "--max-work-ms", "3000"]);
            let mut client = subject.connect();
            let frame = RawFrame::new(msg_type::ECHO, 2, "behind a job").bytes();
            let (begin, rest) = frame.split_at(20);
            client.send([&RawFrame::work(1, 0, 2_500_000).bytes(), begin].concat());
            assert_eq!(client.reply().request_id, 1, "the reply was to another request");
            client.send(rest);
            let reply = client.reply();
            assert_eq!((reply.request_id, reply.text().as_str()), (2, "behind a job"), "{:?}", reply.error());
            drop(client);
            subject.assert_unharmed();
        },
    );
}

#[test]
fn f19_an_idle_client_is_closed_and_one_whose_job_runs_is_not() {
    promise("an idle connection must be closed, and not one that waits for a reply").holds(|| {
        let subject = Subject::start(&["--idle-timeout", "2", "--max-work-ms", "5000"]);
        let mut waiting = subject.connect();
        waiting.send(RawFrame::work(1, 0, 4_000_000).bytes());
        let mut idle = subject.connect();
        idle.expect_close();
        assert_eq!(waiting.reply().request_id, 1, "the reply was to another request");
        waiting.expect_close();
        subject.metrics_when("both were closed as idle", |metrics| {
            metrics.get("capstone_connections_closed_total{reason=\"idle-timeout\"}") == 2.0
        });
        subject.assert_unharmed();
    });
}
