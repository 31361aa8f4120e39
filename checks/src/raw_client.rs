//! A client that does to a server what a network and a bad client do: cut anywhere, send anything, vanish.

use crate::deadline::DEADLINE;
use crate::raw_frame::{ErrorCode, RawFrame, Reply, msg_type};
use rustix::net::sockopt::set_socket_linger;
use std::io::{self, ErrorKind, Read, Write};
use std::net::{Shutdown, SocketAddr, TcpStream};
use std::time::{Duration, Instant};

/// How a connection stopped giving bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum End {
    /// The server closed it in order: everything it sent has arrived.
    Eof,
    /// The server cut it off: bytes under way may be lost.
    Reset,
    /// It is still open, but nothing came in time.
    Silence,
}

/// A blocking connection. What it expects and does not get, it tells in a panic.
#[derive(Debug)]
pub struct RawClient {
    stream: TcpStream,
    /// Bytes of the next reply that have come already.
    pending: Vec<u8>,
    patience: Duration,
}

impl RawClient {
    /// Connects; each read and write waits for the server up to [`DEADLINE`].
    ///
    /// # Panics
    ///
    /// If the server does not take the connection.
    #[track_caller]
    pub fn connect(addr: SocketAddr) -> Self {
        let stream = TcpStream::connect_timeout(&addr, DEADLINE)
            .unwrap_or_else(|error| panic!("the server at {addr} did not take a connection: {error}"));
        // Without this the system would join small writes into one, and no cut would reach the server as a
        // cut.
        stream.set_nodelay(true).expect("TCP_NODELAY can be set on a TCP socket");
        stream.set_write_timeout(Some(DEADLINE)).expect("the timeout is not zero");
        Self { stream, pending: Vec::new(), patience: DEADLINE }
    }

    /// Waits this long for each reply and each end, from here on.
    pub fn set_patience(&mut self, patience: Duration) {
        self.patience = patience;
    }

    /// The socket itself, for whatever this client has no word for.
    pub fn stream(&self) -> &TcpStream {
        &self.stream
    }

    /// Sends bytes, whole frames or not.
    ///
    /// # Panics
    ///
    /// If the server does not take them.
    #[track_caller]
    pub fn send(&mut self, bytes: impl AsRef<[u8]>) {
        self.try_send(bytes).unwrap_or_else(|error| panic!("the server did not take what was sent: {error}"));
    }

    /// Sends bytes to a server that may refuse them.
    ///
    /// # Errors
    ///
    /// What the socket reports.
    pub fn try_send(&mut self, bytes: impl AsRef<[u8]>) -> io::Result<()> {
        self.stream.write_all(bytes.as_ref())
    }

    /// Sends a frame and waits for one reply.
    ///
    /// # Panics
    ///
    /// If there is none.
    #[track_caller]
    pub fn request(&mut self, frame: &RawFrame) -> Reply {
        self.send(frame.bytes());
        self.reply()
    }

    /// Waits for the next reply.
    ///
    /// # Panics
    ///
    /// If the connection ends or stays silent instead.
    #[track_caller]
    pub fn reply(&mut self) -> Reply {
        match self.try_reply() {
            Ok(reply) => reply,
            Err(End::Eof) => panic!("the server closed the connection where a reply was due"),
            Err(End::Reset) => panic!("the server reset the connection where a reply was due"),
            Err(End::Silence) => panic!("no reply came within {:?}", self.patience),
        }
    }

    /// The next reply, or how the connection went on instead.
    ///
    /// # Errors
    ///
    /// If no whole reply comes. What has come of one is kept: after [`End::Silence`] another call may
    /// succeed.
    ///
    /// # Panics
    ///
    /// If the reply is malformed, or the connection ends inside it.
    #[track_caller]
    pub fn try_reply(&mut self) -> Result<Reply, End> {
        let patience_ends = Instant::now() + self.patience;
        loop {
            if let Some((length, rest)) = self.pending.split_first_chunk::<4>() {
                let length = u32::from_be_bytes(*length) as usize;
                if rest.len() >= length {
                    let reply = Reply::parse(&rest[..length]);
                    self.pending.drain(..4 + length);
                    return Ok(reply);
                }
            }
            if let Err(end) = self.read_more(patience_ends) {
                let cut = !self.pending.is_empty() && end == End::Eof;
                assert!(!cut, "the server closed the connection inside a reply: {:?}", self.pending);
                return Err(end);
            }
        }
    }

    /// Waits for an ERROR with this code, and returns it.
    ///
    /// # Panics
    ///
    /// If something else comes.
    #[track_caller]
    pub fn expect_error(&mut self, code: ErrorCode) -> Reply {
        let reply = self.reply();
        let (found, text) = reply.error().unwrap_or_else(|| {
            panic!("the server sent a message of type {} where ERROR {code:?} was due", reply.msg_type)
        });
        assert_eq!(found, code as u16, "the server sent ERROR {found} ({text}) where {code:?} was due");
        reply
    }

    /// Waits for the server to close the connection in order, with no further byte.
    ///
    /// # Panics
    ///
    /// If it sends something, resets the connection, or keeps it open.
    #[track_caller]
    pub fn expect_close(&mut self) {
        match self.try_reply() {
            Err(End::Eof) => {}
            Err(End::Reset) => panic!("the server reset the connection instead of closing it"),
            Err(End::Silence) => {
                panic!("the server still kept the connection open after {:?}", self.patience)
            }
            Ok(reply) => panic!("the server sent {reply:?} instead of closing the connection"),
        }
    }

    /// Says that nothing more will be sent. Replies can still come.
    pub fn half_close(&self) {
        // It fails only if the server has cut the connection, which the next read will tell.
        let _ = self.stream.shutdown(Shutdown::Write);
    }

    /// Vanishes: the server gets a reset instead of an end of stream.
    pub fn reset(self) {
        set_socket_linger(&self.stream, Some(Duration::ZERO)).expect("SO_LINGER can be set on a TCP socket");
    }

    /// Whether an ECHO on this connection comes back right.
    ///
    /// # Panics
    ///
    /// If it does not.
    #[track_caller]
    pub fn expect_echo(&mut self, request_id: u64, payload: &[u8]) {
        let reply = self.request(&RawFrame::new(msg_type::ECHO, request_id, payload));
        let found = (reply.msg_type, reply.request_id, reply.payload.as_slice());
        assert_eq!(found, (msg_type::ECHO, request_id, payload), "the reply to an ECHO was another message");
    }

    fn read_more(&mut self, patience_ends: Instant) -> Result<(), End> {
        let mut chunk = [0; 16 * 1024];
        loop {
            let left = patience_ends.saturating_duration_since(Instant::now());
            if left.is_zero() {
                return Err(End::Silence);
            }
            self.stream.set_read_timeout(Some(left)).expect("the timeout is not zero");
            match self.stream.read(&mut chunk) {
                Ok(0) => return Err(End::Eof),
                Ok(count) => {
                    self.pending.extend_from_slice(&chunk[..count]);
                    return Ok(());
                }
                Err(error) if error.kind() == ErrorKind::ConnectionReset => return Err(End::Reset),
                Err(error) if matches!(error.kind(), ErrorKind::WouldBlock | ErrorKind::TimedOut) => {}
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                Err(error) => panic!("the connection could not be read: {error}"),
            }
        }
    }
}
