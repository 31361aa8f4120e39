//! Bytes that are no frames, and sound frames that nobody can serve.

use crate::subject::{Subject, promise};
use checks::{ErrorCode, RawFrame, Reply, msg_type};

/// The largest length of a frame of a server that was not told otherwise.
const MAX_LENGTH: u32 = 22 + (1 << 20);

/// A server on which an unfinished frame times out in an hour: whoever is closed is closed for another reason.
fn patient_server() -> Subject {
    Subject::start(&["--frame-timeout", "3600"])
}

/// Sends `bytes` on a connection of their own, which must get an ERROR with `code` and `request_id` and then end.
#[track_caller]
fn expect_rejection(subject: &Subject, bytes: &[u8], code: ErrorCode, request_id: u64) -> Reply {
    let mut client = subject.connect();
    client.send(bytes);
    let error = client.expect_error(code);
    assert_eq!(error.request_id, request_id, "the ERROR carried another request_id than it should");
    client.expect_close();
    error
}

/// Checks that `count` connections were closed for `reason`, and the server is well.
#[track_caller]
fn assert_closed(subject: Subject, count: u32, reason: &str) {
    let closed = format!("capstone_connections_closed_total{{reason=\"{reason}\"}}");
    let metrics = subject.quiet_metrics();
    assert_eq!(metrics.get(&closed), f64::from(count), "{closed} was another number\n{metrics}");
    subject.assert_unharmed();
}

#[test]
fn f03_a_length_under_a_header_is_malformed_and_the_client_can_read_so() {
    promise("a length from 0 to 21 must get a readable ERROR malformed and end the connection").holds(|| {
        let subject = patient_server();
        for length in 0..22u32 {
            let bytes = length.to_be_bytes();
            expect_rejection(&subject, &bytes, ErrorCode::Malformed, 0);
            // With more on its way, closing at once would send a reset, which destroys the ERROR.
            expect_rejection(&subject, &[&bytes[..], &[0; 100_000]].concat(), ErrorCode::Malformed, 0);
        }
        assert_closed(subject, 44, "protocol");
    });
}

#[test]
fn f04_a_length_over_the_maximum_is_refused_before_anything_is_allocated() {
    promise("a length over the maximum must get ERROR too-large from its four bytes alone, and no memory")
        .holds(|| {
            let subject = patient_server();
            let lengths = [MAX_LENGTH + 1, 0x7fff_ffff, 0xffff_ffff];
            for length in lengths {
                expect_rejection(&subject, &length.to_be_bytes(), ErrorCode::TooLarge, 0);
            }
            if let Some(peak) = subject.status("VmPeak") {
                assert!(peak < 2 << 30, "the server has had {peak} bytes of address space");
            }
            assert_closed(subject, lengths.len() as u32, "protocol");
        });
}

#[test]
fn f06_a_payload_length_that_does_not_fit_is_malformed() {
    promise("a payload_len other than length - 22 must get ERROR malformed and end the connection").holds(
        || {
            let subject = patient_server();
            let wrong = [0, 4, 6, 1 << 20, u32::MAX];
            for payload_len in wrong {
                let frame = RawFrame::new(msg_type::ECHO, 77, "12345").payload_len(payload_len).bytes();
                expect_rejection(&subject, &frame, ErrorCode::Malformed, 77);
                // The header says it all: the payload need not come.
                expect_rejection(&subject, &frame[..26], ErrorCode::Malformed, 77);
            }
            assert_closed(subject, 2 * wrong.len() as u32, "protocol");
        },
    );
}

#[test]
fn f07_an_unknown_version_is_told_the_supported_one() {
    promise("an unknown version must get an ERROR that names the supported one, and end the connection")
        .holds(|| {
            let subject = patient_server();
            for version in [0, 2, 255] {
                let frame = RawFrame::new(msg_type::ECHO, 78, "").version(version).bytes();
                let error = expect_rejection(&subject, &frame, ErrorCode::UnsupportedVersion, 78);
                let (_, text) = error.error().unwrap_or_default();
                assert!(
                    text.contains("version 1"),
                    "the text does not say which version it was to be: {text:?}"
                );
            }
            assert_closed(subject, 3, "protocol");
        });
}

