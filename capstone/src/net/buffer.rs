//! Bytes that come in at one end and leave at the other.
//!
//! Both directions of a connection need one: for bytes that were read and are no whole frame yet, and for replies that
//! are not written yet. To take bytes from the front moves a mark instead of the bytes, so a buffer that empties again
//! and again, which is the normal case, never copies a byte twice.
//!
//! A large message is not copied into an empty buffer: its memory becomes the buffer. The owner takes back memory of
//! which a buffer has too much: see [`surplus`](Buffer::surplus).

use std::mem;

/// A first-in, first-out buffer of bytes in one piece.
#[derive(Debug, Default)]
pub(crate) struct Buffer {
    bytes: Vec<u8>,
    /// How many bytes at the front have been taken already.
    start: usize,
}

impl Buffer {
    /// An empty buffer need not keep more memory than this: one large message must not cost it for good.
    const KEEP: usize = 16 * 1024;

    /// What is in it.
    pub(crate) fn bytes(&self) -> &[u8] {
        &self.bytes[self.start..]
    }

    pub(crate) fn len(&self) -> usize {
        self.bytes.len() - self.start
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Appends to the end.
    pub(crate) fn push(&mut self, bytes: &[u8]) {
        self.tail().extend_from_slice(bytes);
    }

    /// Appends a message that is not needed any more, and gives back the memory that is free then.
    #[must_use]
    pub(crate) fn append(&mut self, message: Vec<u8>) -> Vec<u8> {
        if self.is_empty() && message.len() > Self::KEEP {
            return mem::replace(self, Self { bytes: message, start: 0 }).bytes;
        }
        self.push(&message);
        message
    }

    /// The memory, if it is large and empty. Call it after bytes have been taken.
    #[must_use]
    pub(crate) fn surplus(&mut self) -> Vec<u8> {
        let is_surplus = self.is_empty() && self.bytes.capacity() > Self::KEEP;
        if is_surplus { mem::take(self).bytes } else { Vec::new() }
    }

    /// Room to append to directly, for an encoder.
    pub(crate) fn tail(&mut self) -> &mut Vec<u8> {
        // Reclaims the room at the front if that is most of it: each byte moves at most once for every byte taken. A
        // buffer that never quite empties, that of a slow reader, would grow for good otherwise.
        if self.start > self.len() {
            self.bytes.drain(..self.start);
            self.start = 0;
        }
        &mut self.bytes
    }

    /// Takes `count` bytes from the front.
    pub(crate) fn consume(&mut self, count: usize) {
        self.start += count;
        debug_assert!(self.start <= self.bytes.len(), "more bytes taken than there are");
        if self.start == self.bytes.len() {
            self.start = 0;
            self.bytes.clear();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_come_out_as_they_went_in_and_an_empty_buffer_is_small() {
        let mut buffer = Buffer::default();
        let (mut sent, mut received) = (0u32, 0u32);
        for round in 0..10_000u32 {
            for _ in 0..round % 7 {
                if sent.is_multiple_of(2) {
                    buffer.push(&sent.to_be_bytes());
                } else {
                    drop(buffer.append(sent.to_be_bytes().to_vec()));
                }
                sent += 1;
            }
            for _ in 0..(round % 5).min((buffer.len() / 4) as u32) {
                assert_eq!(buffer.bytes()[..4], received.to_be_bytes());
                buffer.consume(4);
                received += 1;
            }
            drop(buffer.surplus());
            assert_eq!(buffer.len(), (sent - received) as usize * 4);
        }
        buffer.consume(buffer.len());
        drop(buffer.surplus());
        assert!(buffer.is_empty() && buffer.bytes.capacity() <= Buffer::KEEP);
    }

    #[test]
    fn a_large_message_is_copied_only_behind_another() {
        const LARGE: usize = 1 << 20;
        let mut buffer = Buffer::default();
        let first = vec![1; LARGE];
        let place = first.as_ptr();
        assert_eq!(buffer.append(first).capacity(), 0);
        assert_eq!(buffer.bytes().as_ptr(), place, "it was copied");
        assert_eq!(buffer.append(vec![2; 50]).capacity(), 50);
        assert_eq!(buffer.bytes()[LARGE..], [2; 50]);
        buffer.consume(LARGE + 50);
        assert!(buffer.surplus().capacity() > LARGE, "its memory is not there for another");
        assert_eq!(buffer.bytes.capacity(), 0);
        drop(buffer.append(vec![4; 50]));
        assert_eq!(buffer.append(vec![5; LARGE]).capacity(), LARGE);
        assert_eq!((&buffer.bytes()[..50], &buffer.bytes()[50..]), (&[4; 50][..], &[5; LARGE][..]));
    }

    #[test]
    fn a_buffer_that_never_empties_does_not_grow() {
        let ways: [fn(&mut Buffer); 2] =
            [|buffer| buffer.push(&[7; 100]), |buffer| buffer.tail().extend([7; 100])];
        for append in ways {
            let mut buffer = Buffer::default();
            append(&mut buffer);
            for _ in 0..10_000 {
                append(&mut buffer);
                buffer.consume(100);
            }
            assert_eq!(buffer.bytes(), [7; 100]);
            assert!(buffer.bytes.capacity() <= 1_000, "{} bytes for 100", buffer.bytes.capacity());
        }
    }
}
