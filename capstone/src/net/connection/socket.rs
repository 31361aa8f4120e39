//! A client's socket, which never blocks: reads and writes return at once, with as much as possible.

use crate::net::buffer::Buffer;
use crate::net::sys::{self, PollFd};
use std::io::{self, ErrorKind, Read, Write};
use std::net::{Shutdown, TcpStream};
use std::os::fd::AsFd;

#[derive(Debug)]
pub(super) struct Socket {
    stream: TcpStream,
    /// Whether the client has ended its stream.
    at_end: bool,
}

/// The result of a read.
#[derive(Debug, PartialEq, Eq)]
pub(in crate::net) enum Input {
    Bytes(usize),
    /// Nothing now: the readiness was spurious.
    Nothing,
    End,
}

impl Socket {
    /// Takes a stream that has been made non-blocking.
    pub(super) fn new(stream: TcpStream) -> Self {
        Self { stream, at_end: false }
    }

    /// One read.
    ///
    /// # Errors
    ///
    /// If the connection is broken.
    pub(super) fn read(&mut self, room: &mut [u8]) -> io::Result<Input> {
        let result = (&self.stream).read(room);
        self.took(result)
    }

    /// One read of at most `most` bytes to the end of `buffer`, which has room for one at least.
    ///
    /// # Errors
    ///
    /// If the connection is broken.
    pub(super) fn read_behind(&mut self, buffer: &mut Vec<u8>, most: usize) -> io::Result<Input> {
        let result = sys::receive_behind(self.stream.as_fd(), buffer, most);
        self.took(result)
    }

    fn took(&mut self, result: io::Result<usize>) -> io::Result<Input> {
        match result {
            Ok(0) => {
                self.at_end = true;
                Ok(Input::End)
            }
            Ok(count) => Ok(Input::Bytes(count)),
            Err(error) if matches!(error.kind(), ErrorKind::WouldBlock | ErrorKind::Interrupted) => {
                Ok(Input::Nothing)
            }
            Err(error) => Err(error),
        }
    }

    /// Writes as much of `bytes` as the system takes now, and takes it out of there. Returns how much that was.
    ///
    /// # Errors
    ///
    /// If the connection is broken. The standard library keeps SIGPIPE away.
    pub(super) fn write(&mut self, bytes: &mut Buffer) -> io::Result<usize> {
        let mut written = 0;
        while !bytes.is_empty() {
            match (&self.stream).write(bytes.bytes()) {
                Ok(0) => return Err(ErrorKind::WriteZero.into()),
                Ok(count) => {
                    bytes.consume(count);
                    written += count;
                }
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                Err(error) if error.kind() == ErrorKind::WouldBlock => break,
                Err(error) => return Err(error),
            }
        }
        Ok(written)
    }

    /// Ends our side of the stream; the client's stays open.
    ///
    /// # Errors
    ///
    /// If there is no connection any more.
    pub(super) fn half_close(&self) -> io::Result<()> {
        self.stream.shutdown(Shutdown::Write)
    }

    /// Whether the client has ended its stream.
    pub(super) fn at_end(&self) -> bool {
        self.at_end
    }

    pub(super) fn interest(&self, readable: bool, writable: bool) -> PollFd {
        PollFd::new(self.stream.as_fd(), readable, writable)
    }
}
