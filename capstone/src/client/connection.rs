//! The client's end of a connection, for a loop that looks after many.
//!
//! No call here waits. What the system does not take stays in the outbox, and what is not a whole reply yet
//! stays in the inbox. Which request a reply belongs to, and what a broken connection means for it, is not
//! decided here.

use crate::net::Buffer;
use crate::net::envelope::{Header, MessageType};
use crate::net::frame::{Decoded, decode_reply};
use crate::net::sys::{self, PollFd};
use crate::net::violation::Violation;
use std::fmt;
use std::io::{self, ErrorKind, Read, Write};
use std::net::{Shutdown, SocketAddr, TcpStream};
use std::os::fd::AsFd;

/// How much is read at once, in bytes.
pub(super) const ROOM: usize = 64 * 1024;

/// So many full reads empty any socket: its buffer is smaller, 6 MiB by the system's default limits.
pub(super) const ENOUGH_READS: usize = 256;

/// A nonblocking connection to a server, perhaps not established yet.
#[derive(Debug)]
pub struct ClientConnection {
    stream: TcpStream,
    connecting: bool,
    /// The beginning of a reply.
    inbox: Buffer,
    /// Requests that the system has not taken yet.
    outbox: Buffer,
}

/// One message from the server.
#[derive(Debug, Clone, Copy)]
pub struct Reply<'a> {
    /// Its header.
    pub header: Header,
    /// The header's `msg_type`, understood.
    pub msg_type: MessageType,
    /// Its payload.
    pub payload: &'a [u8],
}

/// Why a connection is of no more use.
#[derive(Debug)]
pub enum Broken {
    /// The attempt to connect failed.
    Connect(io::Error),
    /// The system reports an error, for instance a reset.
    Io(io::Error),
    /// The server has ended the stream.
    Ended,
    /// The server has said that it does not serve this connection, or no longer.
    Refused,
    /// The server was silent for too long.
    TimedOut,
    /// What came is not this protocol.
    Violation(Violation),
    /// A message came whose type no reply has.
    UnknownType(u8),
}

impl ClientConnection {
    /// Begins to connect.
    ///
    /// # Errors
    ///
    /// [`Broken::Connect`] if the attempt fails at once.
    pub fn open(address: SocketAddr) -> Result<Self, Broken> {
        Self::of(sys::start_connect(address).map_err(Broken::Connect)?)
    }

    /// Takes over a socket that is connected, or about to be: [`finish_connecting`](Self::finish_connecting) says which.
    ///
    /// # Errors
    ///
    /// [`Broken::Connect`] if the socket is of no use.
    pub fn of(stream: TcpStream) -> Result<Self, Broken> {
        stream.set_nonblocking(true).map_err(Broken::Connect)?;
        // A request must not wait until the one before it is acknowledged.
        stream.set_nodelay(true).map_err(Broken::Connect)?;
        Ok(Self { stream, connecting: true, inbox: Buffer::default(), outbox: Buffer::default() })
    }

    /// Gives the socket away, for [`of`](Self::of).
    pub fn into_stream(self) -> TcpStream {
        self.stream
    }

    /// Whether the connection is not established yet. Nothing can be sent before.
    pub fn is_connecting(&self) -> bool {
        self.connecting
    }

    /// What to wait for.
    pub fn poll_entry(&self) -> PollFd {
        PollFd::new(self.stream.as_fd(), !self.connecting, self.connecting || !self.outbox.is_empty())
    }

    /// Asks how the attempt to connect ended, once poll reports the socket writable.
    ///
    /// # Errors
    ///
    /// [`Broken::Connect`] if it failed, or if it reached the client itself.
    pub fn finish_connecting(&mut self) -> Result<(), Broken> {
        let failed = self.stream.take_error().map_err(Broken::Connect)?;
        failed.map_or(Ok(()), |error| Err(Broken::Connect(error)))?;
        if reaches_itself(&self.stream) {
            return Err(Broken::Connect(ErrorKind::ConnectionRefused.into()));
        }
        self.connecting = false;
        Ok(())
    }

    /// The end of the outbox, for an encoder. [`flush`](Self::flush) sends what was put there.
    pub fn outbox(&mut self) -> &mut Vec<u8> {
        self.outbox.tail()
    }

    /// Whether the system has taken everything.
    pub fn is_flushed(&self) -> bool {
        self.outbox.is_empty()
    }

