//! A large frame on its way in: read straight into memory of its own, which the request then takes over.
//!
//! The memory grows with the bytes that have come, to a few times as much, so that the beginning of a frame does not
//! hold memory that only its end needs. A frame of which a good piece has come may use the memory of an earlier one.

use super::socket::{Input, Socket};
use crate::net::spare::SpareMemory;
use std::io;
use std::mem;

/// A frame that is not whole.
#[derive(Debug)]
pub(super) struct LargeFrame {
    bytes: Vec<u8>,
    /// Its whole size, in bytes.
    len: usize,
}

impl LargeFrame {
    /// From this size on it is worth it to read a frame by itself.
    const LARGE: usize = SpareMemory::LARGE;

    /// So much of it has to be there before it gets memory of its own: a good piece.
    const BEGIN: usize = 16 * 1024;

    /// The memory grows to so many times what is there: a frame of a megabyte is moved once or twice. With a factor of two
    /// each byte would be moved about once more than it has to be, and that is a fifth of what such a frame costs.
    const GROWTH: usize = 16;

    /// The frame of `len` bytes that begins with `first`, if it is large and a good piece of it is there.
    pub(super) fn begin(first: &[u8], len: usize, spare: &mut SpareMemory) -> Option<Self> {
        if len < Self::LARGE || first.len() < Self::BEGIN {
            return None;
        }
        let mut frame = Self { bytes: Vec::new(), len };
        frame.grow(first, spare);
        Some(frame)
    }

    /// What is there of it.
    pub(super) fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    pub(super) fn is_whole(&self) -> bool {
        self.bytes.len() == self.len
    }

    /// One read, of no more than what is missing.
    ///
    /// # Errors
    ///
    /// If the connection is broken.
    pub(super) fn read(&mut self, socket: &mut Socket, spare: &mut SpareMemory) -> io::Result<Input> {
        if self.bytes.len() == self.bytes.capacity() {
            let bytes = mem::take(&mut self.bytes);
            self.grow(&bytes, spare);
            spare.put(bytes);
        }
        let missing = self.len - self.bytes.len();
        socket.read_behind(&mut self.bytes, missing)
    }

    pub(super) fn into_vec(self) -> Vec<u8> {
        self.bytes
    }

    /// Takes memory for more, or for the whole frame if the rest is not worth another move, and copies `bytes` to it.
    fn grow(&mut self, bytes: &[u8], spare: &mut SpareMemory) {
        let size = Self::GROWTH * bytes.len();
        self.bytes = spare.large(if size < self.len / 2 { size } else { self.len });
        self.bytes.extend_from_slice(bytes);
    }
}
