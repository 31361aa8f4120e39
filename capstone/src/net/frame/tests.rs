use super::*;
use crate::client::Random;
use crate::net::work::{WorkMode, WorkSpec};
use std::time::Duration;

const MAX: u32 = 1024;

fn frame(msg_type: MessageType, request_id: u64, payload: &[u8]) -> Vec<u8> {
    let mut bytes = Vec::new();
    put_frame(&mut bytes, msg_type, request_id, 5, payload);
    bytes
}

/// A frame whose four judged fields are as given, cut off after the header.
fn header_only(length: u32, version: u8, msg_type: u8, payload_len: u32) -> Vec<u8> {
    let mut bytes = length.to_be_bytes().to_vec();
    Header { version, msg_type, request_id: 7, timestamp: 0, payload_len }.write(&mut bytes);
    bytes
}

#[test]
fn a_frame_is_partial_at_every_split_and_whole_at_its_end() {
    let bytes = frame(MessageType::Echo, 7, b"hello");
    for split in 0..bytes.len() {
        assert_eq!(decode(&bytes[..split], MAX), Ok(Decoded::Partial), "after {split} bytes");
    }
    let Ok(Decoded::Frame { header, msg_type, payload, len }) = decode(&bytes, MAX) else {
        panic!("{:?}", decode(&bytes, MAX));
    };
    assert_eq!((header.version, header.request_id, header.timestamp), (VERSION, 7, 5));
    assert_eq!((msg_type, payload, len), (RequestType::Echo, &b"hello"[..], 31));
}

#[test]
fn every_length_under_a_header_is_too_short_from_its_four_bytes() {
    for length in 0..HEADER_LEN as u32 {
        let violation = Violation::TooShort { length };
        assert_eq!(decode(&length.to_be_bytes(), MAX), Err(violation));
        assert_eq!((violation.code(), violation.request_id()), (ErrorCode::Malformed, 0));
    }
}

#[test]
fn the_maximum_passes_and_one_byte_more_does_not() {
    let most = HEADER_LEN as u32 + MAX;
    assert_eq!(decode(&most.to_be_bytes(), MAX), Ok(Decoded::Partial));
    assert!(matches!(
        decode(&frame(MessageType::Echo, 1, &[0; MAX as usize]), MAX),
        Ok(Decoded::Frame { .. })
    ));
    for length in [most + 1, u32::MAX] {
        let violation = Violation::TooLarge { length, max_payload: MAX };
        assert_eq!(decode(&length.to_be_bytes(), MAX), Err(violation));
        assert_eq!((violation.code(), violation.request_id()), (ErrorCode::TooLarge, 0));
    }
}

#[test]
fn no_limit_makes_the_length_overflow() {
    assert_eq!(decode(&u32::MAX.to_be_bytes(), u32::MAX), Ok(Decoded::Partial));
    assert_eq!(decode(&22u32.to_be_bytes(), 0), Ok(Decoded::Partial));
    assert!(matches!(decode(&23u32.to_be_bytes(), 0), Err(Violation::TooLarge { .. })));
}

#[test]
fn faults_are_judged_in_the_order_of_the_protocol() {
    // Each row mends the first fault of the row before. No row has a byte after the header.
    let too_large = Violation::TooLarge { length: 5000, max_payload: MAX };
    assert_eq!(decode(&header_only(5000, 9, 9, 9), MAX), Err(too_large));
    assert_eq!(decode(&header_only(21, 9, 9, 9), MAX), Err(Violation::TooShort { length: 21 }));
    let version = Violation::UnsupportedVersion { version: 9, request_id: 7 };
    assert_eq!(decode(&header_only(22, 9, 9, 9), MAX), Err(version));
    let payload_len = Violation::PayloadLength { payload_len: 9, length: 22, request_id: 7 };
    assert_eq!(decode(&header_only(22, VERSION, 9, 9), MAX), Err(payload_len));
    assert!(matches!(decode(&header_only(22, VERSION, 9, 0), MAX), Ok(Decoded::UnknownType { .. })));
    assert!(matches!(decode(&header_only(22, VERSION, 0, 0), MAX), Ok(Decoded::Frame { .. })));
}

#[test]
fn a_header_is_judged_with_its_last_byte_and_not_before() {
    for bytes in [header_only(27, 9, 0, 5), header_only(27, VERSION, 0, 4), header_only(27, VERSION, 9, 5)] {
        assert_eq!(decode(&bytes[..25], MAX), Ok(Decoded::Partial));
        assert_ne!(decode(&bytes, MAX), Ok(Decoded::Partial));
    }
}

#[test]
fn an_unknown_type_is_reported_before_its_payload_and_with_its_whole_length() {
    for code in [2, 200, 255] {
        let bytes = header_only(22 + 100, VERSION, code, 100);
        let Ok(Decoded::UnknownType { header, len }) = decode(&bytes, MAX) else { panic!("type {code}") };
        assert_eq!((header.request_id, header.msg_type, len), (7, code, 126));
    }
}

