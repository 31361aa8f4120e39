//! One request, one reply, and a caller who waits: for `send`, and for whoever asks a server something now
//! and then.

use super::connection::{Broken, Connection, ENOUGH_READS, ROOM, Reply};
use crate::deadline;
use crate::net::envelope::MessageType;
use crate::net::error_code::ErrorCode;
use crate::net::frame::{error_of, put_frame};
use crate::net::{sys, wall_ms};
use std::net::{SocketAddr, TcpStream};
use std::time::{Duration, Instant};

/// The largest reply taken, in bytes: above any payload that a server can be told to accept.
const MAX_PAYLOAD: u32 = 64 << 20;

/// A client with one request in flight at most. It keeps its connection from one request to the next.
///
/// ```no_run
/// use capstone::client::{Answer, OneShot};
/// use capstone::net::envelope::MessageType;
/// use std::time::Duration;
///
/// let mut client = OneShot::new("127.0.0.1:9000".parse()?, Duration::from_secs(5));
/// assert_eq!(client.ask(MessageType::Echo, b"hello")?, Answer::Payload(b"hello".to_vec()));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug)]
pub struct OneShot {
    address: SocketAddr,
    timeout: Duration,
    connection: Option<Connection>,
    requests: u64,
}

/// What a server said to a request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer {
    /// It was served, and this is the reply's payload.
    Payload(Vec<u8>),
    /// It was refused.
    Error {
        /// Why, perhaps in a way that [`ErrorCode`] does not know.
        code: u16,
        /// Why, in words.
        text: String,
    },
}

impl OneShot {
    /// A client of the server at `address` that waits for each reply, with the connecting before it, for at
    /// most `timeout`. [`Duration::MAX`] is no limit.
    pub fn new(address: SocketAddr, timeout: Duration) -> Self {
        Self { address, timeout, connection: None, requests: 0 }
    }

    /// The same client, which begins with a socket that is connected already.
    ///
    /// # Errors
    ///
    /// [`Broken::Connect`] if the socket is of no use.
    pub fn over(self, connected: TcpStream) -> Result<Self, Broken> {
        let mut connection = Connection::of(connected)?;
        connection.finish_connecting()?;
        Ok(Self { connection: Some(connection), ..self })
    }

    /// Gives the socket away, if there is one that the server has not closed.
    pub fn into_stream(self) -> Option<TcpStream> {
        self.connection.map(Connection::into_stream)
    }

    /// Sends a request and waits for its reply.
    ///
    /// # Errors
    ///
    /// [`Broken`], if there is none: then it is not known whether the server has served the request. The next
    /// request gets a new connection.
    pub fn ask(&mut self, msg_type: MessageType, payload: &[u8]) -> Result<Answer, Broken> {
        let deadline = deadline::after(Instant::now(), self.timeout);
        let mut connection = match self.connection.take() {
            Some(connection) => connection,
            None => connect(self.address, deadline)?,
        };
        self.requests += 1;
        put_frame(connection.outbox(), msg_type, self.requests, wall_ms(), payload);
        let (answer, closes) = converse(&mut connection, self.requests, deadline)?;
        self.connection = (!closes).then_some(connection);
        Ok(answer)
    }
}

fn connect(address: SocketAddr, deadline: Instant) -> Result<Connection, Broken> {
    let mut connection = Connection::open(address)?;
    wait_for(&connection, deadline)?;
    connection.finish_connecting()?;
    Ok(connection)
}

/// Sends what is in the outbox and receives until the reply is there. Also says whether the server will now
/// close.
fn converse(connection: &mut Connection, id: u64, deadline: Instant) -> Result<(Answer, bool), Broken> {
    let mut room = vec![0; ROOM];
    let mut answer = None;
    let mut late_reads = 0;
    while late_reads < ENOUGH_READS {
        late_reads += usize::from(Instant::now() >= deadline);
        connection.flush()?;
        wait_for(connection, deadline)?;
        let count = connection.read(&mut room)?;
        connection.take_in(&room[..count], MAX_PAYLOAD, |reply| {
            answer = answer.take().or_else(|| read(id, &reply));
        })?;
        if let Some(answer) = answer {
            return Ok(answer);
        }
    }
    Err(Broken::TimedOut) // a server that never pauses must not keep the caller for ever
}

/// What a message means for the request with this id; None if it is for another.
fn read(id: u64, reply: &Reply<'_>) -> Option<(Answer, bool)> {
    let request_id = reply.header.request_id;
    if reply.msg_type != MessageType::Error {
        return (request_id == id).then(|| (Answer::Payload(reply.payload.to_vec()), false));
    }
    // An ERROR with id 0 is for the whole connection, and its last.
    if request_id != id && request_id != 0 {
        return None;
    }
    let (code, text) = error_of(reply.payload).unwrap_or((0, "an ERROR without a text"));
    let closes = request_id == 0 || ErrorCode::from_u16(code).is_some_and(ErrorCode::closes_connection);
    Some((Answer::Error { code, text: text.to_owned() }, closes))
}

