//! A wall clock that jumps by an hour, as clocks do that somebody sets.

#![cfg(target_os = "linux")]

use crate::preload::put_in_faulty_system;
use crate::scratch::ScratchFile;
use crate::subject::{Subject, promise};
use checks::{Process, RawClient, RawFrame, Server, binary, msg_type};
use std::fs;
use std::process::{Command, Stdio};
use std::time::{SystemTime, UNIX_EPOCH};

/// A server whose wall clock can be made to jump. Setting the machine's own would need its administrator, and
/// disturb everything else.
struct TimeTraveller {
    subject: Subject,
    jump: ScratchFile,
}

impl TimeTraveller {
    fn start(name: &str, args: &[&str]) -> Self {
        let jump = ScratchFile::new(name);
        let mut command = Command::new(binary("capstone"));
        command.args(["serve", "--addr", "127.0.0.1:0"]).args(args);
        put_in_faulty_system(&mut command, "clock").env("FAULTY_CLOCK", &*jump);
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
        Self { subject: Subject::of(Server::of(Process::spawn(&mut command))), jump }
    }

    /// Makes the server's clock jump, and makes sure that it has: its replies bear the time.
    fn jump(&self, client: &mut RawClient, seconds: i64) {
        // In place at once: a file that was written step by step would be empty in between.
        let new = self.jump.with_extension("new");
        fs::write(&new, seconds.to_string())
            .and_then(|()| fs::rename(&new, &*self.jump))
            .expect("a file can be put there");
        let reply = client.request(&RawFrame::new(msg_type::ECHO, 1, "what time is it?"));
        let now = SystemTime::now().duration_since(UNIX_EPOCH).expect("it is after 1970").as_millis();
        let ahead = (i128::from(reply.timestamp) - now as i128) / 1000;
        assert!(
            (ahead - i128::from(seconds)).abs() < 60,
            "the server's clock is {ahead} s ahead, not {seconds} s"
        );
    }
}

#[test]
fn f46_a_wall_clock_that_jumps_ahead_times_nobody_out() {
    promise("a wall clock that jumps ahead must not make anybody late").holds(|| {
        let traveller = TimeTraveller::start("f46-ahead", &[]);
        let subject = &traveller.subject;
        let (mut client, mut idle, mut slow) = (subject.connect(), subject.connect(), subject.connect());
        idle.expect_echo(1, b"before");
        let frame = RawFrame::new(msg_type::ECHO, 2, "half before, half after").bytes();
        slow.send(&frame[..30]);
        let mut working = subject.connect();
        working.send(RawFrame::work(3, 0, 500_000).bytes());
        subject.observer().wait_for("capstone_jobs_accepted_total", 2);

        traveller.jump(&mut client, 3_600);
        idle.expect_echo(4, b"after");
        slow.send(&frame[30..]);
        assert_eq!(slow.reply().request_id, 2, "the frame that was under way was not served");
        assert_eq!(working.reply().request_id, 3, "the job that was under way was not answered");
        drop((client, idle, slow, working));
        let metrics = subject.quiet_metrics();
        let seconds = metrics.get("capstone_request_seconds_sum");
        assert!((0.5..600.0).contains(&seconds), "the requests took {seconds} s by the server's count");
        traveller.subject.assert_unharmed();
    });
}

#[test]
fn f46_a_wall_clock_that_jumps_back_stops_no_timeout() {
    promise("a wall clock that jumps back must not put a timeout off").holds(|| {
        let args = ["--idle-timeout", "0.5", "--frame-timeout", "0.5"];
        let traveller = TimeTraveller::start("f46-back", &args);
        let subject = &traveller.subject;
        let mut client = subject.connect();
        traveller.jump(&mut client, -3_600);
        let mut slow = subject.connect();
        slow.send([0, 0]);
        slow.expect_error(checks::ErrorCode::Malformed);
        slow.expect_close();
        client.expect_close(); // idle since the jump
        drop((client, slow));
        traveller.subject.assert_unharmed();
    });
}
