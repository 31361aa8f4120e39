//! What a client sends: the same frame again and again, and what must come back.

use capstone::client::Workload;
use std::ops::Range;

/// Where the timestamp stands in a frame: the only bytes in which a reply differs from its request.
const TIMESTAMP: Range<usize> = 14..22;

/// The same frame several times over.
#[derive(Debug)]
pub(crate) struct Script {
    pub(crate) frame_len: usize,
    pub(crate) bytes: Vec<u8>,
}

impl Script {
    /// `most` frames or more, of which at most so many are sent at once, but no more than `room` bytes need.
    pub(crate) fn new(workload: &Workload, most: usize, room: usize) -> Self {
        let mut frame = Vec::new();
        workload.put(&mut frame, 1, 0);
        // One more than are sent at once: what is sent may begin within the first.
        let bytes = frame.repeat((room / frame.len()).clamp(1, most) + 1);
        Self { frame_len: frame.len(), bytes }
    }

    /// Whether a reply may have these bytes at this place.
    pub(crate) fn expects(&self, at: usize, part: &[u8]) -> bool {
        let same = |range: Range<usize>| {
            let range = range.start.max(at)..range.end.min(at + part.len());
            range.is_empty() || part[range.start - at..range.end - at] == self.bytes[range]
        };
        same(0..TIMESTAMP.start) && same(TIMESTAMP.end..self.frame_len)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_byte_but_the_timestamp_counts() {
        let script = Script::new(&Workload::echo(10), 1, 1);
        let frame = &script.bytes[..script.frame_len];
        for at in 0..frame.len() {
            let mut reply = frame.to_vec();
            reply[at] ^= 1;
            assert_eq!(script.expects(0, &reply), TIMESTAMP.contains(&at), "byte {at}");
            assert_eq!(script.expects(at, &reply[at..=at]), TIMESTAMP.contains(&at), "byte {at} alone");
        }
    }

    #[test]
    fn what_is_sent_at_once_may_begin_within_a_frame() {
        for (most, room, frames) in [(1, 0, 2), (16, 1 << 20, 17), (16, 300, 3)] {
            let script = Script::new(&Workload::echo(100), most, room);
            assert_eq!(script.bytes.len() / script.frame_len, frames, "{most} at once, {room} bytes of room");
        }
    }
}
