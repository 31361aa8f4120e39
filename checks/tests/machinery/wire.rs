//! The second implementation of the protocol, against bytes written down by hand.

use crate::failure_of;
use checks::{End, ErrorCode, RawClient, RawFrame, msg_type};
use std::io::{Read, Write};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::thread::{self, JoinHandle};
use std::time::Duration;

/// `ECHO`, request 7, timestamp 0, payload `hi`, as section 1 of the specification says.
const ECHO_HI: [u8; 28] =
    [0, 0, 0, 24, 1, 0, 0, 0, 0, 0, 0, 0, 0, 7, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 2, b'h', b'i'];

/// A client, and a server that does `serve` with its connection.
fn against(serve: impl FnOnce(TcpStream) + Send + 'static) -> (RawClient, JoinHandle<()>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let addr = listener.local_addr().unwrap();
    let server = thread::spawn(move || serve(listener.accept().unwrap().0));
    (RawClient::connect(addr), server)
}

#[test]
fn a_frame_is_the_specified_bytes() {
    assert_eq!(RawFrame::new(msg_type::ECHO, 7, "hi").bytes(), ECHO_HI);
    let wrong = RawFrame::new(9, 7, "hi").version(2).length(0xFFFF_FFFF).payload_len(3).bytes();
    assert_eq!(wrong[..6], [0xFF, 0xFF, 0xFF, 0xFF, 2, 9]);
    assert_eq!(wrong[22..26], [0, 0, 0, 3]);
    assert_eq!(RawFrame::work(1, 1, 500).bytes()[26..], [1, 0, 0, 1, 0xF4]);
}

#[test]
fn replies_are_read_however_they_are_cut() {
    let (mut client, server) = against(|mut stream| {
        let bytes = [ECHO_HI, ECHO_HI].concat();
        for byte in &bytes[..40] {
            stream.write_all(&[*byte]).unwrap();
        }
        stream.write_all(&bytes[40..]).unwrap();
    });
    for _ in 0..2 {
        let reply = client.reply();
        assert_eq!((reply.msg_type, reply.request_id, reply.text().as_str()), (msg_type::ECHO, 7, "hi"));
    }
    client.expect_close();
    server.join().unwrap();
}

#[test]
fn an_echo_goes_out_and_comes_back() {
    let (mut client, server) = against(|mut stream| {
        let mut request = [0; 28];
        stream.read_exact(&mut request).unwrap();
        stream.write_all(&request).unwrap();
    });
    client.expect_echo(7, b"hi");
    server.join().unwrap();
}

#[test]
fn an_error_is_told_by_its_code() {
    let error = RawFrame::new(msg_type::ERROR, 7, b"\x00\x02too short").bytes();
    let (mut client, server) = against(move |mut stream| stream.write_all(&error.repeat(2)).unwrap());
    let reply = client.expect_error(ErrorCode::Malformed);
    assert_eq!((reply.request_id, reply.error()), (7, Some((2, "too short".to_owned()))));
    let failure = failure_of(|| drop(client.expect_error(ErrorCode::Busy)));
    assert!(failure.contains("the server sent ERROR 2 (too short) where Busy was due"), "{failure}");
    server.join().unwrap();
}

#[test]
fn an_end_in_order_and_a_reset_are_told_apart() {
    let (mut client, server) = against(|stream| stream.shutdown(Shutdown::Both).unwrap());
    assert_eq!(client.try_reply(), Err(End::Eof));
    server.join().unwrap();

    // A server that closes with bytes unread sends a reset, not an end of stream.
    let (mut client, server) = against(|stream| {
        let mut byte = [0];
        while stream.peek(&mut byte).unwrap() == 0 {}
    });
    client.send([1]);
    assert_eq!(client.try_reply(), Err(End::Reset));
    server.join().unwrap();
}

#[test]
fn silence_is_neither() {
    let (mut client, server) = against(|mut stream| drop(stream.read(&mut [0])));
    client.set_patience(Duration::from_millis(20));
    assert_eq!(client.try_reply(), Err(End::Silence));
    let failure = failure_of(|| client.expect_close());
    assert!(failure.contains("the server still kept the connection open after 20ms"), "{failure}");
    client.half_close();
    server.join().unwrap();
}

#[test]
fn a_half_close_is_an_end_of_stream_to_the_server_and_a_reset_is_not() {
    let (client, server) = against(|mut stream| assert_eq!(stream.read(&mut [0]).unwrap(), 0));
    client.half_close();
    server.join().unwrap();

    let (client, server) = against(|mut stream| {
        let error = stream.read(&mut [0]).unwrap_err();
        assert_eq!(error.kind(), std::io::ErrorKind::ConnectionReset);
    });
    client.reset();
    server.join().unwrap();
}

#[test]
fn a_reply_that_is_no_envelope_is_an_error_of_the_server() {
    let (mut client, server) = against(|mut stream| stream.write_all(&[0, 0, 0, 2, 1, 0]).unwrap());
    let failure = failure_of(|| drop(client.reply()));
    assert!(failure.contains("a frame of 2 bytes, too few for a header"), "{failure}");
    server.join().unwrap();

    let (mut client, server) = against(|mut stream| stream.write_all(&ECHO_HI[..27]).unwrap());
    let failure = failure_of(|| drop(client.try_reply()));
    assert!(failure.contains("closed the connection inside a reply"), "{failure}");
    server.join().unwrap();
}
