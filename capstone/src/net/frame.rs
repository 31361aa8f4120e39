//! The frame: four bytes of length, then one envelope. It marks the end of each message in a stream of bytes.
//!
//! `decode` looks at the bytes received so far and never past them; it allocates nothing and does no I/O, so it can be
//! called after every read, however the network cut the stream. It checks each field as soon as its bytes are there:
//! the length before any buffer grows for it, the header before the payload has come.

use super::envelope::{HEADER_LEN, Header, MessageType, RequestType, VERSION};
use super::error_code::ErrorCode;
use super::violation::Violation;
use std::ops::Range;

/// The size of the length that opens every frame, in bytes.
pub const PREFIX_LEN: usize = 4;

/// Where an envelope's timestamp stands in its frame.
const TIMESTAMP: Range<usize> = PREFIX_LEN + 10..PREFIX_LEN + 18;

/// Where an envelope's `request_id` stands in its frame.
const REQUEST_ID: Range<usize> = PREFIX_LEN + 2..PREFIX_LEN + 10;

/// What the bytes received so far begin with. `T` is what a type may be: a [`RequestType`], or for a client any
/// [`MessageType`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Decoded<'a, T> {
    /// A frame that is not whole yet, and valid so far. Also: no bytes.
    Partial,
    /// A whole frame.
    Frame {
        /// Its header, with every field checked.
        header: Header,
        /// The header's `msg_type`, understood.
        msg_type: T,
        /// Its payload, borrowed from the bytes received.
        payload: &'a [u8],
        /// The size of the whole frame in bytes, prefix included.
        len: usize,
    },
    /// A valid frame of a type that cannot be served; its payload may still be on its way.
    UnknownType {
        /// Its header, valid except for the type.
        header: Header,
        /// How many bytes to skip, prefix included. They may not all be here yet.
        len: usize,
    },
}

/// Looks for a request at the start of `bytes`: the server's side.
///
/// The order of the checks is length too large, length too short, version, payload_len, type. A client must not send an
/// ERROR, so one is an [`UnknownType`](Decoded::UnknownType) here.
///
/// # Errors
///
/// A [`Violation`]: the start of the next frame is unknown, so the connection has to close.
///
/// ```
/// use capstone::net::envelope::MessageType;
/// use capstone::net::frame::{Decoded, decode, put_frame};
///
/// let mut bytes = Vec::new();
/// put_frame(&mut bytes, MessageType::Echo, 7, 0, b"hello");
/// assert_eq!(decode(&bytes[..30], 1024), Ok(Decoded::Partial));
/// let Ok(Decoded::Frame { header, payload, len, .. }) = decode(&bytes, 1024) else { panic!() };
/// assert_eq!((header.request_id, payload, len), (7, &b"hello"[..], 31));
/// ```
pub fn decode(bytes: &[u8], max_payload: u32) -> Result<Decoded<'_, RequestType>, Violation> {
    decode_as(bytes, max_payload, RequestType::from_u8)
}

/// Looks for a reply at the start of `bytes`: the client's side, for which ERROR is a message like the
/// others.
///
/// `max_payload` is the client's own limit. The reply to STATS may exceed the server's.
///
/// # Errors
///
/// A [`Violation`], as for [`decode`]: the other end does not speak this protocol.
pub fn decode_reply(bytes: &[u8], max_payload: u32) -> Result<Decoded<'_, MessageType>, Violation> {
    decode_as(bytes, max_payload, MessageType::from_u8)
}

fn decode_as<T>(
    bytes: &[u8],
    max_payload: u32,
    type_of: impl Fn(u8) -> Option<T>,
) -> Result<Decoded<'_, T>, Violation> {
    let Some((prefix, envelope)) = bytes.split_first_chunk::<PREFIX_LEN>() else {
        return Ok(Decoded::Partial);
    };
    let length = u32::from_be_bytes(*prefix);
    judge_length(length, max_payload)?;
    let Some((header, rest)) = envelope.split_first_chunk::<HEADER_LEN>() else {
        return Ok(Decoded::Partial);
    };
    let header = Header::parse(header);
    judge_header(&header, length)?;
    let len = PREFIX_LEN + length as usize;
    let Some(msg_type) = type_of(header.msg_type) else {
        return Ok(Decoded::UnknownType { header, len });
    };
    Ok(match rest.get(..header.payload_len as usize) {
        Some(payload) => Decoded::Frame { header, msg_type, payload, len },
        None => Decoded::Partial,
    })
}

