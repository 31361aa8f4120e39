//! Bytes that mean nothing, or nearly something, and the same ones again for the same seed.

use crate::{RawFrame, msg_type};
use capstone::client::Random;

/// Makes messages that no client should send.
///
/// ```
/// use checks::Garbage;
///
/// assert_eq!(Garbage::new(1, 7).message(), Garbage::new(1, 7).message());
/// assert_ne!(Garbage::new(1, 7).message(), Garbage::new(1, 8).message());
/// ```
#[derive(Debug, Clone)]
pub struct Garbage(Random);

impl Garbage {
    /// Messages of its own for each `connection` of each `seed`.
    pub fn new(seed: u64, connection: u64) -> Self {
        Self(Random::new(seed << 32 | connection))
    }

    /// A number from 0 to `limit` - 1.
    pub fn below(&mut self, limit: u64) -> u64 {
        self.0.below(limit)
    }

    /// Up to 330 bytes for a server: noise, a frame of which some bytes are others, or a sound length before
    /// noise.
    pub fn message(&mut self) -> Vec<u8> {
        let len = self.below(300);
        match self.below(3) {
            0 => self.noise(len),
            1 => {
                let payload = self.noise(len);
                let mut frame = RawFrame::new(
                    self.below(u64::from(msg_type::UNKNOWN) + 1) as u8,
                    self.0.next_u64(),
                    payload,
                )
                .bytes();
                for _ in 0..self.below(4) {
                    let place = self.below(frame.len() as u64) as usize;
                    frame[place] = self.0.next_u64() as u8;
                }
                frame
            }
            _ => [(len as u32).to_be_bytes().to_vec(), self.noise(len)].concat(),
        }
    }

    fn noise(&mut self, count: u64) -> Vec<u8> {
        (0..count).map(|_| self.0.next_u64() as u8).collect()
    }
}