#[test]
fn f07_of_several_faults_the_first_in_the_documented_order_is_told() {
    promise("a frame with several faults must be told the first of: length, version, payload_len, type")
        .holds(|| {
            let subject = patient_server();
            let worst = RawFrame::new(9, 79, "12345").version(2).payload_len(4);
            let too_large = worst.clone().length(MAX_LENGTH + 1).bytes();
            expect_rejection(&subject, &too_large, ErrorCode::TooLarge, 0);
            expect_rejection(&subject, &worst.clone().length(21).bytes(), ErrorCode::Malformed, 0);
            expect_rejection(&subject, &worst.clone().bytes(), ErrorCode::UnsupportedVersion, 79);
            expect_rejection(&subject, &worst.version(1).bytes(), ErrorCode::Malformed, 79);
            assert_closed(subject, 4, "protocol");
        });
}

#[test]
fn f03_replies_to_earlier_requests_go_out_before_the_error() {
    promise("the replies to the requests before a bad frame must still come, and the ERROR last").holds(
        || {
            let subject = patient_server();
            let mut client = subject.connect();
            let works = (1..=8).flat_map(|id| RawFrame::work(id, 0, 20_000).bytes());
            client.send(works.chain([0; 4]).collect::<Vec<u8>>());
            let mut ids: Vec<u64> = (0..8).map(|_| client.reply().request_id).collect();
            ids.sort_unstable();
            assert_eq!(ids, (1..=8).collect::<Vec<_>>(), "these requests were answered before the ERROR");
            client.expect_error(ErrorCode::Malformed);
            client.expect_close();
            assert_closed(subject, 1, "protocol");
        },
    );
}

#[test]
fn f08_an_unknown_type_is_refused_and_the_connection_lives() {
    promise("an unknown type must get ERROR unknown-type with its request_id, and the connection must live")
        .holds(|| {
            let subject = patient_server();
            let mut client = subject.connect();
            for (id, code) in [(1, 200), (2, 255), (3, msg_type::ERROR)] {
                // The header comes first, and is enough; the payload must be skipped when it follows.
                let frame = RawFrame::new(code, id, [0; 200_000]).bytes();
                client.send(&frame[..26]);
                let error = client.expect_error(ErrorCode::UnknownType);
                assert_eq!(error.request_id, id, "the ERROR carried another request_id");
                client.send(&frame[26..]);
                client.expect_echo(100 + id, b"still here");
            }
            drop(client);
            assert_closed(subject, 1, "eof");
        });
}

#[test]
fn f10_another_protocol_is_turned_away_at_once() {
    promise("a client that speaks HTTP or TLS must be told and closed without waiting for more").holds(
        || {
            let subject = patient_server();
            let strangers: [&[u8]; 5] = [
                b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n",
                b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
                b"SSH-2.0-OpenSSH_9.9\r\n",
                b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03", // a TLS ClientHello
                b"*1\r\n$4\r\nPING\r\n",
            ];
            for bytes in strangers {
                expect_rejection(&subject, bytes, ErrorCode::TooLarge, 0);
            }
            assert_closed(subject, strangers.len() as u32, "protocol");
        },
    );
}

#[test]
fn f11_a_stream_that_ends_inside_a_frame_is_counted_as_truncated() {
    promise("a stream that ends inside a frame must be closed and counted as truncated").holds(|| {
        let subject = patient_server();
        let frame = RawFrame::new(msg_type::ECHO, 1, "12345").bytes();
        let skipped = RawFrame::new(9, 1, "12345").bytes();
        for cut in [1, 3, 4, 5, 25, 26, 30] {
            let mut client = subject.connect();
            client.expect_echo(9, b"before");
            client.send(&frame[..cut]);
            client.half_close();
            client.expect_close();
        }
        let mut client = subject.connect();
        client.send(&skipped[..28]);
        client.half_close();
        client.expect_error(ErrorCode::UnknownType);
        client.expect_close();
        assert_closed(subject, 8, "truncated");
    });
}

#[test]
fn f11_a_truncated_frame_does_not_cost_an_earlier_request_its_reply() {
    promise("a request must get its reply, and no other, though the frame after it is cut off").holds(|| {
        // The job takes longer than a frame may: nobody waits for the rest of a frame that cannot come any more.
        let subject = Subject::start(&["--frame-timeout", "1", "--max-work-ms", "3000"]);
        let mut client = subject.connect();
        client.send([RawFrame::work(5, 0, 2_000_000).bytes(), vec![0, 0]].concat());
        client.half_close();
        assert_eq!(client.reply().request_id, 5, "the reply was to another request");
        client.expect_close();
        assert_closed(subject, 1, "truncated");
    });
}
