//! The parts of a turn, with something happening between two of them.

use super::*;
use crate::net::envelope::MessageType;
use crate::net::frame::put_frame;
use crate::observe::Level;
use std::io::{Read, Write};
use std::net::TcpStream;
use std::time::Duration;

/// Between the look at the flag and the end of the turn a stop must not be swallowed together with the byte of a
/// worker: the loop would sleep on until a client does something.
#[test]
fn a_stop_that_comes_during_a_turn_ends_the_next_sleep() {
    let config = ServerConfig { workers: 1, ..ServerConfig::default() };
    let logger = Logger::to_stderr(Level::Error).unwrap();
    let mut server = Server::bind("127.0.0.1:0".parse().unwrap(), config, logger).unwrap();
    let stopper = server.stopper();
    server.service.worker_context.completions.wake_loop(); // as a worker does
    server.watched.wait(None).unwrap();

    server.collect();
    server.look_at_signals();
    stopper.stop();
    server.read_ready();

    server.watched.wait(Some(Duration::ZERO)).unwrap();
    assert_eq!(server.watched.ready(), [COMPLETIONS], "the loop sleeps over the stop");
    server.collect();
    server.look_at_signals();
    assert!(server.drain.is_some());
}

/// A server on a free port that runs no loop: a test makes its turns.
fn server(config: ServerConfig) -> Server {
    let logger = Logger::to_stderr(Level::Error).unwrap();
    Server::bind("127.0.0.1:0".parse().unwrap(), ServerConfig { workers: 0, ..config }, logger).unwrap()
}

/// A client whom the server has accepted, and who has sent `bytes` that the server has read.
fn accepted_client(server: &mut Server, bytes: &[u8]) -> TcpStream {
    let mut client = TcpStream::connect(server.local_addr().unwrap()).unwrap();
    server.watched.wait(None).unwrap();
    server.accept();
    server.settle_all();
    if !bytes.is_empty() {
        client.write_all(bytes).unwrap();
        server.watched.wait(None).unwrap();
        server.read_ready();
        server.settle_all();
    }
    client
}

/// Lets the deadline pass, and judges who is late, without a poll in between: as if what clients have sent since then had
/// come too late for it.
fn pass_deadline(server: &mut Server) {
    std::thread::sleep(TIMEOUT);
    server.context.clock.tick(None);
    server.expire();
    server.settle_all();
}

const TIMEOUT: Duration = Duration::from_millis(40);

#[test]
fn a_request_that_has_arrived_by_the_idle_deadline_is_served() {
    let mut server = server(ServerConfig { idle_timeout: TIMEOUT, ..ServerConfig::default() });
    let mut client = accepted_client(&mut server, &[]);
    let mut request = Vec::new();
    put_frame(&mut request, MessageType::Echo, 7, 0, b"in time");
    client.write_all(&request).unwrap();
    pass_deadline(&mut server);
    assert_eq!(server.context.metrics.replies, 1, "the server gave its verdict before it had looked");
    pass_deadline(&mut server);
    assert!(server.connections.is_empty(), "it stays open though nothing came any more");
}

#[test]
fn a_frame_whose_rest_has_arrived_by_its_deadline_is_served_however_long_it_is() {
    let mut server = server(ServerConfig { frame_timeout: TIMEOUT, ..ServerConfig::default() });
    let mut request = Vec::new();
    put_frame(&mut request, MessageType::Echo, 7, 0, &[7; 3 * READ_LEN]);
    let mut client = accepted_client(&mut server, &request[..10]);
    client.write_all(&request[10..]).unwrap();
    pass_deadline(&mut server);
    assert_eq!(server.context.metrics.replies, 1, "the server gave its verdict before it had looked");
    client.write_all(&request[..10]).unwrap();
    server.watched.wait(None).unwrap();
    server.read_ready();
    server.settle_all();
    pass_deadline(&mut server);
    assert_eq!(server.context.metrics.errors(), 1, "a frame that has not come is waited for");
}

/// The longest duration that there is means that there is no limit.
#[test]
fn the_longest_timeouts_are_none() {
    let never = Duration::MAX;
    let config = ServerConfig {
        max_work: never,
        idle_timeout: never,
        frame_timeout: never,
        write_timeout: never,
        drain_timeout: never,
        ..ServerConfig::default()
    };
    let server = server(config);
    let (addr, stopper) = (server.local_addr().unwrap(), server.stopper());
    let serving = std::thread::spawn(move || server.run());
    let mut frames = Vec::new();
    put_frame(&mut frames, MessageType::Echo, 7, 0, b"hello");
    let mut client = TcpStream::connect(addr).unwrap();
    client.write_all(&frames[..20]).unwrap();
    std::thread::sleep(Duration::from_millis(20)); // so that the frame comes in two reads, each with a deadline
    client.write_all(&frames[20..]).unwrap();
    client.read_exact(&mut vec![0; frames.len()]).unwrap();
    stopper.stop();
    drop(client);
    assert!(serving.join().unwrap().unwrap().complete);
}