fn judge_length(length: u32, max_payload: u32) -> Result<(), Violation> {
    match length.checked_sub(HEADER_LEN as u32) {
        None => Err(Violation::TooShort { length }),
        Some(payload_len) if payload_len > max_payload => Err(Violation::TooLarge { length, max_payload }),
        Some(_) => Ok(()),
    }
}

fn judge_header(header: &Header, length: u32) -> Result<(), Violation> {
    let Header { version, request_id, payload_len, .. } = *header;
    if version != VERSION {
        return Err(Violation::UnsupportedVersion { version, request_id });
    }
    if payload_len != length - HEADER_LEN as u32 {
        return Err(Violation::PayloadLength { payload_len, length, request_id });
    }
    Ok(())
}

/// Appends a frame to `out`.
///
/// # Panics
///
/// If `payload` is too long for a u32 length: 4 GiB.
pub fn put_frame(out: &mut Vec<u8>, msg_type: MessageType, request_id: u64, timestamp: u64, payload: &[u8]) {
    put_start(out, msg_type, request_id, timestamp, payload.len());
    out.extend_from_slice(payload);
}

/// Appends an ERROR frame to `out`.
pub fn put_error(out: &mut Vec<u8>, code: ErrorCode, request_id: u64, timestamp: u64, text: &str) {
    put_start(out, MessageType::Error, request_id, timestamp, 2 + text.len());
    out.extend_from_slice(&code.code().to_be_bytes());
    out.extend_from_slice(text.as_bytes());
}

/// Appends all of a frame but its payload.
fn put_start(out: &mut Vec<u8>, msg_type: MessageType, request_id: u64, timestamp: u64, payload_len: usize) {
    let length = u32::try_from(HEADER_LEN + payload_len).expect("a payload is shorter than 4 GiB");
    let payload_len = length - HEADER_LEN as u32;
    out.reserve(PREFIX_LEN + length as usize);
    out.extend_from_slice(&length.to_be_bytes());
    let msg_type = msg_type.code();
    Header { version: VERSION, msg_type, request_id, timestamp, payload_len }.write(out);
}

/// Turns a whole request frame into its reply, in place: an ECHO or a WORK differs from its reply in nothing
/// else.
///
/// # Panics
///
/// If `frame` is shorter than prefix and header.
pub fn set_timestamp(frame: &mut [u8], timestamp: u64) {
    frame[TIMESTAMP].copy_from_slice(&timestamp.to_be_bytes());
}

/// The size of the frame that `bytes` begin with, prefix included; none if the prefix is not whole.
pub fn len_of(bytes: &[u8]) -> Option<usize> {
    let prefix = bytes.first_chunk::<PREFIX_LEN>()?;
    Some(PREFIX_LEN + u32::from_be_bytes(*prefix) as usize)
}

/// The `request_id` of a frame, none if the bytes do not go so far.
pub fn request_id_of(frame: &[u8]) -> Option<u64> {
    let bytes = frame.get(REQUEST_ID)?;
    Some(u64::from_be_bytes(bytes.try_into().ok()?))
}

/// Reads an ERROR's payload: the code, perhaps one that [`ErrorCode`] does not know, and the text.
///
/// None if it is shorter than a code or its text is not UTF-8.
pub fn error_of(payload: &[u8]) -> Option<(u16, &str)> {
    let (code, text) = payload.split_first_chunk::<2>()?;
    Some((u16::from_be_bytes(*code), std::str::from_utf8(text).ok()?))
}

#[cfg(test)]
mod tests;
