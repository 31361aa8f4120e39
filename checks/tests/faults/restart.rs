//! A server that ends, however it ends, and the one that takes its place.

use crate::subject::promise;
use checks::{End, Process, RawClient, RawFrame, Server, Signal, binary, msg_type, until};
use std::io::{self, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::Duration;

#[track_caller]
fn start_at(addr: SocketAddr) -> Server {
    Server::of(Process::start(&binary("capstone"), &["serve", "--addr", &addr.to_string()]))
}

/// Whether the system still keeps a closed connection of this port (TIME_WAIT). `None` where it does not
/// tell.
fn is_in_time_wait(port: u16) -> Option<bool> {
    const TIME_WAIT: &str = "06";
    let table = std::fs::read_to_string("/proc/net/tcp").ok()?;
    let local = format!(":{port:04X}");
    let is_it = |line: &str| {
        let mut fields = line.split_whitespace().skip(1);
        let (addr, state) = (fields.next(), fields.nth(1));
        addr.is_some_and(|addr| addr.ends_with(&local)) && state == Some(TIME_WAIT)
    };
    Some(table.lines().any(is_it))
}

#[test]
fn f44_a_restart_need_not_wait_for_the_connections_of_the_last_run() {
    promise("a server must bind to an address with connections in TIME_WAIT").holds(|| {
        let mut server = Server::start(&[]);
        let addr = server.addr();
        let mut clients = [(); 3].map(|()| server.connect());
        clients.iter_mut().for_each(|client| client.expect_echo(1, b"once more"));
        // The side that closes first keeps the connection: the server must, and the clients wait for that.
        server.process().signal(Signal::TERM);
        clients.iter_mut().for_each(RawClient::expect_close);
        drop(clients);
        assert_eq!(
            server.wait(Duration::from_secs(10)).code,
            Some(0),
            "the first server ended with this code"
        );

        match is_in_time_wait(addr.port()) {
            Some(is_there) => assert!(is_there, "no connection was in TIME_WAIT, and nothing tried"),
            None => eprintln!("this system does not show whether a connection is in TIME_WAIT"),
        }
        let server = start_at(addr);
        server.assert_serves();
        assert_eq!(server.stop(Signal::TERM).code, Some(0), "the second server ended with this code");
    });
}

/// Asks the server at `addr` again and again, reconnecting when it is gone, until the second one has
/// answered.
fn outlive_a_server(addr: SocketAddr, served_by_the_first: &AtomicUsize) {
    let mut client = RawClient::connect(addr);
    client.expect_echo(1, b"the first");
    served_by_the_first.fetch_add(1, Ordering::SeqCst);
    // One request that the first server will never answer.
    client.send(RawFrame::work(2, 0, 60_000_000).bytes());
    match client.try_reply() {
        Err(End::Eof | End::Reset) => {}
        Err(End::Silence) => panic!("a client of the killed server was left waiting"),
        Ok(reply) => panic!("a job of a minute was answered at once: {reply:?}"),
    }
    // For a moment the first may still seem to listen.
    until("the second server has answered", || is_served_at(addr).unwrap_or(false));
}

/// Whether a new client's ECHO comes back.
fn is_served_at(addr: SocketAddr) -> io::Result<bool> {
    let frame = RawFrame::new(msg_type::ECHO, 3, "the second").bytes();
    let mut stream = TcpStream::connect(addr)?;
    stream.write_all(&frame)?;
    let mut reply = vec![0; frame.len()];
    stream.read_exact(&mut reply)?;
    Ok(reply.ends_with(b"the second"))
}

#[test]
fn f50_the_clients_of_a_killed_server_know_at_once_and_find_the_next() {
    promise("the clients of a killed server must not hang, and must be served by the next").holds(|| {
        let mut server = Server::start(&["--max-work-ms", "60000", "--workers", "16"]);
        let addr = server.addr();
        let served = AtomicUsize::new(0);
        thread::scope(|scope| {
            let clients = [(); 10].map(|()| scope.spawn(|| outlive_a_server(addr, &served)));
            until("the first server has served all", || served.load(Ordering::SeqCst) == clients.len());
            server.process().signal(Signal::KILL);
            assert_eq!(server.wait(Duration::from_secs(10)).code, None, "SIGKILL was survived");
            let server = start_at(addr);
            for client in clients {
                client.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic));
            }
            let stats = server.connect().request(&RawFrame::new(msg_type::STATS, 1, ""));
            checks::Metrics::parse(&stats.text()).assert_balanced();
            assert_eq!(server.stop(Signal::TERM).code, Some(0), "the second server ended with this code");
        });
    });
}
