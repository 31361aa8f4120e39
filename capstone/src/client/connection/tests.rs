use super::*;
use std::net::TcpListener;

/// A socket that has connected to itself, after as many attempts as it takes.
fn connected_to_itself() -> TcpStream {
    let mut address = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    address.set_port(address.port() & !1); // Linux gives clients even ports, and listeners odd ones
    let mut attempts = (0..10_000_000).map(|_| TcpStream::connect(address));
    let found = attempts.find_map(|attempt| attempt.ok().filter(reaches_itself));
    found.expect("one attempt in some ten thousand gets the port that it connects to")
}

#[test]
fn a_connection_to_itself_is_refused() {
    let stream = connected_to_itself();
    let (inbox, outbox) = Default::default();
    let mut connection = ClientConnection { stream, connecting: true, inbox, outbox };
    let result = connection.finish_connecting();
    assert!(matches!(result, Err(Broken::Connect(error)) if error.kind() == ErrorKind::ConnectionRefused));
}

#[test]
fn a_connection_to_a_listener_is_none_to_itself() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let stream = TcpStream::connect(listener.local_addr().unwrap()).unwrap();
    assert!(!reaches_itself(&stream) && !reaches_itself(&listener.accept().unwrap().0));
}

/// Takes no byte, and says so as if that were a success.
#[derive(Default)]
struct TakesNothing(u32);

impl Write for TakesNothing {
    fn write(&mut self, _: &[u8]) -> io::Result<usize> {
        self.0 += 1;
        assert!(self.0 < 1000, "it was tried again and again");
        Ok(0)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[test]
fn a_write_of_no_bytes_ends_the_connection_and_does_not_spin() {
    let mut outbox = Buffer::default();
    outbox.push(b"hello");
    let result = write_out(&mut outbox, &mut TakesNothing::default());
    assert!(matches!(result, Err(Broken::Io(error)) if error.kind() == ErrorKind::WriteZero));
}
