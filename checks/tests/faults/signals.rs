//! SIGUSR1, more often than anybody can read.

use crate::exposition_format::assert_well_formed;
use crate::scratch::ScratchFile;
use crate::subject::{Subject, promise, while_repeating};
use checks::{Metrics, Process, RawFrame, Server, Signal, binary, msg_type, until};
use rustix::process::{Pid, kill_process};
use std::fs;
use std::io;
use std::process::{Command, Stdio};

/// What every snapshot begins with.
const BEGINNING: &str = "# HELP capstone_connections_accepted_total";

pub(crate) fn snapshots_in(stderr: &str) -> Vec<String> {
    stderr.split(BEGINNING).skip(1).map(|rest| format!("{BEGINNING}{rest}")).collect()
}

/// Checks that each snapshot is whole, adds up, and does not go back behind the one before it.
fn assert_consistent(snapshots: &[String]) {
    let mut requests = 0.0;
    for text in snapshots {
        assert_well_formed(text);
        let metrics = Metrics::parse(text);
        assert!(metrics.has("capstone_queue_wait_seconds_count"), "a snapshot was cut off\n{text}");
        let answered = metrics.get("capstone_replies_total") + metrics.sum("capstone_errors_total");
        let in_pool = metrics.get("capstone_workers_busy") + metrics.get("capstone_queue_depth");
        let total = metrics.sum("capstone_requests_total");
        assert_eq!(
            total,
            answered + in_pool,
            "requests were not those answered and those in the pool\n{text}"
        );
        assert!(total >= requests, "a later snapshot had fewer requests\n{text}");
        requests = total;
    }
}

#[test]
fn f37_a_flood_of_sigusr1_gives_consistent_snapshots_and_delays_nobody() {
    promise("a flood of SIGUSR1 must give whole and consistent snapshots, also while draining").holds(|| {
        let log = ScratchFile::new("f37-flood.log");
        let subject = Subject::start(&["--workers", "2", "--log", log.as_arg()]);
        let server = i32::try_from(subject.process_id()).ok().and_then(Pid::from_raw).expect("it runs");
        let flood = || {
            let _ = kill_process(server, Signal::USR1);
        };
        while_repeating(flood, || {
            let mut client = subject.connect();
            for id in 0..300 {
                client.expect_echo(id, b"beside the flood");
            }
            client.send((0..40).flat_map(|id| RawFrame::work(id, 0, 1_000).bytes()).collect::<Vec<u8>>());
            (0..40).for_each(|_| drop(client.reply()));
        });
        let stopped = while_repeating(flood, || subject.assert_unharmed());
        let snapshots = snapshots_in(&stopped.stderr);
        assert!(snapshots.len() >= 10, "only {} snapshots came\n{}", snapshots.len(), stopped.stderr);
        assert_consistent(&snapshots);
    });
}

#[test]
fn f37_signals_that_come_while_the_loop_is_busy_give_one_snapshot() {
    promise("many SIGUSR1 between two turns of the loop must give one snapshot").holds(|| {
        let log = ScratchFile::new("f37-busy.log");
        let args = ["--workers", "0", "--max-work-ms", "3000", "--log-level", "debug", "--log", log.as_arg()];
        let mut subject = Subject::start(&args);
        let mut client = subject.connect();
        // Long enough for a busy machine to send a hundred signals in.
        client.send(RawFrame::work(1, 0, 3_000_000).bytes());
        until("the loop is in the job", || {
            fs::read_to_string(&*log).is_ok_and(|text| text.contains("\ttaken by "))
        });
        for _ in 0..100 {
            subject.process().signal(Signal::USR1);
        }
        assert_eq!(client.reply().request_id, 1, "the job had another reply");
        client.expect_echo(2, b"one turn later");
        drop(client);
        let stopped = subject.assert_unharmed();
        let count = snapshots_in(&stopped.stderr).len();
        assert_eq!(count, 1, "100 signals gave {count} snapshots");
    });
}

#[test]
fn f37_a_stderr_that_nobody_reads_does_not_hold_the_loop_up() {
    promise("snapshots for a blocked stderr must not hold up the event loop").holds(|| {
        let log = ScratchFile::new("f37-blocked.log");
        let (unread, stderr) = io::pipe().expect("the test may open a pipe");
        let mut command = Command::new(binary("capstone"));
        command.args(["serve", "--addr", "127.0.0.1:0", "--log", log.as_arg()]);
        let mut subject = Subject::of(Server::of(Process::spawn(
            command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(stderr),
        )));
        let mut client = subject.connect();
        // Far more than a pipe takes: each is 7 KB, and an answer to the STATS behind it says that it was
        // made.
        for id in 0..100 {
            subject.process().signal(Signal::USR1);
            client.request(&RawFrame::new(msg_type::STATS, id, ""));
            client.expect_echo(id, b"and still");
        }
        drop(client);
        subject.assert_unharmed();
        drop(unread);
    });
}
