//! A frame on the wire: its bytes, field by field, and a check that a stream in any pieces gives the same frames.

use super::client::{RawClient, frame};
use super::sandbox::Sandbox;
use crate::demo::evidence::Evidence;
use crate::demo::figure::Figure;
use crate::net::envelope::{HEADER_LEN, Header, MessageType};
use crate::net::frame::PREFIX_LEN;
use anyhow::{Result, ensure};
use std::net::Shutdown;

pub(super) fn dissect(sandbox: &mut Sandbox, text: &str) -> Result<Evidence> {
    let mut client = RawClient::connect(sandbox.address()?)?;
    let request = frame(MessageType::Echo, 7, text.as_bytes());
    client.send(&request)?;
    let reply = client.expect()?;
    let (sent, came) = (without_timestamp(&request), without_timestamp(&reply.bytes));
    ensure!(sent.len() == came.len(), "the reply has {} bytes", reply.bytes.len());
    let different = sent.iter().zip(&came).filter(|(a, b)| a != b).count();
    let mut evidence = Evidence::default()
        .with("frame bytes sent", Figure::count(request.len() as u64))
        .with("frame bytes received", Figure::count(reply.bytes.len() as u64))
        .with("bytes that differ", Figure::count(different as u64));
    for (title, bytes) in [("request", &request), ("reply", &reply.bytes)] {
        evidence = evidence.line(title);
        for line in annotated(bytes) {
            evidence = evidence.line(line);
        }
    }
    Ok(evidence)
}

pub(super) fn fragment(sandbox: &mut Sandbox) -> Result<Evidence> {
    let pieces: Vec<Vec<u8>> =
        frame(MessageType::Echo, 1, b"hello").into_iter().map(|byte| vec![byte]).collect();
    let both = [frame(MessageType::Echo, 2, b"one"), frame(MessageType::Echo, 3, b"two")].concat();
    Ok(Evidence::default()
        .with("replies to one frame in pieces", Figure::count(replies_to(sandbox, &pieces)?))
        .with("replies to two frames at once", Figure::count(replies_to(sandbox, &[both])?)))
}

/// How many replies come when these bytes are sent, a packet each, and nothing more.
fn replies_to(sandbox: &Sandbox, packets: &[Vec<u8>]) -> Result<u64> {
    let mut client = RawClient::connect(sandbox.address()?)?;
    for packet in packets {
        client.send(packet)?;
    }
    client.stream.shutdown(Shutdown::Write)?; // then all replies come, and after them the end
    let mut replies = 0;
    while client.receive()?.is_some() {
        replies += 1;
    }
    Ok(replies)
}

/// All but the timestamp, which is the sender's own.
fn without_timestamp(frame: &[u8]) -> Vec<u8> {
    [&frame[..PREFIX_LEN + 10], &frame[PREFIX_LEN + 18..]].concat()
}

/// The bytes of a frame, field by field.
fn annotated(frame: &[u8]) -> Vec<String> {
    let header: [u8; HEADER_LEN] = frame[PREFIX_LEN..][..HEADER_LEN].try_into().unwrap_or([0; HEADER_LEN]);
    let Header { version, msg_type, request_id, timestamp, payload_len } = Header::parse(&header);
    let kind = MessageType::from_u8(msg_type).map_or("unknown", MessageType::name);
    let payload = String::from_utf8_lossy(&frame[PREFIX_LEN + HEADER_LEN..]).into_owned();
    let fields = [
        (4, "length", format!("{} bytes follow", frame.len() - PREFIX_LEN)),
        (1, "version", version.to_string()),
        (1, "msg_type", kind.to_owned()),
        (8, "request_id", request_id.to_string()),
        (8, "timestamp", format!("{timestamp} ms since 1970")),
        (4, "payload_len", payload_len.to_string()),
        (payload.len(), "payload", format!("{payload:?}")),
    ];
    let mut rest = frame;
    let mut lines = Vec::new();
    for (size, name, meaning) in fields {
        let (field, after) = rest.split_at(size.min(rest.len()));
        rest = after;
        let hex: Vec<String> = field.iter().map(|byte| format!("{byte:02x}")).collect();
        lines.push(format!("  {:<24}{name:<12}{meaning}", hex.join(" ")));
    }
    lines
}
