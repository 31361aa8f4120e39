//! Clients that keep books: each sends LOG requests, one after the other, and every request has a text of its own.
//!
//! The server writes this text to its log. So afterwards the books of the clients and the logs of the servers can be compared,
//! request by request.

use anyhow::{Result, ensure};
use capstone::client::{Answer, OneShot, PastRetries, Retries};
use capstone::net::envelope::MessageType;
use capstone::net::error_code::ErrorCode;
use std::net::SocketAddr;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::thread;
use std::time::{Duration, Instant};

/// A working fleet answers its clients within milliseconds, also while it restarts.
const PATIENCE: Duration = Duration::from_secs(60);

/// What a client does about a request whose connection has ended before its reply.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Unanswered {
    /// Sends it again.
    Retry,
    /// Gives it up, and continues with the next.
    GiveUp,
}

/// How the requests and their attempts ended.
#[derive(Debug, Default)]
pub(crate) struct Books {
    /// Requests with a reply.
    pub(crate) acknowledged: Vec<String>,
    /// Requests without a reply, which were given up.
    pub(crate) unanswered: Vec<String>,
    pub(crate) attempts: u64,
    /// Attempts refused by a busy server.
    pub(crate) busy: u64,
    /// Attempts refused by a server that drains.
    pub(crate) draining: u64,
    /// Attempts without a reply: the connection ended first, or there was none.
    pub(crate) broken: u64,
}

impl Books {
    fn add(&mut self, other: Self) {
        self.acknowledged.extend(other.acknowledged);
        self.unanswered.extend(other.unanswered);
        self.attempts += other.attempts;
        self.busy += other.busy;
        self.draining += other.draining;
        self.broken += other.broken;
    }

    pub(crate) fn requests(&self) -> u64 {
        (self.acknowledged.len() + self.unanswered.len()) as u64
    }

    /// Whether every attempt has exactly one outcome.
    pub(crate) fn are_settled(&self) -> bool {
        self.attempts == self.acknowledged.len() as u64 + self.busy + self.draining + self.broken
    }
}

/// How far the clients are, for the code that stops and kills servers meanwhile.
#[derive(Debug, Default)]
pub(crate) struct Progress {
    stop: AtomicBool,
    acknowledged: AtomicU64,
}

impl Progress {
    /// Waits until `count` more requests have their reply.
    pub(crate) fn wait_for(&self, count: u64) -> Result<()> {
        let deadline = Instant::now() + PATIENCE;
        let goal = self.acknowledged.load(Ordering::SeqCst) + count;
        while self.acknowledged.load(Ordering::SeqCst) < goal {
            ensure!(Instant::now() < deadline, "the clients do not get {count} replies within {PATIENCE:?}");
            thread::sleep(Duration::from_millis(1));
        }
        Ok(())
    }
}

/// Runs so many clients while `meanwhile` runs. Afterwards each client finishes its last request.
pub(crate) fn run<T>(
    address: SocketAddr,
    count: usize,
    unanswered: Unanswered,
    meanwhile: impl FnOnce(&Progress) -> Result<T>,
) -> Result<(Books, T)> {
    let progress = Progress::default();
    thread::scope(|scope| {
        let progress = &progress;
        let clients: Vec<_> = (0..count)
            .map(|client| scope.spawn(move || one_client(address, client, unanswered, progress)))
            .collect();
        let done = meanwhile(progress);
        progress.stop.store(true, Ordering::SeqCst);
        let mut books = Books::default();
        for client in clients {
            books.add(client.join().expect("a client does not panic"));
        }
        Ok((books, done?))
    })
}

fn one_client(address: SocketAddr, client: usize, unanswered: Unanswered, progress: &Progress) -> Books {
    let mut books = Books::default();
    let mut connection = connect(address);
    let mut number = 0;
    while !progress.stop.load(Ordering::SeqCst) {
        number += 1;
        let text = format!("request {number} of client {client}");
        if send(&mut connection, address, &text, unanswered, &mut books) {
            progress.acknowledged.fetch_add(1, Ordering::SeqCst);
            books.acknowledged.push(text);
        } else {
            books.unanswered.push(text);
        }
    }
    books
}

fn connect(address: SocketAddr) -> OneShot {
    OneShot::new(address, Duration::from_secs(10))
}

/// Sends a request, with up to 30 retries, and returns whether it has a reply.
fn send(
    connection: &mut OneShot,
    address: SocketAddr,
    text: &str,
    unanswered: Unanswered,
    books: &mut Books,
) -> bool {
    let (mut retries, mut past) = (Retries::new(30), PastRetries::default());
    loop {
        books.attempts += 1;
        // `OneShot` never sends a LOG a second time by itself, so each `ask` is one attempt.
        match connection.ask(MessageType::Log, text.as_bytes()) {
            Ok(Answer::Payload(_)) => return true,
            Ok(Answer::Error { code, .. }) if code == ErrorCode::Busy.code() => books.busy += 1,
            Ok(Answer::Error { .. }) => books.draining += 1,
            Err(_) => {
                books.broken += 1;
                if unanswered == Unanswered::GiveUp {
                    return false;
                }
            }
        }
        // A new connection, because HAProxy may have a better server for it.
        *connection = connect(address);
        let Some(wait) = retries.next_wait(&mut past) else { return false };
        thread::sleep(wait);
    }
}
