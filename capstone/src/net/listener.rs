//! The socket that clients connect to, and what to do when the system cannot give another connection.
//!
//! A failed accept leaves the connection where it is, so poll would report it again at once, and a loop without a pause
//! would spin. And when descriptors run out, Linux reports that even if no connection waits. So after every error that
//! does not pass by itself, the listener pauses.

use super::sys::{self, PollFd};
use std::io::{self, ErrorKind};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::os::fd::AsFd;
use std::time::{Duration, Instant};

/// How many connections the system may complete and hold for us; Linux cuts it to `net.core.somaxconn`.
const BACKLOG: i32 = 4096;

/// How long the listener pauses after a failure. A connection that closes earlier ends the pause.
const REST: Duration = Duration::from_millis(100);

/// The listening socket. It never blocks.
#[derive(Debug)]
pub(super) struct Listener {
    socket: TcpListener,
    resting_until: Option<Instant>,
}

/// The result of an attempt to accept.
#[derive(Debug)]
pub(super) enum Accepted {
    Connection(TcpStream, SocketAddr),
    /// No connection waits.
    Nobody,
    /// The next in the queue has given up, or a signal came. There may be others behind.
    Gone,
    /// The system has no room for another connection now. The listener pauses.
    NoRoom(io::Error),
}

impl Listener {
    /// Listens on `addr`. The standard library sets `SO_REUSEADDR`, so that a restart need not wait for the
    /// connections of the last run to leave TIME_WAIT.
    pub(super) fn bind(addr: SocketAddr) -> io::Result<Self> {
        let socket = TcpListener::bind(addr)?;
        sys::set_backlog(socket.as_fd(), BACKLOG)?;
        socket.set_nonblocking(true)?;
        Ok(Self { socket, resting_until: None })
    }

    /// How many connections may wait, about: the system may allow fewer.
    pub(super) fn backlog(&self) -> usize {
        BACKLOG as usize
    }

    pub(super) fn local_addr(&self) -> io::Result<SocketAddr> {
        self.socket.local_addr()
    }

    /// Tries to accept one connection, once: the caller decides how often in a turn.
    pub(super) fn accept(&mut self, now: Instant) -> Accepted {
        match self.socket.accept().and_then(|(stream, peer)| Ok((prepare(stream)?, peer))) {
            Ok((stream, peer)) => Accepted::Connection(stream, peer),
            Err(error) => match error.kind() {
                ErrorKind::WouldBlock => Accepted::Nobody,
                ErrorKind::ConnectionAborted | ErrorKind::Interrupted => Accepted::Gone,
                // macOS accepts one that was reset while it waited, without an address, which the standard library then
                // refuses to parse. That error is its own: an EINVAL of the system has a number.
                ErrorKind::InvalidInput if error.raw_os_error().is_none() => Accepted::Gone,
                _ => {
                    self.resting_until = Some(now + REST);
                    Accepted::NoRoom(error)
                }
            },
        }
    }

    /// When the pause ends, if there is one.
    pub(super) fn resting_until(&self) -> Option<Instant> {
        self.resting_until
    }

    /// Ends the pause if its time is over.
    pub(super) fn end_rest(&mut self, now: Instant) {
        if self.resting_until.is_some_and(|until| until <= now) {
            self.wake();
        }
    }

    /// Ends the pause early: a descriptor has come free.
    pub(super) fn wake(&mut self) {
        self.resting_until = None;
    }

    pub(super) fn interest(&self) -> PollFd {
        if self.resting_until.is_some() {
            PollFd::UNUSED
        } else {
            PollFd::new(self.socket.as_fd(), true, false)
        }
    }
}

fn prepare(stream: TcpStream) -> io::Result<TcpStream> {
    stream.set_nonblocking(true)?;
    // Replies are already gathered into one write; Nagle's algorithm would only delay that write. The call fails if the
    // client has disconnected already, which the first read reports as well.
    let _ = stream.set_nodelay(true);
    Ok(stream)
}
