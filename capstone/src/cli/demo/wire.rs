//! A client that speaks in bytes, so that it can also say what is wrong.

use super::theatre::{PATIENCE, Theatre};
use anyhow::{Context, Result, ensure};
use capstone::demo::{Evidence, Figure};
use capstone::net::envelope::{HEADER_LEN, Header, MessageType};
use capstone::net::frame::{Decoded, PREFIX_LEN, decode_reply, error_of, put_frame};
use capstone::net::sys;
use std::io::{ErrorKind, Read, Write};
use std::net::{SocketAddr, TcpStream};

/// A blocking connection.
#[derive(Debug)]
pub(super) struct Wire {
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

impl Wire {
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

    /// Whether an ECHO is still answered.
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

    /// All but the timestamp, which is the sender's own.
    fn without_timestamp(&self) -> Vec<u8> {
        without_timestamp(&self.bytes)
    }
}

fn without_timestamp(frame: &[u8]) -> Vec<u8> {
    [&frame[..PREFIX_LEN + 10], &frame[PREFIX_LEN + 18..]].concat()
}

impl Theatre {
    pub(super) fn dissect(&mut self, text: &str) -> Result<Evidence> {
        let mut wire = Wire::connect(self.address()?)?;
        let request = frame(MessageType::Echo, 7, text.as_bytes());
        wire.send(&request)?;
        let reply = wire.expect()?;
        let (sent, came) = (without_timestamp(&request), reply.without_timestamp());
        ensure!(sent.len() == came.len(), "the reply has {} bytes", reply.bytes.len());
        let different = sent.iter().zip(&came).filter(|(a, b)| a != b).count();
        let mut evidence = Evidence::default()
            .with("frame bytes sent", Figure::count(request.len() as u64))
            .with("frame bytes received", Figure::count(reply.bytes.len() as u64))
            .with("bytes that differ", Figure::count(different as u64));
        for (title, bytes) in [("request", &request), ("reply", &reply.bytes)] {
            evidence = evidence.line(title);
            for line in annotated(bytes) {
                evidence = evidence.line(line);
            }
        }
        Ok(evidence)
    }

    pub(super) fn fragment(&mut self) -> Result<Evidence> {
        let pieces: Vec<Vec<u8>> =
            frame(MessageType::Echo, 1, b"hello").into_iter().map(|byte| vec![byte]).collect();
        let both = [frame(MessageType::Echo, 2, b"one"), frame(MessageType::Echo, 3, b"two")].concat();
        Ok(Evidence::default()
            .with("replies to one frame in pieces", Figure::count(self.replies_to(&pieces)?))
            .with("replies to two frames at once", Figure::count(self.replies_to(&[both])?)))
    }

    /// How many replies come when these bytes are sent, a packet each, and nothing more.
    fn replies_to(&self, packets: &[Vec<u8>]) -> Result<u64> {
        let mut wire = Wire::connect(self.address()?)?;
        for packet in packets {
            wire.send(packet)?;
        }
        wire.stream.shutdown(std::net::Shutdown::Write)?; // then all replies come, and after them the end
        let mut replies = 0;
        while wire.receive()?.is_some() {
            replies += 1;
        }
        Ok(replies)
    }
}

/// The bytes of a frame, field by field.
fn annotated(frame: &[u8]) -> Vec<String> {
    let header: [u8; HEADER_LEN] = frame[PREFIX_LEN..][..HEADER_LEN].try_into().unwrap_or([0; HEADER_LEN]);
    let Header { version, msg_type, request_id, timestamp, payload_len } = Header::parse(&header);
    let kind = MessageType::from_u8(msg_type).map_or("unknown", MessageType::name);
    let payload = String::from_utf8_lossy(&frame[PREFIX_LEN + HEADER_LEN..]).into_owned();
    let fields = [
        (4, "length", format!("{} bytes follow", frame.len() - PREFIX_LEN)),
        (1, "version", version.to_string()),
        (1, "msg_type", kind.to_owned()),
        (8, "request_id", request_id.to_string()),
        (8, "timestamp", format!("{timestamp} ms since 1970")),
        (4, "payload_len", payload_len.to_string()),
        (payload.len(), "payload", format!("{payload:?}")),
    ];
    let mut rest = frame;
    let mut lines = Vec::new();
    for (size, name, meaning) in fields {
        let (field, after) = rest.split_at(size.min(rest.len()));
        rest = after;
        let hex: Vec<String> = field.iter().map(|byte| format!("{byte:02x}")).collect();
        lines.push(format!("  {:<24}{name:<12}{meaning}", hex.join(" ")));
    }
    lines
}
