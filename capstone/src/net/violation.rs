//! Why bytes are no valid frame, and the error that the other side gets.
//!
//! After a violation the start of the next frame is unknown, so each of them closes the connection. A valid frame that
//! cannot be served is no violation: it is answered with an ERROR and skipped.

use super::envelope::{HEADER_LEN, VERSION};
use super::error_code::ErrorCode;
use std::fmt;

/// Why the bytes are no valid frame. Its text is meant for the client.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Violation {
    /// The frame claims more bytes than a payload may have. Usually not a frame at all: `GET ` is 1.2 GB.
    TooLarge {
        /// The length claimed.
        length: u32,
        /// The largest payload accepted, in bytes.
        max_payload: u32,
    },
    /// The frame is too short for a header.
    TooShort {
        /// The length claimed.
        length: u32,
    },
    /// The envelope has a version other than [`VERSION`].
    UnsupportedVersion {
        /// The version claimed.
        version: u8,
        /// The envelope's `request_id`.
        request_id: u64,
    },
    /// The length of the payload in the envelope does not fit the frame.
    PayloadLength {
        /// The length in the envelope.
        payload_len: u32,
        /// The length of the whole envelope, by the frame.
        length: u32,
        /// The envelope's `request_id`.
        request_id: u64,
    },
}

impl Violation {
    /// The code of the ERROR for the client.
    pub fn code(&self) -> ErrorCode {
        match self {
            Self::TooLarge { .. } => ErrorCode::TooLarge,
            Self::TooShort { .. } | Self::PayloadLength { .. } => ErrorCode::Malformed,
            Self::UnsupportedVersion { .. } => ErrorCode::UnsupportedVersion,
        }
    }

    /// The `request_id` of the ERROR: the frame's, or 0 if the length was checked before there was a header.
    pub fn request_id(&self) -> u64 {
        match *self {
            Self::TooLarge { .. } | Self::TooShort { .. } => 0,
            Self::UnsupportedVersion { request_id, .. } | Self::PayloadLength { request_id, .. } => {
                request_id
            }
        }
    }
}

impl fmt::Display for Violation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::TooLarge { length, max_payload } => {
                let max = HEADER_LEN as u64 + u64::from(*max_payload);
                write!(
                    f,
                    "length {length} is over the maximum of {max} ({HEADER_LEN} + {max_payload} of payload)"
                )
            }
            Self::TooShort { length } => {
                write!(f, "length {length} is under the {HEADER_LEN} bytes of a header")
            }
            Self::UnsupportedVersion { version, .. } => {
                write!(f, "version {version} is not supported, only version {VERSION} is")
            }
            Self::PayloadLength { payload_len, length, .. } => {
                let expected = length - HEADER_LEN as u32;
                write!(f, "payload_len {payload_len} does not fit length {length}: it must be {expected}")
            }
        }
    }
}

impl std::error::Error for Violation {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_violation_closes_the_connection_and_says_what_would_have_been_right() {
        let cases = [
            (Violation::TooLarge { length: 1047, max_payload: 1024 }, "too-large", ["1047", "1046"]),
            (Violation::TooShort { length: 21 }, "malformed", ["21", "22"]),
            (Violation::UnsupportedVersion { version: 9, request_id: 7 }, "unsupported-version", ["9", "1"]),
            (Violation::PayloadLength { payload_len: 4, length: 27, request_id: 7 }, "malformed", ["4", "5"]),
        ];
        for (violation, name, numbers) in cases {
            assert_eq!(violation.code().name(), name);
            assert!(violation.code().closes_connection());
            let text = violation.to_string();
            let words: Vec<&str> = text.split(|c: char| !c.is_ascii_digit()).collect();
            assert!(numbers.iter().all(|number| words.contains(number)), "{text}");
        }
    }

    #[test]
    fn the_largest_maximum_does_not_overflow() {
        let text = Violation::TooLarge { length: u32::MAX, max_payload: u32::MAX }.to_string();
        assert!(text.contains("4294967317"), "{text}");
    }
}
