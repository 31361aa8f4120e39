//! A client that sends bytes, so that it can also send invalid ones.

use crate::net::envelope::{HEADER_LEN, MessageType};
use crate::net::frame::{Decoded, PREFIX_LEN, decode_reply, error_of, put_frame};
use crate::net::sys;
use anyhow::{Context, Result};
use std::io::{ErrorKind, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::time::Duration;

/// How long one of the demo's own clients waits for a reply.
pub(super) const PATIENCE: Duration = Duration::from_secs(15);

/// A blocking connection.
#[derive(Debug)]
pub(super) struct RawClient {
    pub(super) stream: TcpStream,
    received: Vec<u8>,
}

/// A whole message, as it came.
#[derive(Debug)]
pub(super) struct Message {
    pub(super) bytes: Vec<u8>,
    pub(super) msg_type: MessageType,
}

/// A request frame.
pub(super) fn frame(msg_type: MessageType, request_id: u64, payload: &[u8]) -> Vec<u8> {
    let mut bytes = Vec::new();
    put_frame(&mut bytes, msg_type, request_id, 0, payload);
    bytes
}

impl RawClient {
    pub(super) fn connect(address: SocketAddr) -> Result<Self> {
        let stream = TcpStream::connect_timeout(&address, PATIENCE).context("cannot connect")?;
        stream.set_read_timeout(Some(PATIENCE))?;
        stream.set_write_timeout(Some(PATIENCE))?;
        stream.set_nodelay(true)?;
        Ok(Self { stream, received: Vec::new() })
    }

    pub(super) fn send(&mut self, bytes: &[u8]) -> Result<()> {
        self.stream.write_all(bytes).context("cannot send")
    }

    /// The next message; None at the end of the stream.
    pub(super) fn receive(&mut self) -> Result<Option<Message>> {
        let mut room = [0; 4096];
        loop {
            if let Decoded::Frame { msg_type, len, .. } = decode_reply(&self.received, u32::MAX)? {
                let rest = self.received.split_off(len);
                return Ok(Some(Message { bytes: std::mem::replace(&mut self.received, rest), msg_type }));
            }
            match self.stream.read(&mut room) {
                Ok(0) => return Ok(None),
                Ok(count) => self.received.extend_from_slice(&room[..count]),
                // A read with a time limit is not restarted after a signal. Most mean nothing here.
                Err(error) if error.kind() == ErrorKind::Interrupted && !sys::stop_requested() => {}
                Err(error) => return Err(error).context("no reply came"),
            }
        }
    }

    /// The next message, which has to come.
    pub(super) fn expect(&mut self) -> Result<Message> {
        self.receive()?.context("the server closed the connection without a word")
    }

    /// Whether the server still answers an ECHO.
    pub(super) fn lives(&mut self) -> bool {
        let echoed = self.send(&frame(MessageType::Echo, 99, b"?")).and_then(|()| self.expect());
        echoed.is_ok_and(|message| message.msg_type == MessageType::Echo)
    }
}

impl Message {
    pub(super) fn payload(&self) -> &[u8] {
        &self.bytes[PREFIX_LEN + HEADER_LEN..]
    }

    /// The code and the text, if it is an ERROR.
    pub(super) fn error(&self) -> Option<(u16, &str)> {
        (self.msg_type == MessageType::Error).then(|| error_of(self.payload())).flatten()
    }
}
