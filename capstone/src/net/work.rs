//! The payload of a WORK request: what a worker shall do, and for how long.
//!
//! Five bytes, then any others: `mode: u8`, `duration_us: u32`. The server, not this file, decides whether it allows
//! that mode and that duration.

use std::fmt;
use std::time::Duration;

/// The size of a specification, in bytes. A longer payload is allowed; what follows the five bytes is only
/// carried.
pub const WORK_LEN: usize = 5;

/// A job of known length.
///
/// ```
/// use capstone::net::work::{WorkMode, WorkSpec};
/// use std::time::Duration;
///
/// let spec = WorkSpec { mode: WorkMode::Sleep, duration: Duration::from_millis(2) };
/// assert_eq!(spec.encode(), [0, 0, 0, 0x07, 0xd0]);
/// assert_eq!(WorkSpec::parse(&spec.encode()), Ok(spec));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct WorkSpec {
    /// What the worker does.
    pub mode: WorkMode,
    /// For how long; whole microseconds, at most `u32::MAX` of them.
    pub duration: Duration,
}

/// What a worker does with its time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum WorkMode {
    /// Sleeps, as a job does that waits for a disk or another server.
    Sleep = 0,
    /// Keeps a CPU busy, as a job does that computes.
    Spin = 1,
    /// Panics, to show that the worker survives it.
    Panic = 2,
}

/// Why a payload is no [`WorkSpec`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WorkError {
    /// It has only this many bytes.
    TooShort(usize),
    /// No mode has this number.
    UnknownMode(u8),
}

impl WorkSpec {
    /// Reads the first five bytes of a payload.
    ///
    /// # Errors
    ///
    /// [`WorkError`], whose text is fit for the client.
    pub fn parse(payload: &[u8]) -> Result<Self, WorkError> {
        let Some(&[mode, d0, d1, d2, d3]) = payload.first_chunk::<WORK_LEN>() else {
            return Err(WorkError::TooShort(payload.len()));
        };
        let mode = WorkMode::from_u8(mode).ok_or(WorkError::UnknownMode(mode))?;
        let duration_us = u32::from_be_bytes([d0, d1, d2, d3]);
        Ok(Self { mode, duration: Duration::from_micros(u64::from(duration_us)) })
    }

    /// The five bytes. A duration over `u32::MAX` microseconds (71 minutes) becomes that.
    pub fn encode(&self) -> [u8; WORK_LEN] {
        let duration_us = u32::try_from(self.duration.as_micros()).unwrap_or(u32::MAX);
        let [d0, d1, d2, d3] = duration_us.to_be_bytes();
        [self.mode as u8, d0, d1, d2, d3]
    }
}

impl WorkMode {
    /// The mode with this number, if there is one.
    pub fn from_u8(mode: u8) -> Option<Self> {
        [Self::Sleep, Self::Spin, Self::Panic].get(usize::from(mode)).copied()
    }
}

impl fmt::Display for WorkError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::TooShort(len) => {
                write!(
                    f,
                    "a WORK payload has at least {WORK_LEN} bytes (mode, duration_us), this one has {len}"
                )
            }
            Self::UnknownMode(mode) => {
                write!(f, "WORK mode {mode} is unknown: 0 sleeps, 1 spins, 2 panics")
            }
        }
    }
}

impl std::error::Error for WorkError {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_short_payload_and_an_unknown_mode_are_refused() {
        for len in 0..WORK_LEN {
            assert_eq!(WorkSpec::parse(&[0; WORK_LEN][..len]), Err(WorkError::TooShort(len)));
        }
        for mode in 3..=u8::MAX {
            assert_eq!(WorkSpec::parse(&[mode, 0, 0, 0, 1]), Err(WorkError::UnknownMode(mode)));
        }
    }

    #[test]
    fn what_follows_the_five_bytes_does_not_matter() {
        let spec = WorkSpec { mode: WorkMode::Spin, duration: Duration::from_micros(0xffff_ffff) };
        let mut payload = spec.encode().to_vec();
        payload.extend_from_slice(b"carried");
        assert_eq!(WorkSpec::parse(&payload), Ok(spec));
    }

    #[test]
    fn a_duration_that_does_not_fit_becomes_the_longest() {
        let spec = WorkSpec { mode: WorkMode::Sleep, duration: Duration::MAX };
        assert_eq!(spec.encode(), [0, 0xff, 0xff, 0xff, 0xff]);
    }
}
