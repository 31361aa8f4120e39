//! The parts of a turn, with something happening between two of them.

use super::*;
use crate::observe::Level;

/// Between the look at the flag and the end of the turn a stop must not be swallowed together with the byte of a
/// worker: the loop would sleep on until a client does something.
#[test]
fn a_stop_that_comes_during_a_turn_ends_the_next_sleep() {
    let config = ServerConfig { workers: 1, ..ServerConfig::default() };
    let logger = Logger::to_stderr(Level::Error).unwrap();
    let mut server = Server::bind("127.0.0.1:0".parse().unwrap(), config, logger).unwrap();
    let stopper = server.stopper();
    server.service.office.completions.wake_loop(); // as a worker does
    server.watched.wait(None).unwrap();

    server.wake_up();
    server.look_at_signals();
    stopper.stop();
    server.collect();
    server.read_ready();

    server.watched.wait(Some(Duration::ZERO)).unwrap();
    assert_eq!(server.watched.ready(), [COMPLETIONS], "the loop sleeps over the stop");
    server.wake_up();
    server.look_at_signals();
    assert!(server.drain.is_some());
}
