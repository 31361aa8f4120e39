//! Bytes that come in at one end and leave at the other.
//!
//! Both sides of a connection need one: what was read and is not a whole frame yet, and what was answered and is not
//! written yet. Taking from the front moves a mark instead of the bytes, so a buffer that empties again and again, the
//! normal case, never copies anything twice.

/// A first-in, first-out buffer of bytes in one piece.
#[derive(Debug, Default)]
pub(crate) struct Buffer {
    bytes: Vec<u8>,
    /// How many bytes at the front are gone already.
    start: usize,
}

impl Buffer {
    /// An emptied buffer larger than this gives its memory back: one large message must not cost it for good.
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
            self.clear();
        }
    }

    pub(crate) fn clear(&mut self) {
        self.start = 0;
        if self.bytes.capacity() > Self::KEEP {
            self.bytes = Vec::new();
        } else {
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
                buffer.push(&sent.to_be_bytes());
                sent += 1;
            }
            for _ in 0..(round % 5).min((buffer.len() / 4) as u32) {
                assert_eq!(buffer.bytes()[..4], received.to_be_bytes());
                buffer.consume(4);
                received += 1;
            }
        }
        buffer.consume(buffer.len());
        assert!(buffer.is_empty() && buffer.bytes.capacity() <= Buffer::KEEP);
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
