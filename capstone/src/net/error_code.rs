//! Why a request was not served.
//!
//! The rule behind the codes: after bytes that are no valid frame, the server sends an ERROR and closes the connection.
//! After a valid message that it cannot serve, it sends an ERROR and the connection stays open.

/// The code in an ERROR message, before its text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ErrorCode {
    /// A limit is reached: PROTOCOL.md says which. Try again later.
    Busy = 1,
    /// The lengths of a frame do not fit together.
    Malformed = 2,
    /// The envelope has a version that this server does not speak.
    UnsupportedVersion = 3,
    /// No request has this type.
    UnknownType = 4,
    /// The frame is longer than this server accepts.
    TooLarge = 5,
    /// The server finishes what it has accepted and takes nothing new.
    ShuttingDown = 6,
    /// The job panicked. The worker and the connection live on.
    Internal = 7,
    /// The payload does not fit its type.
    BadRequest = 8,
}

impl ErrorCode {
    /// All codes, in order.
    pub const ALL: [Self; 8] = [
        Self::Busy,
        Self::Malformed,
        Self::UnsupportedVersion,
        Self::UnknownType,
        Self::TooLarge,
        Self::ShuttingDown,
        Self::Internal,
        Self::BadRequest,
    ];

    /// The error with this code. None for a code that a later version of the protocol may have added.
    pub fn from_u16(code: u16) -> Option<Self> {
        Self::ALL.into_iter().find(|known| known.code() == code)
    }

    /// The code on the wire.
    pub fn code(self) -> u16 {
        self as u16
    }

    /// The name in metrics and messages.
    pub fn name(self) -> &'static str {
        match self {
            Self::Busy => "busy",
            Self::Malformed => "malformed",
            Self::UnsupportedVersion => "unsupported-version",
            Self::UnknownType => "unknown-type",
            Self::TooLarge => "too-large",
            Self::ShuttingDown => "shutting-down",
            Self::Internal => "internal",
            Self::BadRequest => "bad-request",
        }
    }

    /// Whether the error by itself ends the connection.
    ///
    /// One case lies outside this rule: a busy closes the connection too if there was one connection too
    /// many.
    pub fn closes_connection(self) -> bool {
        matches!(self, Self::Malformed | Self::UnsupportedVersion | Self::TooLarge)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_1_to_8_are_errors_and_no_other() {
        for code in 0..=u16::MAX {
            let found = ErrorCode::from_u16(code).map(ErrorCode::code);
            assert_eq!(found, (1..=8).contains(&code).then_some(code));
        }
    }
}
