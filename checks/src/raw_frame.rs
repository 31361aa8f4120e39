//! Frames as bytes, right ones and wrong ones.
//!
//! This is the protocol written down a second time, from the specification alone. If both sides of a test
//! shared one implementation, a mistake in it would agree with itself.

/// The length of the header that follows the four bytes of the length.
pub(crate) const HEADER: usize = 22;

/// The message types.
pub mod msg_type {
    /// The payload comes back.
    pub const ECHO: u8 = 0;
    /// The payload becomes a log entry.
    pub const LOG: u8 = 1;
    /// Only a server sends it.
    pub const ERROR: u8 = 2;
    /// A worker spends some time.
    pub const WORK: u8 = 3;
    /// The metrics come back.
    pub const STATS: u8 = 4;
    /// The first that there is not.
    pub const UNKNOWN: u8 = STATS + 1;
}

/// The code at the head of an ERROR's payload.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u16)]
#[expect(missing_docs, reason = "the names are those of the specification")]
pub enum ErrorCode {
    Busy = 1,
    Malformed = 2,
    UnsupportedVersion = 3,
    UnknownType = 4,
    TooLarge = 5,
    ShuttingDown = 6,
    Internal = 7,
    BadRequest = 8,
}

/// A frame to be sent. What is not set is as it should be.
///
/// ```
/// use checks::{RawFrame, msg_type};
///
/// let right = RawFrame::new(msg_type::ECHO, 7, "abc").bytes();
/// assert_eq!(right.len(), 4 + 22 + 3);
/// let wrong = RawFrame::new(msg_type::ECHO, 7, "abc").payload_len(4).bytes();
/// assert_eq!((right.len(), &right[..22]), (wrong.len(), &wrong[..22]));
/// assert_ne!(right, wrong);
/// ```
#[derive(Debug, Clone)]
pub struct RawFrame {
    length: Option<u32>,
    version: u8,
    msg_type: u8,
    request_id: u64,
    payload_len: Option<u32>,
    payload: Vec<u8>,
}

impl RawFrame {
    /// A well-formed frame.
    pub fn new(msg_type: u8, request_id: u64, payload: impl AsRef<[u8]>) -> Self {
        let payload = payload.as_ref().to_vec();
        Self { length: None, version: 1, msg_type, request_id, payload_len: None, payload }
    }

    /// A WORK request: `mode` 0 sleeps, 1 spins, 2 panics.
    pub fn work(request_id: u64, mode: u8, duration_us: u32) -> Self {
        let mut payload = vec![mode];
        payload.extend(duration_us.to_be_bytes());
        Self::new(msg_type::WORK, request_id, payload)
    }

    /// Claims another version than 1.
    pub fn version(mut self, version: u8) -> Self {
        self.version = version;
        self
    }

    /// Claims this length before the header, whatever follows.
    pub fn length(mut self, length: u32) -> Self {
        self.length = Some(length);
        self
    }

    /// Claims this length of the payload inside the header, whatever follows.
    pub fn payload_len(mut self, payload_len: u32) -> Self {
        self.payload_len = Some(payload_len);
        self
    }

    /// The frame as it goes over the wire. The timestamp is 0: no server may care.
    pub fn bytes(&self) -> Vec<u8> {
        let payload_len = u32::try_from(self.payload.len()).expect("a test's payload fits in 32 bits");
        let length = self.length.unwrap_or(payload_len + HEADER as u32);
        let mut bytes = length.to_be_bytes().to_vec();
        bytes.extend([self.version, self.msg_type]);
        bytes.extend(self.request_id.to_be_bytes());
        bytes.extend(0u64.to_be_bytes());
        bytes.extend(self.payload_len.unwrap_or(payload_len).to_be_bytes());
        bytes.extend(&self.payload);
        bytes
    }
}

/// A reply as it came, its form already checked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reply {
    /// What kind of message it is.
    pub msg_type: u8,
    /// The id of the request that it answers.
    pub request_id: u64,
    /// When the server built it, in ms since the Unix epoch.
    pub timestamp: u64,
    /// What it carries.
    pub payload: Vec<u8>,
}

impl Reply {
    /// Reads the bytes behind the length.
    ///
    /// # Panics
    ///
    /// If they are not a well-formed envelope of version 1.
    #[track_caller]
    pub(crate) fn parse(bytes: &[u8]) -> Self {
        assert!(
            bytes.len() >= HEADER,
            "the server sent a frame of {} bytes, too few for a header",
            bytes.len()
        );
        let (header, payload) = bytes.split_at(HEADER);
        let number =
            |from: usize, to: usize| header[from..to].iter().fold(0, |sum, byte| sum << 8 | u64::from(*byte));
        assert_eq!(header[0], 1, "the server sent version {}", header[0]);
        let (payload_len, length) = (number(18, 22), payload.len());
        assert_eq!(
            payload_len, length as u64,
            "the server sent payload_len {payload_len} before {length} bytes"
        );
        Self {
            msg_type: header[1],
            request_id: number(2, 10),
            timestamp: number(10, 18),
            payload: payload.to_vec(),
        }
    }

    /// The code and the text, if this is an ERROR.
    pub fn error(&self) -> Option<(u16, String)> {
        let (code, text) =
            self.payload.split_first_chunk::<2>().filter(|_| self.msg_type == msg_type::ERROR)?;
        Some((u16::from_be_bytes(*code), String::from_utf8_lossy(text).into_owned()))
    }

    /// The payload as text.
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.payload).into_owned()
    }
}
