//! A stdout that cannot be written to. Nothing the server has to say is worth dying for.

use crate::launch::{free_addr, serve_after};
use crate::subject::promise;
use checks::{Process, RawClient, Signal, binary, until};
use rustix::io::ioctl_fionbio;
use std::io::{BufRead, BufReader, Write, pipe};
use std::net::{SocketAddr, TcpStream};
use std::process::{Command, Stdio};
use std::time::Duration;

/// Ends a server that listens at `addr`, after it has served somebody.
#[track_caller]
fn assert_serves_and_ends(mut server: Process, addr: SocketAddr) {
    until("the server listens", || TcpStream::connect(addr).is_ok());
    RawClient::connect(addr).expect_echo(1, b"anyone there?");
    server.signal(Signal::TERM);
    let status = server.wait(Duration::from_secs(10));
    assert_eq!(status.code(), Some(0), "SIGTERM ended the server with {status}\n{}", server.stderr_text());
    assert!(!server.stderr_text().contains("\tERROR\t"), "the log has errors\n{}", server.stderr_text());
}

/// `capstone serve`, to be given a stdout.
fn serve(addr: SocketAddr) -> Command {
    let mut command = Command::new(binary("capstone"));
    command.args(["serve", "--addr", &addr.to_string()]).stdin(Stdio::null()).stderr(Stdio::piped());
    command
}

#[test]
fn f40_a_stdout_closed_from_the_start_changes_nothing() {
    promise("a server without a stdout must serve, and end with exit code 0").holds(|| {
        let addr = free_addr();
        assert_serves_and_ends(serve_after("exec >&-", &addr.to_string(), &[]), addr);
    });
}

#[test]
fn f40_a_stdout_whose_reader_has_gone_changes_nothing() {
    promise("a server whose stdout has no reader any more must end with exit code 0").holds(|| {
        let (reader, stdout) = pipe().expect("the test may open a pipe");
        let addr = free_addr();
        let server = Process::spawn(serve(addr).stdout(stdout));
        let mut line = String::new();
        BufReader::new(reader).read_line(&mut line).expect("a pipe can be read"); // and here the reader goes
        assert_eq!(line, format!("listening on {addr}\n"), "the first line was another");
        assert_serves_and_ends(server, addr);
    });
}

/// Other systems have no such device.
#[cfg(target_os = "linux")]
#[test]
fn f40_a_full_stdout_changes_nothing() {
    promise("a server whose stdout is full must serve, and end with exit code 0").holds(|| {
        let addr = free_addr();
        assert_serves_and_ends(serve_after("exec >/dev/full", &addr.to_string(), &[]), addr);
    });
}

#[test]
fn f40_a_stdout_that_takes_nothing_only_delays_the_start_and_the_end() {
    promise("a server whose stdout blocks must serve, and end with exit code 0")
        .within(Duration::from_secs(20))
        .holds(|| {
            let (reader, mut stdout) = pipe().expect("the test may open a pipe");
            // Full to the brim, then blocking again: the server shares the mode.
            ioctl_fionbio(&stdout, true).expect("a pipe can be made non-blocking");
            while stdout.write(&[b'.'; 512]).is_ok() {}
            while stdout.write(b".").is_ok() {}
            ioctl_fionbio(&stdout, false).expect("a pipe can be made blocking");
            let addr = free_addr();
            let server = Process::spawn(serve(addr).stdout(stdout));
            assert_serves_and_ends(server, addr);
            drop(reader);
        });
}