#[test]
fn a_client_takes_an_error_for_a_message_and_a_server_does_not() {
    let mut bytes = Vec::new();
    put_error(&mut bytes, ErrorCode::Busy, 7, 0, "server busy");
    assert!(matches!(decode(&bytes, MAX), Ok(Decoded::UnknownType { .. })));
    let Ok(Decoded::Frame { msg_type: MessageType::Error, payload, .. }) = decode_reply(&bytes, MAX) else {
        panic!("{:?}", decode_reply(&bytes, MAX));
    };
    assert_eq!(error_of(payload), Some((1, "server busy")));
    assert!(matches!(decode_reply(&header_only(22, VERSION, 200, 0), MAX), Ok(Decoded::UnknownType { .. })));
}

#[test]
fn an_error_payload_may_be_one_we_do_not_know_or_none() {
    assert_eq!(error_of(&[0xff, 0xff]), Some((0xffff, "")));
    assert_eq!(error_of(&[0]), None);
    assert_eq!(error_of(&[0, 1, 0xff]), None);
}

#[test]
fn set_timestamp_changes_the_timestamp_alone() {
    let mut changed = frame(MessageType::Echo, 7, b"hello");
    set_timestamp(&mut changed, u64::MAX);
    let mut built = Vec::new();
    put_frame(&mut built, MessageType::Echo, 7, u64::MAX, b"hello");
    assert_eq!(changed, built);
}

#[test]
fn random_streams_come_back_frame_by_frame_however_they_are_cut() {
    let mut random = Random::new(0x5eed);
    let mut stream = Vec::new();
    let mut sent = Vec::new();
    for request_id in 0..1000 {
        let msg_type = MessageType::ALL[random.below(MessageType::ALL.len() as u64) as usize];
        let payload: Vec<u8> = (0..random.below(60)).map(|_| random.below(256) as u8).collect();
        put_frame(&mut stream, msg_type, request_id, random.below(u64::MAX), &payload);
        sent.push((msg_type, request_id, payload));
    }
    let (mut received, mut start, mut end) = (Vec::new(), 0, 0);
    while end < stream.len() {
        end = (end + 1 + random.below(100) as usize).min(stream.len());
        while let Decoded::Frame { header, msg_type, payload, len } =
            decode_reply(&stream[start..end], MAX).expect("sound frames")
        {
            received.push((msg_type, header.request_id, payload.to_vec()));
            start += len;
        }
    }
    assert_eq!((start, received), (stream.len(), sent));
}

#[test]
fn random_bytes_never_panic_and_never_claim_more_than_is_there() {
    let mut random = Random::new(52);
    for _ in 0..20_000 {
        let mut bytes: Vec<u8> = (0..random.below(64)).map(|_| random.below(256) as u8).collect();
        // Small lengths and a good version get past the first judges more often than chance would.
        if let Some(start) = bytes.first_chunk_mut::<5>() {
            *start = [0, 0, 0, 20 + random.below(50) as u8, random.below(3) as u8];
        }
        if let Ok(Decoded::Frame { payload, len, .. }) = decode_reply(&bytes, MAX) {
            assert!(len <= bytes.len() && len == PREFIX_LEN + HEADER_LEN + payload.len());
        }
    }
}

/// The frames that PROTOCOL.md shows, under the heading of each.
fn documented() -> [(&'static str, Vec<u8>); 4] {
    let text = b"hello";
    let at = 1_795_401_300_123; // 2026-11-23T02:35:00.123Z
    let [mut echo, mut reply, mut error, mut work] = [const { Vec::new() }; 4];
    put_frame(&mut echo, MessageType::Echo, 42, at, text);
    put_frame(&mut reply, MessageType::Echo, 42, at + 2, text);
    put_error(&mut error, ErrorCode::Busy, 42, at + 2, "server busy");
    let spec = WorkSpec { mode: WorkMode::Sleep, duration: Duration::from_millis(2) };
    put_frame(&mut work, MessageType::Work, 43, at, &spec.encode());
    [("ECHO request", echo), ("ECHO reply", reply), ("ERROR reply", error), ("WORK request", work)]
}

#[test]
fn the_hex_dumps_of_protocol_md_are_what_this_code_writes() {
    let document = include_str!("../../../PROTOCOL.md");
    for (heading, frame) in documented() {
        let section = document.split(&format!("\n### {heading}\n")).nth(1).expect(heading);
        let dump = section.split("```").nth(1).expect("a fenced dump").trim_start_matches("text");
        // A line is bytes, two spaces, what they mean.
        let bytes: Vec<u8> = dump
            .lines()
            .filter_map(|line| line.split("  ").next())
            .flat_map(str::split_whitespace)
            .map(|byte| u8::from_str_radix(byte, 16).expect("two hexadecimal digits"))
            .collect();
        assert_eq!(bytes, frame, "{heading}");
    }
}
