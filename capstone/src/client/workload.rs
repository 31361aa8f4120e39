//! The requests of a load generator, and the check of their replies.
//!
//! Each request carries a payload of its own, cut from one long random text at a place that follows from its id. So a
//! reply with the right id and another request's bytes is noticed, and the check needs no memory of the requests.

use super::random::Random;
use crate::net::envelope::MessageType;
use crate::net::frame::put_frame;
use crate::net::work::{WORK_LEN, WorkSpec};

/// The number of different payloads; a power of two.
const PLACES: usize = 4096;

/// One kind of request, with a payload of a fixed size.
#[derive(Debug, Clone)]
pub struct Workload {
    msg_type: MessageType,
    /// What every payload begins with: a WORK's specification, or nothing.
    head: Vec<u8>,
    /// The size of a payload, in bytes; the head is part of it.
    size: usize,
    text: Vec<u8>,
}

impl Workload {
    /// ECHO requests with `size` bytes of payload.
    pub fn echo(size: usize) -> Self {
        Self::new(MessageType::Echo, Vec::new(), size)
    }

    /// WORK requests with `size` bytes of payload, or as many as the specification takes.
    pub fn work(spec: WorkSpec, size: usize) -> Self {
        Self::new(MessageType::Work, spec.encode().to_vec(), size.max(WORK_LEN))
    }

    fn new(msg_type: MessageType, head: Vec<u8>, size: usize) -> Self {
        let mut random = Random::new(0);
        let text = (0..PLACES + size).map(|_| random.next_u64() as u8).collect();
        Self { msg_type, head, size, text }
    }

    /// The size of a payload, in bytes.
    pub fn size(&self) -> usize {
        self.size
    }

    /// The largest payload that a reply may have, in bytes: the text of an ERROR may be longer than the payload
    /// sent.
    pub(super) fn max_reply(&self) -> u32 {
        u32::try_from(self.size).unwrap_or(u32::MAX).max(64 * 1024)
    }

    /// Appends the request with this id to `out`.
    pub fn put(&self, out: &mut Vec<u8>, request_id: u64, timestamp: u64) {
        put_frame(out, self.msg_type, request_id, timestamp, self.text_of(request_id));
        let payload = out.len() - self.size;
        out[payload..payload + self.head.len()].copy_from_slice(&self.head);
    }

    /// Whether this is what the request with this id must be answered with.
    pub fn is_answer(&self, request_id: u64, msg_type: MessageType, payload: &[u8]) -> bool {
        let text = self.text_of(request_id);
        msg_type == self.msg_type
            && payload.len() == self.size
            && payload.starts_with(&self.head)
            && payload[self.head.len()..] == text[self.head.len()..]
    }

    fn text_of(&self, request_id: u64) -> &[u8] {
        // The high bits of a product depend on all bits of the id, so neighbours lie far apart.
        let place = request_id.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> (64 - PLACES.ilog2());
        &self.text[place as usize..][..self.size]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::net::frame::{Decoded, decode_reply};
    use crate::net::work::WorkMode;
    use std::time::Duration;

    fn payload(workload: &Workload, request_id: u64) -> (MessageType, Vec<u8>) {
        let mut frame = Vec::new();
        workload.put(&mut frame, request_id, 0);
        let Ok(Decoded::Frame { msg_type, payload, .. }) = decode_reply(&frame, 1000) else {
            panic!("a whole frame")
        };
        (msg_type, payload.to_vec())
    }

    #[test]
    fn an_answer_has_the_requests_bytes_every_one_of_them() {
        for size in [0, 1, 100] {
            let workload = Workload::echo(size);
            let (msg_type, mut payload) = payload(&workload, 7);
            assert_eq!(payload.len(), size);
            assert!(workload.is_answer(7, msg_type, &payload));
            assert!(!workload.is_answer(7, MessageType::Work, &payload));
            for at in 0..size {
                payload[at] ^= 1;
                assert!(!workload.is_answer(7, msg_type, &payload), "byte {at} of {size}");
                payload[at] ^= 1;
            }
            payload.push(0);
            assert!(!workload.is_answer(7, msg_type, &payload));
        }
    }

    #[test]
    fn neighbours_have_different_payloads() {
        let workload = Workload::echo(16);
        let (_, mine) = payload(&workload, 1 << 20);
        for other in 1..1000 {
            assert!(!workload.is_answer((1 << 20) + other, MessageType::Echo, &mine), "{other}");
        }
    }

    #[test]
    fn work_begins_with_its_specification() {
        let spec = WorkSpec { mode: WorkMode::Spin, duration: Duration::from_micros(9) };
        for (asked, size) in [(0, WORK_LEN), (100, 100)] {
            let (msg_type, payload) = payload(&Workload::work(spec, asked), 3);
            assert_eq!((payload.len(), WorkSpec::parse(&payload)), (size, Ok(spec)));
            assert!(Workload::work(spec, asked).is_answer(3, msg_type, &payload));
        }
    }
}
