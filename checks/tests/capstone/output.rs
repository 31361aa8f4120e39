//! What a command prints arrives, whoever reads it: slowly, at a pipe that is nonblocking, or not to the end.

use crate::subject::promise;
use checks::{Process, Server, binary, until};
use rustix::io::{ioctl_fionbio, ioctl_fionread};
use std::fs;
use std::io::{PipeReader, PipeWriter, Read, Write, pipe};
use std::iter;
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::time::Duration;

const LONG: Duration = Duration::from_secs(30);

/// A command whose stdout is a nonblocking pipe. Nobody reads it yet.
struct Printing {
    process: Process,
    reader: PipeReader,
}

impl Printing {
    /// Starts `capstone` with an empty pipe.
    fn start(args: &[&str]) -> Self {
        let (reader, writer) = pipe().expect("the test may open a pipe");
        ioctl_fionbio(&writer, true).expect("a pipe can be made nonblocking");
        Self::start_at(args, reader, writer)
    }

    /// Starts `capstone` with a pipe that is full to the brim, and says how many bytes that are.
    fn start_at_a_full_pipe(args: &[&str]) -> (Self, usize) {
        let (reader, mut writer) = pipe().expect("the test may open a pipe");
        ioctl_fionbio(&writer, true).expect("a pipe can be made nonblocking");
        let count = iter::from_fn(|| writer.write(b".").ok()).sum();
        (Self::start_at(args, reader, writer), count)
    }

    fn start_at(args: &[&str], reader: PipeReader, writer: PipeWriter) -> Self {
        let mut command = Command::new(binary("capstone"));
        command.args(args).stdin(Stdio::null()).stdout(writer).stderr(Stdio::piped());
        Self { process: Process::spawn(&mut command), reader }
    }

    /// Waits until the command has given up, or finds no more room and waits too: it sleeps, time after time, and the
    /// pipe holds no more than before. Coming back too early only makes the test more lenient.
    fn wait_until_it_waits(&mut self) {
        const LOOKS: u32 = 100;
        let Self { process, reader } = self;
        let (mut held, mut looks) = (0, 0);
        until("the command waits for the reader, or has ended", || {
            let holds = ioctl_fionread(&*reader).expect("a pipe says how much it holds");
            looks = if holds > 0 && holds == held && sleeps(process) { looks + 1 } else { 0 };
            held = holds;
            looks == LOOKS || process.status().is_some()
        });
    }

    /// Reads to the end, checks that the command then ends well, and returns what came.
    #[track_caller]
    fn read_to_end(mut self) -> Vec<u8> {
        let mut came = Vec::new();
        self.reader.read_to_end(&mut came).expect("a pipe can be read");
        let code = self.process.wait(LONG).code();
        assert_eq!(code, Some(0), "after {} bytes: {}", came.len(), self.process.stderr_text());
        came
    }
}

/// Whether its first thread sleeps. Where the system does not tell, it might.
fn sleeps(process: &Process) -> bool {
    let stat = fs::read_to_string(format!("/proc/{}/stat", process.id()));
    stat.map_or(true, |stat| stat.rsplit_once(") ").is_some_and(|(_, fields)| fields.starts_with('S')))
}

/// A log file with so many entries, which `log` prints as they are.
fn log_file(entries: usize) -> PathBuf {
    let path = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("output.log.{}", std::process::id()));
    let line = |number: usize| {
        format!("2026-11-23T02:35:00.123Z\tINFO\tclient\t{number}\tan entry of some length, {number}\n")
    };
    fs::write(&path, (0..entries).map(line).collect::<String>()).expect("a log file can be written");
    path
}

#[test]
fn a_slow_reader_of_a_nonblocking_pipe_gets_the_whole_log() {
    promise("`log` must wait for a slow reader, also at a nonblocking pipe").holds(|| {
        let path = log_file(20_000);
        let mut log = Printing::start(&["log", path.to_str().expect("cargo's paths are UTF-8")]);
        log.wait_until_it_waits();
        let came = log.read_to_end();
        assert!(came == fs::read(&path).expect("the log is there"), "other bytes than the log's arrived");
        fs::remove_file(path).expect("the log can be removed");
    });
}

#[test]
fn a_slow_reader_of_a_nonblocking_pipe_gets_the_whole_reply() {
    promise("`send` must wait for a slow reader, also at a nonblocking pipe").holds(|| {
        let (server, text) = (Server::start(&[]), "abcdefghij".repeat(10_000));
        let addr = server.addr().to_string();
        let mut send = Printing::start(&["send", "--addr", &addr, &text]);
        send.wait_until_it_waits();
        assert!(send.read_to_end() == (text + "\n").into_bytes(), "other bytes than the reply's arrived");
    });
}

#[test]
fn help_and_version_wait_for_room_in_a_full_pipe() {
    promise("help must wait for room in a full nonblocking pipe").holds(|| {
        for args in [&["--help"][..], &["--version"], &["stress", "--help"]] {
            let (mut help, before) = Printing::start_at_a_full_pipe(args);
            help.wait_until_it_waits();
            let whole = Command::new(binary("capstone")).args(args).output().expect("help can be printed");
            assert!(help.read_to_end()[before..] == whole.stdout, "{args:?}: not all of the help arrived");
        }
    });
}

#[test]
fn a_slow_reader_of_a_nonblocking_pipe_gets_every_line_of_the_demo() {
    promise("`demo` must wait for a slow reader, also at a nonblocking pipe").holds(|| {
        let args = ["demo", "--fast", "--only", "protocol"];
        let (mut demo, before) = Printing::start_at_a_full_pipe(&args);
        demo.wait_until_it_waits();
        let came = String::from_utf8(demo.read_to_end().split_off(before)).expect("the demo writes UTF-8");
        let met = came.lines().filter(|line| line.starts_with("    ok   ")).count();
        assert_eq!(met, 8, "so many of the section's expectations arrived\n{came}");
        assert!(came.contains("1 of 1 sections passed"), "the verdict is missing in\n{came}");
    });
}
