//! A server for the clients' tests that does with a connection whatever the test says.

use crate::net::error_code::ErrorCode;
use crate::net::frame::{PREFIX_LEN, put_error};
use crate::sync::atomic::{AtomicBool, Ordering};
use crate::sync::thread::{self, JoinHandle};
use crate::threads::Lock;
use std::io::{Read, Write};
use std::net::{Shutdown, SocketAddr, TcpListener, TcpStream};
use std::sync::Arc;

/// A thread for each connection. It ends with the value.
#[derive(Debug)]
pub(super) struct TestServer {
    pub(super) address: SocketAddr,
    shared: Arc<Shared>,
    acceptor: Option<JoinHandle<()>>,
}

#[derive(Debug)]
struct Shared {
    stopped: AtomicBool,
    /// The second handle of each connection that is open, by its number.
    streams: Lock<Vec<Option<TcpStream>>>,
}

/// One end of a connection, which reads and writes whole frames.
#[derive(Debug)]
pub(super) struct Peer(pub(super) TcpStream);

impl TestServer {
    /// Serves each connection, of which the first is number 0, with `serve`, and then closes it.
    pub(super) fn start(serve: impl Fn(usize, Peer) + Send + Sync + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let shared =
            Arc::new(Shared { stopped: AtomicBool::new(false), streams: Lock::new("streams", Vec::new()) });
        let acceptor = thread::spawn({
            let shared = Arc::clone(&shared);
            move || accept(&listener, &shared, &serve)
        });
        Self { address, shared, acceptor: Some(acceptor) }
    }
}

fn accept(listener: &TcpListener, shared: &Shared, serve: &(impl Fn(usize, Peer) + Sync)) {
    thread::scope(|scope| {
        for (number, stream) in listener.incoming().enumerate() {
            let stream = stream.unwrap();
            shared.streams.lock().push(Some(stream.try_clone().unwrap()));
            if shared.stopped.load(Ordering::SeqCst) {
                return;
            }
            scope.spawn(move || {
                serve(number, Peer(stream));
                // The last handle: with bytes unread, closing it resets the connection.
                shared.streams.lock()[number] = None;
            });
        }
    });
}

impl Drop for TestServer {
    fn drop(&mut self) {
        self.shared.stopped.store(true, Ordering::SeqCst);
        drop(TcpStream::connect(self.address)); // accept returns, and sees that it is over
        for stream in self.shared.streams.lock().iter().flatten() {
            let _ = stream.shutdown(Shutdown::Both);
        }
        let ended = self.acceptor.take().map(JoinHandle::join);
        assert!(thread::panicking() || matches!(ended, Some(Ok(()))), "the test's server panicked");
    }
}

impl Peer {
    /// The next frame, prefix included; None at the end of the stream.
    pub(super) fn receive(&mut self) -> Option<Vec<u8>> {
        let mut frame = vec![0; PREFIX_LEN];
        self.0.read_exact(&mut frame).ok()?;
        let length = u32::from_be_bytes(frame[..].try_into().unwrap()) as usize;
        frame.resize(PREFIX_LEN + length, 0);
        self.0.read_exact(&mut frame[PREFIX_LEN..]).ok()?;
        Some(frame)
    }

    pub(super) fn send(&mut self, bytes: &[u8]) {
        let _ = self.0.write_all(bytes);
    }

    pub(super) fn send_error(&mut self, code: ErrorCode, request_id: u64, text: &str) {
        let mut frame = Vec::new();
        put_error(&mut frame, code, request_id, 0, text);
        self.send(&frame);
    }

    /// Answers every request with the same bytes until the client ends the stream.
    pub(super) fn echo(&mut self) {
        while let Some(frame) = self.receive() {
            self.send(&frame);
        }
    }
}

/// The `request_id` of a frame.
pub(super) fn id_of(frame: &[u8]) -> u64 {
    u64::from_be_bytes(frame[6..14].try_into().unwrap())
}