/// Waits until the connection is ready for what it wants next. It is too late only if a look that began after the
/// deadline finds nothing: until then, this process may have been stopped.
fn wait_for(connection: &Connection, deadline: Instant) -> Result<(), Broken> {
    loop {
        let left = deadline.saturating_duration_since(Instant::now());
        if sys::poll(&mut [connection.poll_entry()], Some(left)).map_err(Broken::Io)? > 0 {
            return Ok(());
        }
        if left.is_zero() {
            return Err(Broken::TimedOut);
        }
    }
}

#[cfg(all(test, not(feature = "shuttle")))]
mod tests {
    use super::*;
    use crate::client::test_server::{Peer, TestServer, id_of};

    const PATIENT: Duration = Duration::from_secs(30);

    /// A client of a server that treats each connection so. The server ends with the first value.
    fn client(
        serve: impl Fn(usize, Peer) + Send + Sync + 'static,
        timeout: Duration,
    ) -> (TestServer, OneShot) {
        let server = TestServer::start(serve);
        let client = OneShot::new(server.address, timeout);
        (server, client)
    }

    fn echoed(answer: Result<Answer, Broken>) -> bool {
        matches!(answer, Ok(Answer::Payload(payload)) if payload == b"hi")
    }

    #[test]
    fn one_connection_serves_one_request_after_the_other() {
        let (_server, mut client) = client(
            |number, mut peer| {
                assert_eq!(number, 0, "a second connection");
                peer.echo();
            },
            PATIENT,
        );
        assert!((0..3).all(|_| echoed(client.ask(MessageType::Echo, b"hi"))));
    }

    #[test]
    fn an_error_is_an_answer_and_one_without_an_id_ends_the_connection() {
        let (_server, mut client) = client(
            |number, mut peer| {
                let frame = peer.receive().unwrap();
                match number {
                    0 => peer.send_error(ErrorCode::Busy, 0, "too many"),
                    _ => peer.send_error(ErrorCode::Busy, id_of(&frame), "queue full"),
                }
                peer.echo();
            },
            PATIENT,
        );
        for text in ["too many", "queue full"] {
            let answer = client.ask(MessageType::Echo, b"hi").unwrap();
            assert_eq!(answer, Answer::Error { code: 1, text: text.to_owned() });
        }
        assert!(echoed(client.ask(MessageType::Echo, b"hi")), "the second connection lives");
    }

    #[test]
    fn a_reply_to_somebody_else_is_not_taken() {
        let (_server, mut client) = client(
            |_, mut peer| {
                let frame = peer.receive().unwrap();
                let mut other = frame.clone();
                other[13] ^= 1; // the last byte of the id
                *other.last_mut().unwrap() = b'!';
                peer.send(&[other, frame].concat());
                peer.receive();
            },
            PATIENT,
        );
        assert!(echoed(client.ask(MessageType::Echo, b"hi")));
    }

    #[test]
    fn a_caller_who_was_away_looks_before_it_is_too_late() {
        let (server, _) = client(|_, mut peer| peer.echo(), PATIENT);
        let now = Instant::now();
        let mut connection = connect(server.address, now + PATIENT).unwrap();
        put_frame(connection.outbox(), MessageType::Echo, 1, 0, b"hi");
        connection.flush().unwrap();
        wait_for(&connection, now + PATIENT).unwrap();
        let answer = converse(&mut connection, 1, now);
        assert!(matches!(answer, Ok((Answer::Payload(payload), false)) if payload == b"hi"), "it was there");
        assert!(matches!(converse(&mut connection, 2, now), Err(Broken::TimedOut)));
    }

    #[test]
    fn without_a_reply_the_caller_hears_why_and_the_next_request_starts_afresh() {
        let (_server, mut client) = client(
            |number, mut peer| match number {
                0 => drop(peer.receive()),
                1 => while peer.receive().is_some() {},
                _ => peer.echo(),
            },
            Duration::from_millis(200),
        );
        assert!(matches!(client.ask(MessageType::Echo, b"hi"), Err(Broken::Ended)));
        assert!(matches!(client.ask(MessageType::Echo, b"hi"), Err(Broken::TimedOut)));
        client.timeout = Duration::MAX;
        assert!(echoed(client.ask(MessageType::Echo, b"hi")), "a caller may wait without a limit");
    }
}
