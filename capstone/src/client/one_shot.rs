//! One request and its reply, for a caller that waits: `send`, and programs that ask a server something now and then.

use super::connection::{Broken, ClientConnection, ENOUGH_READS, ROOM, Reply};
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
    connection: Option<ClientConnection>,
    requests: u64,
    /// Whether a byte has come since the last request was sent.
    has_heard: bool,
}

/// The reply of a server to a request.
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
        Self { address, timeout, connection: None, requests: 0, has_heard: false }
    }

    /// The same client, which begins with a socket that is connected already.
    ///
    /// # Errors
    ///
    /// [`Broken::Connect`] if the socket is of no use.
    pub fn over(self, connected: TcpStream) -> Result<Self, Broken> {
        let mut connection = ClientConnection::of(connected)?;
        connection.finish_connecting()?;
        Ok(Self { connection: Some(connection), ..self })
    }

    /// Returns the socket, if there is one that the server has not closed.
    pub fn into_stream(self) -> Option<TcpStream> {
        self.connection.map(ClientConnection::into_stream)
    }

    /// Sends a request and waits for its reply.
    ///
    /// A server closes an idle connection, perhaps while the request is on its way. If it closes before the first byte
    /// of the reply, the request is sent once more, on a new connection. A LOG is not, because a server that was killed
    /// may have logged it already.
    ///
    /// # Errors
    ///
    /// [`Broken`], if there is none: then it is not known whether the server has served the request. The next
    /// request gets a new connection.
    pub fn ask(&mut self, msg_type: MessageType, payload: &[u8]) -> Result<Answer, Broken> {
        let deadline = deadline::after(Instant::now(), self.timeout);
        match self.try_to_ask(msg_type, payload, deadline) {
            Err(Broken::Ended | Broken::Io(_)) if !self.has_heard && msg_type != MessageType::Log => {
                self.try_to_ask(msg_type, payload, deadline)
            }
            result => result,
        }
    }

    fn try_to_ask(
        &mut self,
        msg_type: MessageType,
        payload: &[u8],
        deadline: Instant,
    ) -> Result<Answer, Broken> {
        let mut connection = match self.idle_connection() {
            Some(connection) => connection,
            None => connect(self.address, deadline)?,
        };
        self.requests += 1;
        self.has_heard = false;
        put_frame(connection.outbox(), msg_type, self.requests, wall_ms(), payload);
        let (answer, closes) = self.converse(&mut connection, deadline)?;
        self.connection = (!closes).then_some(connection);
        Ok(answer)
    }

    /// The connection of the last request, if the server has not closed it since, or said something unasked.
    fn idle_connection(&mut self) -> Option<ClientConnection> {
        let mut connection = self.connection.take()?;
        matches!(connection.read(&mut [0]), Ok(0)).then_some(connection)
    }

    /// Sends what is in the outbox and receives until the reply to the last request is there. Also says whether the
    /// server will now close.
    fn converse(
        &mut self,
        connection: &mut ClientConnection,
        deadline: Instant,
    ) -> Result<(Answer, bool), Broken> {
        let mut room = vec![0; ROOM];
        let mut answer = None;
        let mut late_reads = 0;
        while late_reads < ENOUGH_READS {
            late_reads += usize::from(Instant::now() >= deadline);
            connection.flush()?;
            wait_for(connection, deadline)?;
            let count = connection.read(&mut room)?;
            self.has_heard |= count > 0;
            connection.take_in(&room[..count], MAX_PAYLOAD, |reply| {
                answer = answer.take().or_else(|| read(self.requests, &reply));
            })?;
            if let Some(answer) = answer {
                return Ok(answer);
            }
        }
        Err(Broken::TimedOut) // a server that never pauses must not keep the caller for ever
    }
}

fn connect(address: SocketAddr, deadline: Instant) -> Result<ClientConnection, Broken> {
    let mut connection = ClientConnection::open(address)?;
    wait_for(&connection, deadline)?;
    connection.finish_connecting()?;
    Ok(connection)
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
fn wait_for(connection: &ClientConnection, deadline: Instant) -> Result<(), Broken> {
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
mod tests;