    /// Gives the system as much of the outbox as it takes.
    ///
    /// # Errors
    ///
    /// [`Broken::Io`], for instance because the server has reset the connection.
    pub fn flush(&mut self) -> Result<(), Broken> {
        write_out(&mut self.outbox, &mut self.stream)
    }

    /// One read into `room`. Returns how many bytes came, 0 if none are there now.
    ///
    /// # Errors
    ///
    /// [`Broken::Ended`] at the end of the stream, else [`Broken::Io`].
    pub fn read(&mut self, room: &mut [u8]) -> Result<usize, Broken> {
        match self.stream.read(room) {
            Ok(0) => Err(Broken::Ended),
            Ok(count) => Ok(count),
            Err(error) if matches!(error.kind(), ErrorKind::WouldBlock | ErrorKind::Interrupted) => Ok(0),
            Err(error) => Err(Broken::Io(error)),
        }
    }

    /// Takes in what was read, and calls `each` with every reply that is whole now, in the order they came.
    ///
    /// Replies that are whole in `fresh`, the normal case, are never copied.
    ///
    /// # Errors
    ///
    /// [`Broken::Violation`] and [`Broken::UnknownType`]; `each` has seen the replies before the fault.
    pub fn take_in(
        &mut self,
        fresh: &[u8],
        max_payload: u32,
        each: impl FnMut(Reply<'_>),
    ) -> Result<(), Broken> {
        if self.inbox.is_empty() {
            let used = split(fresh, max_payload, each)?;
            self.inbox.push(&fresh[used..]);
        } else {
            self.inbox.push(fresh);
            let used = split(self.inbox.bytes(), max_payload, each)?;
            self.inbox.consume(used);
            drop(self.inbox.surplus());
        }
        Ok(())
    }

    /// Tells the server that nothing more will be sent. It answers what it has, and then ends its side too.
    pub fn half_close(&self) {
        // An error means that the connection is gone already, which the next read will say.
        let _ = self.stream.shutdown(Shutdown::Write);
    }
}

/// Whether the two ends of a connection are the same socket, which answers itself.
///
/// TCP lets two sockets that connect to each other at the same time meet without a listener, and one socket is enough
/// for that: if no server listens at a port that the system gives to clients, one attempt in some ten thousand gets
/// that very port for its own end.
fn reaches_itself(stream: &TcpStream) -> bool {
    matches!((stream.local_addr(), stream.peer_addr()), (Ok(own), Ok(peer)) if own == peer)
}

/// Gives the system as much of the outbox as it takes.
fn write_out(outbox: &mut Buffer, stream: &mut impl Write) -> Result<(), Broken> {
    while !outbox.is_empty() {
        match stream.write(outbox.bytes()) {
            // Not the same as "later": poll would not report when to try again, and a retry at once would spin.
            Ok(0) => return Err(Broken::Io(ErrorKind::WriteZero.into())),
            Ok(written) => outbox.consume(written),
            Err(error) if error.kind() == ErrorKind::WouldBlock => break,
            Err(error) if error.kind() == ErrorKind::Interrupted => {}
            Err(error) => return Err(Broken::Io(error)),
        }
    }
    drop(outbox.surplus());
    Ok(())
}

/// Calls `each` with every whole reply at the start of `bytes`. Returns how many bytes those were.
fn split(bytes: &[u8], max_payload: u32, mut each: impl FnMut(Reply<'_>)) -> Result<usize, Broken> {
    let mut used = 0;
    loop {
        match decode_reply(&bytes[used..], max_payload).map_err(Broken::Violation)? {
            Decoded::Frame { header, msg_type, payload, len } => {
                each(Reply { header, msg_type, payload });
                used += len;
            }
            Decoded::Partial => return Ok(used),
            Decoded::UnknownType { header, .. } => return Err(Broken::UnknownType(header.msg_type)),
        }
    }
}

impl fmt::Display for Broken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Connect(error) => write!(f, "cannot connect: {error}"),
            Self::Io(error) => write!(f, "the connection broke: {error}"),
            Self::Ended => write!(f, "the server closed the connection"),
            Self::Refused => write!(f, "the server refused the connection"),
            Self::TimedOut => write!(f, "the server did not answer in time"),
            Self::Violation(violation) => write!(f, "the reply is not of this protocol: {violation}"),
            Self::UnknownType(code) => write!(f, "the reply is not of this protocol: msg_type {code}"),
        }
    }
}

impl std::error::Error for Broken {}

#[cfg(test)]
mod tests;
