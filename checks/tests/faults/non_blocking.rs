//! A stdout or stderr that is non-blocking because another program shares it: full is no failure there either.

use crate::launch::free_addr;
use crate::scratch::ScratchFile;
use crate::signals::snapshots_in;
use crate::subject::{Subject, promise};
use checks::{Metrics, Process, RawFrame, Server, Signal, binary, msg_type, until};
use rustix::io::ioctl_fionbio;
use std::io::{PipeReader, PipeWriter, Read, Write, pipe};
use std::net::TcpStream;
use std::process::{Command, Stdio};
use std::thread;
use std::time::Duration;

/// A pipe as it is when another program has made it non-blocking, and has filled it with dots.
fn full_pipe() -> (PipeReader, PipeWriter) {
    let (reader, mut writer) = pipe().expect("the test may open a pipe");
    ioctl_fionbio(&writer, true).expect("a pipe can be made non-blocking");
    while writer.write(&[b'.'; 512]).is_ok() {}
    while writer.write(b".").is_ok() {}
    (reader, writer)
}

/// Reads all that comes, so slowly that the pipe is full again and again, and returns what comes after the dots.
fn read_slowly(mut reader: PipeReader) -> thread::JoinHandle<String> {
    thread::spawn(move || {
        let (mut text, mut piece) = (Vec::new(), [0; 2000]);
        loop {
            match reader.read(&mut piece).expect("a pipe can be read") {
                0 => break,
                count => text.extend_from_slice(&piece[..count]),
            }
            thread::sleep(Duration::from_micros(200));
        }
        let text = String::from_utf8(text).expect("the server writes UTF-8");
        text.trim_start_matches('.').to_owned()
    })
}

fn serve(args: &[&str]) -> Command {
    let mut command = Command::new(binary("capstone"));
    command.arg("serve").args(args).stdin(Stdio::null());
    command
}

#[test]
fn f41_a_non_blocking_stderr_gets_every_log_entry() {
    promise("every log entry must reach a stderr that another program has made non-blocking").holds(|| {
        let (reader, stderr) = full_pipe();
        let mut command = serve(&["--addr", "127.0.0.1:0"]);
        let server = Process::spawn(command.stdout(Stdio::piped()).stderr(stderr));
        drop(command); // and with it this process's end of the pipe
        let subject = Subject::of(Server::of(server));
        let mut client = subject.connect();
        let text = "entry ".repeat(200);
        for id in 0..400 {
            client.request(&RawFrame::new(msg_type::LOG, id, &text));
        }
        drop(client);
        subject.assert_loop_sleeps(); // nobody reads, so nothing can be written
        let written = read_slowly(reader);
        let lost = subject.metrics().get("capstone_log_entries_dropped_total");
        subject.assert_unharmed();
        let written = written.join().expect("reading does not panic");
        let entries = written.lines().filter(|line| line.ends_with(&text)).count();
        assert_eq!((entries, lost), (400, 0.0), "of 400 entries so many arrived, and so many are told lost");
    });
}

#[test]
fn f37_a_non_blocking_stderr_gets_whole_snapshots() {
    promise("the metrics must reach a stderr that another program has made non-blocking").holds(|| {
        let log = ScratchFile::new("f37-non-blocking.log");
        let (reader, stderr) = full_pipe();
        let mut command = serve(&["--addr", "127.0.0.1:0", "--log", log.as_arg()]);
        let server = Process::spawn(command.stdout(Stdio::piped()).stderr(stderr));
        drop(command);
        let mut subject = Subject::of(Server::of(server));
        let mut client = subject.connect();
        for id in 0..50 {
            subject.process().signal(Signal::USR1);
            client.request(&RawFrame::new(msg_type::STATS, id, "")); // its answer says that the snapshot is made
        }
        drop(client);
        let written = read_slowly(reader);
        subject.assert_unharmed();
        let written = written.join().expect("reading does not panic");
        let snapshots = snapshots_in(&written);
        let told = |text: &String| Metrics::parse(text).get("capstone_requests_total{type=\"stats\"}");
        let first_is_there = snapshots.first().is_some_and(|first| told(first) <= 1.0);
        assert!(first_is_there, "the first snapshot did not arrive, but this\n{written}");
        let is_whole = |text: &&String| text.contains("\ncapstone_lock_hold_seconds_count{");
        let whole = snapshots.iter().filter(is_whole).count();
        assert_eq!(whole, snapshots.len(), "of {} snapshots so many arrived whole", snapshots.len());
    });
}

#[test]
fn f40_a_non_blocking_stdout_gets_all_that_is_written_to_it() {
    promise("the address and the summary must reach a stdout that another program has made non-blocking")
        .holds(|| {
            let (reader, stdout) = full_pipe();
            let addr = free_addr();
            let mut command = serve(&["--addr", &addr.to_string()]);
            let mut server = Process::spawn(command.stdout(stdout).stderr(Stdio::piped()));
            drop(command);
            until("the server listens", || TcpStream::connect(addr).is_ok());
            server.signal(Signal::TERM);
            let written = read_slowly(reader).join().expect("reading does not panic");
            let code = server.wait(Duration::from_secs(10)).code();
            assert_eq!(code, Some(0), "SIGTERM ended the server with another code\n{}", server.stderr_text());
            let begins = written.starts_with(&format!("listening on {addr}\nstopped: "));
            assert!(begins && written.contains("the meter itself"), "stdout got this\n{written}");
        });
}
