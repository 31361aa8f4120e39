//! Every kind of wrong request gets its ERROR, and bytes that mean nothing do no harm.

use crate::quality::checkout::{Checkout, quiet_metrics};
use crate::quality::findings::Findings;
use crate::{End, ErrorCode, Garbage, RawClient, RawFrame, Server, Signal, msg_type};
use capstone::net::frame::{Decoded, decode};
use std::panic::resume_unwind;
use std::thread;

const MAX_LENGTH: u32 = 22 + (1 << 20);
const CLOSES: bool = true;
const LIVES: bool = false;

/// Long enough that no connection is closed for being slow.
const ARGS: [&str; 6] = ["--frame-timeout", "3600", "--max-work-ms", "1", "--queue", "4096"];

/// What is sent, and what the table of the protocol says of it: the code, the request id, and the connection.
struct Case(&'static str, Vec<u8>, ErrorCode, u64, bool);

fn cases() -> Vec<Case> {
    use ErrorCode::{BadRequest, Malformed, TooLarge, UnknownType, UnsupportedVersion};
    let frame = RawFrame::new(msg_type::ECHO, 7, "12345");
    let of_type = |msg_type, payload: &[u8]| RawFrame::new(msg_type, 7, payload).bytes();
    vec![
        Case("length 0", 0u32.to_be_bytes().into(), Malformed, 0, CLOSES),
        Case("length 21", 21u32.to_be_bytes().into(), Malformed, 0, CLOSES),
        Case("length one over the maximum", (MAX_LENGTH + 1).to_be_bytes().into(), TooLarge, 0, CLOSES),
        Case("length 0xffffffff", u32::MAX.to_be_bytes().into(), TooLarge, 0, CLOSES),
        Case("HTTP", b"GET / HTTP/1.1\r\n\r\n".into(), TooLarge, 0, CLOSES),
        Case("version 0", frame.clone().version(0).bytes(), UnsupportedVersion, 7, CLOSES),
        Case("version 2", frame.clone().version(2).bytes(), UnsupportedVersion, 7, CLOSES),
        Case("payload_len too small", frame.clone().payload_len(4).bytes(), Malformed, 7, CLOSES),
        Case("payload_len too large", frame.payload_len(6).bytes(), Malformed, 7, CLOSES),
        Case("type 200", of_type(200, b""), UnknownType, 7, LIVES),
        Case("ERROR from a client", of_type(msg_type::ERROR, b"12345"), UnknownType, 7, LIVES),
        Case("WORK of 4 bytes", of_type(msg_type::WORK, &[0; 4]), BadRequest, 7, LIVES),
        Case("WORK of mode 3", RawFrame::work(7, 3, 0).bytes(), BadRequest, 7, LIVES),
        Case("WORK that takes too long", RawFrame::work(7, 0, 1_001).bytes(), BadRequest, 7, LIVES),
        Case("a panic that is not allowed", RawFrame::work(7, 2, 0).bytes(), BadRequest, 7, LIVES),
        Case("LOG that is not UTF-8", of_type(msg_type::LOG, &[0xff]), BadRequest, 7, LIVES),
    ]
}

pub(crate) fn look_at(checkout: &Checkout, findings: &Findings) {
    findings.step("the server", "to listen");
    let server = checkout.serve(&ARGS);
    let cases = cases();
    for case in &cases {
        findings.step(case.0, "the ERROR that PROTOCOL.md says");
        case.try_on(&server);
    }
    findings.that("kinds of wrong request answered as documented", "all", cases.len(), true);
    findings.step("an ECHO of the maximum, 1 MiB", "the same bytes");
    server.connect().expect_echo(8, &vec![7; 1 << 20]);

    let connections = if checkout.fast { 1_000 } else { 5_000 };
    findings.step(format!("{connections} connections of random bytes"), "an end each");
    random_bytes(&server, connections);
    findings.that("connections of random bytes ended", "all", connections, true);
    findings.step("an ECHO after them", "the same bytes");
    server.assert_serves();
    quiet_metrics(&server).assert_balanced();
    let stopped = server.stop(Signal::TERM);
    findings.exit_0(stopped.code, &stopped.stderr);
    findings.equal("panics", 0, stopped.stderr.matches("panicked at").count());

    let streams = if checkout.fast { 20_000 } else { 500_000 };
    findings.step("the decoder", "the same messages however the stream is cut");
    (0..streams).for_each(|number| fuzz_decoder(&mut Garbage::new(2, number)));
    findings.that("streams decoded alike however they were cut", "all", streams, true);
}

impl Case {
    fn try_on(&self, server: &Server) {
        let Self(_, bytes, code, request_id, closes) = self;
        let mut client = server.connect();
        client.send(bytes);
        let error = client.expect_error(*code);
        assert_eq!(error.request_id, *request_id, "the ERROR had request_id {}", error.request_id);
        if *closes {
            client.expect_close();
        } else {
            client.expect_echo(8, b"the connection lives");
        }
    }
}

fn random_bytes(server: &Server, connections: u64) {
    const CLIENTS: u64 = 4;
    thread::scope(|scope| {
        let of_one = |first: u64| (first..connections).step_by(CLIENTS as usize);
        let clients: Vec<_> = (0..CLIENTS)
            .map(|first| scope.spawn(move || of_one(first).for_each(|id| bother(server, id))))
            .collect();
        for client in clients {
            client.join().unwrap_or_else(|panic| resume_unwind(panic)); // as it is, it says what was wrong
        }
    });
}

/// One connection: some messages, then one of the ways to leave.
fn bother(server: &Server, connection: u64) {
    let mut garbage = Garbage::new(1, connection);
    let mut client = server.connect();
    for _ in 0..=garbage.below(4) {
        let _ = client.try_send(garbage.message()); // the server may have had enough by now
    }
    match garbage.below(4) {
        0 => client.reset(),
        1 => drop(client),
        _ => hear_out(client),
    }
}

fn hear_out(mut client: RawClient) {
    client.half_close();
    loop {
        match client.try_reply() {
            Ok(_) => {}
            Err(End::Eof | End::Reset) => return,
            Err(End::Silence) => panic!("the server neither answered nor closed"),
        }
    }
}

/// What the decoder says of a part of a stream, it must also say of the whole.
fn fuzz_decoder(garbage: &mut Garbage) {
    let stream: Vec<u8> = (0..4).flat_map(|_| garbage.message()).collect();
    let mut rest = stream.as_slice();
    loop {
        let cut = garbage.below(rest.len() as u64 + 1) as usize;
        let (part, whole) = (decode(&rest[..cut], 256), decode(rest, 256));
        assert!(
            part == Ok(Decoded::Partial) || part == whole,
            "cut at {cut}, {rest:?} is {part:?}, not {whole:?}"
        );
        match whole {
            Ok(Decoded::Frame { len, payload, .. }) => {
                assert_eq!(
                    len,
                    26 + payload.len(),
                    "a frame of {len} bytes has {} of payload",
                    payload.len()
                );
                rest = &rest[len..];
            }
            Ok(Decoded::UnknownType { len, .. }) if len <= rest.len() => rest = &rest[len..],
            _ => return,
        }
    }
}
