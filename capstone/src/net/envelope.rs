//! The envelope: a header of 22 bytes, then the payload. The header has the type of a message, its id and its length.
//!
//! This file turns a header into bytes and back, and checks nothing: a header from the network may hold any value in
//! any field. `frame.rs` checks the fields, in a fixed order. PROTOCOL.md has the table.

/// The version of the protocol that this crate speaks.
pub const VERSION: u8 = 1;

/// The size of a header, in bytes.
pub const HEADER_LEN: usize = 22;

/// What stands before the payload of every message. All integers are big-endian on the wire.
///
/// ```
/// use capstone::net::envelope::{HEADER_LEN, Header, MessageType, VERSION};
///
/// let msg_type = MessageType::Echo.code();
/// let header = Header { version: VERSION, msg_type, request_id: 7, timestamp: 0, payload_len: 5 };
/// let mut bytes = Vec::new();
/// header.write(&mut bytes);
/// assert_eq!(bytes.len(), HEADER_LEN);
/// assert_eq!(Header::parse(bytes.first_chunk().unwrap()), header);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Header {
    /// The version that the sender speaks; not checked yet.
    pub version: u8,
    /// The type as it came, perhaps none of [`MessageType`].
    pub msg_type: u8,
    /// Chosen by the client and sent back in the reply. Nothing keeps a client from using one twice.
    pub request_id: u64,
    /// When the sender built the envelope, in milliseconds since the Unix epoch. For people: no code relies
    /// on it.
    pub timestamp: u64,
    /// How many bytes of payload follow.
    pub payload_len: u32,
}

impl Header {
    /// Reads a header. Every 22 bytes are one.
    pub fn parse(bytes: &[u8; HEADER_LEN]) -> Self {
        let [version, msg_type, id @ .., t0, t1, t2, t3, t4, t5, t6, t7, n0, n1, n2, n3] = *bytes;
        Self {
            version,
            msg_type,
            request_id: u64::from_be_bytes(id),
            timestamp: u64::from_be_bytes([t0, t1, t2, t3, t4, t5, t6, t7]),
            payload_len: u32::from_be_bytes([n0, n1, n2, n3]),
        }
    }

    /// Appends the 22 bytes to `out`.
    pub fn write(&self, out: &mut Vec<u8>) {
        out.extend_from_slice(&[self.version, self.msg_type]);
        out.extend_from_slice(&self.request_id.to_be_bytes());
        out.extend_from_slice(&self.timestamp.to_be_bytes());
        out.extend_from_slice(&self.payload_len.to_be_bytes());
    }
}

/// What a message asks for, or answers: a reply has its request's type, or [`Error`](Self::Error).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum MessageType {
    /// Any bytes; the reply carries the same.
    Echo = 0,
    /// A text for the server's log; the reply is empty.
    Log = 1,
    /// Only ever a reply: an [`ErrorCode`](super::error_code::ErrorCode) and a text.
    Error = 2,
    /// A job of known length, described by a [`WorkSpec`](super::work::WorkSpec); the reply carries the same
    /// payload.
    Work = 3,
    /// Asks for the server's metrics; the reply carries them as text.
    Stats = 4,
}

impl MessageType {
    /// All types, in the order of their codes.
    pub const ALL: [Self; 5] = [Self::Echo, Self::Log, Self::Error, Self::Work, Self::Stats];

    /// The type with this code, if there is one.
    pub fn from_u8(code: u8) -> Option<Self> {
        Self::ALL.get(usize::from(code)).copied()
    }

    /// The code on the wire.
    pub fn code(self) -> u8 {
        self as u8
    }

    /// The name in metrics, logs and on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Self::Echo => "echo",
            Self::Log => "log",
            Self::Error => "error",
            Self::Work => "work",
            Self::Stats => "stats",
        }
    }
}

/// What a client may ask for: every [`MessageType`] but [`Error`](MessageType::Error).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum RequestType {
    /// See [`MessageType::Echo`].
    Echo,
    /// See [`MessageType::Log`].
    Log,
    /// See [`MessageType::Work`].
    Work,
    /// See [`MessageType::Stats`].
    Stats,
}

impl RequestType {
    /// All types, in the order in which they are declared.
    pub const ALL: [Self; 4] = [Self::Echo, Self::Log, Self::Work, Self::Stats];

    /// The type with this code on the wire, if a client may send it.
    pub fn from_u8(code: u8) -> Option<Self> {
        Self::ALL.into_iter().find(|known| known.message_type().code() == code)
    }

    /// The type of such a request, and of its reply.
    pub fn message_type(self) -> MessageType {
        match self {
            Self::Echo => MessageType::Echo,
            Self::Log => MessageType::Log,
            Self::Work => MessageType::Work,
            Self::Stats => MessageType::Stats,
        }
    }

    /// The name in metrics, logs and on the command line.
    pub fn name(self) -> &'static str {
        self.message_type().name()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_field_stands_where_the_protocol_says() {
        let bytes: [u8; HEADER_LEN] = std::array::from_fn(|offset| offset as u8);
        let header = Header {
            version: 0,
            msg_type: 1,
            request_id: 0x0203_0405_0607_0809,
            timestamp: 0x0a0b_0c0d_0e0f_1011,
            payload_len: 0x1213_1415,
        };
        assert_eq!(Header::parse(&bytes), header);
        let mut written = Vec::new();
        header.write(&mut written);
        assert_eq!(written, bytes);
    }

    #[test]
    fn codes_0_to_4_are_types_and_no_other() {
        for code in 0..=u8::MAX {
            let found = MessageType::from_u8(code).map(MessageType::code);
            assert_eq!(found, (code <= 4).then_some(code));
        }
    }

    #[test]
    fn a_client_may_send_every_type_but_error() {
        for code in 0..=u8::MAX {
            let known = MessageType::from_u8(code).filter(|known| *known != MessageType::Error);
            assert_eq!(RequestType::from_u8(code).map(RequestType::message_type), known);
        }
        assert!(RequestType::ALL.iter().enumerate().all(|(index, known)| *known as usize == index));
    }
}
