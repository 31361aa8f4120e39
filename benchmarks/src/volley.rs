//! A load generator that costs as little as it can: what it uses is missing in the server that it measures.
//!
//! On two cores the generator that counts and times every request ([`capstone::client::ClosedLoop`]) takes a third of
//! the machine, and then the servers look more alike than they are. This one sends the same bytes again and again, so
//! that it encodes nothing and finds out with two comparisons a reply whether it is right. It measures throughput alone.

use anyhow::{Context, Result, ensure};
use capstone::client::Workload;
use capstone::net::sys::{PollFd, poll};
use std::io::{ErrorKind, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::ops::Range;
use std::os::fd::AsFd;
use std::time::{Duration, Instant};

/// Where the timestamp stands in a frame: the only bytes in which a reply differs from its request.
const TIMESTAMP: Range<usize> = 14..22;

/// Bytes read at once, and sent at once if that is more than one frame.
const ROOM: usize = 256 * 1024;

/// How long a server may be silent.
const PATIENCE: Duration = Duration::from_secs(20);

/// A load: some clients, each of which always has `depth` requests outstanding.
#[derive(Debug, Clone)]
pub(crate) struct Volley {
    pub(crate) clients: usize,
    pub(crate) depth: usize,
    /// Requests of all clients together.
    pub(crate) requests: u64,
    pub(crate) workload: Workload,
}

impl Volley {
    /// Runs it against a server. Returns requests a second, from the first request to the last reply.
    ///
    /// # Errors
    ///
    /// If a connection breaks or a reply is wrong or missing: then there is nothing to compare.
    pub(crate) fn run(&self, address: SocketAddr) -> Result<f64> {
        let mut frame = Vec::new();
        self.workload.put(&mut frame, 1, 0);
        // One more than are sent at once: what is sent may begin within the first.
        let bytes = frame.repeat((ROOM / frame.len()).clamp(1, self.depth) + 1);
        let script = Script { frame_len: frame.len(), bytes };
        let frames = (self.requests / self.clients as u64).max(1);
        let connect = |_| Client::connect(address, frames * script.frame_len as u64);
        let mut clients = (0..self.clients).map(connect).collect::<Result<Vec<_>>>()?;
        let mut entries = vec![PollFd::UNUSED; clients.len()];
        let mut room = vec![0; ROOM];
        let start = Instant::now();
        for (client, entry) in clients.iter_mut().zip(&mut entries) {
            *entry = client.turn(false, self.depth, &script, &mut room)?;
        }
        while clients.iter().any(|client| !client.is_done()) {
            ensure!(poll(&mut entries, Some(PATIENCE))? > 0, "{address} has been silent for {PATIENCE:?}");
            for (client, entry) in clients.iter_mut().zip(&mut entries).filter(|(_, entry)| entry.is_ready())
            {
                *entry = client.turn(entry.is_readable(), self.depth, &script, &mut room)?;
            }
        }
        Ok((frames * self.clients as u64) as f64 / start.elapsed().as_secs_f64())
    }
}

/// The same frame several times over.
struct Script {
    frame_len: usize,
    bytes: Vec<u8>,
}

/// One client. All counts are in bytes since its beginning.
struct Client {
    stream: TcpStream,
    sent: u64,
    received: u64,
    all: u64,
}

impl Client {
    fn connect(address: SocketAddr, all: u64) -> Result<Self> {
        let stream = TcpStream::connect(address).with_context(|| format!("cannot connect to {address}"))?;
        stream.set_nodelay(true)?;
        stream.set_nonblocking(true)?;
        Ok(Self { stream, sent: 0, received: 0, all })
    }

    fn is_done(&self) -> bool {
        self.received == self.all
    }

    /// Takes what has come, sends what that makes room for, and says what to wait for.
    fn turn(&mut self, readable: bool, depth: usize, script: &Script, room: &mut [u8]) -> Result<PollFd> {
        if readable {
            self.receive(script, room)?;
        }
        let answered = self.received - self.received % script.frame_len as u64;
        let due = self.all.min(answered + (depth * script.frame_len) as u64);
        while self.sent < due {
            let rest = &script.bytes[(self.sent % script.frame_len as u64) as usize..];
            let now = rest.len().min((due - self.sent) as usize);
            match self.stream.write(&rest[..now]) {
                Ok(0) => anyhow::bail!("the system took none of {now} bytes and gave no reason"),
                Ok(count) => self.sent += count as u64,
                Err(error) if error.kind() == ErrorKind::WouldBlock => break,
                Err(error) => return Err(error.into()),
            }
        }
        if self.is_done() {
            return Ok(PollFd::UNUSED);
        }
        Ok(PollFd::new(self.stream.as_fd(), true, self.sent < due))
    }

    fn receive(&mut self, script: &Script, room: &mut [u8]) -> Result<()> {
        let count = match self.stream.read(room) {
            Ok(0) => anyhow::bail!("the server has ended a connection"),
            Ok(count) => count,
            Err(error) if error.kind() == ErrorKind::WouldBlock => return Ok(()),
            Err(error) => return Err(error.into()),
        };
        let mut bytes = &room[..count];
        while !bytes.is_empty() {
            let at = (self.received % script.frame_len as u64) as usize;
            let (part, rest) = bytes.split_at(bytes.len().min(script.frame_len - at));
            ensure!(
                script.expects(at, part),
                "a reply is not its request: {:?}",
                String::from_utf8_lossy(part)
            );
            self.received += part.len() as u64;
            bytes = rest;
        }
        Ok(())
    }
}

impl Script {
    /// Whether a reply may have these bytes at this place.
    fn expects(&self, at: usize, part: &[u8]) -> bool {
        let same = |range: Range<usize>| {
            let range = range.start.max(at)..range.end.min(at + part.len());
            range.is_empty() || part[range.start - at..range.end - at] == self.bytes[range]
        };
        same(0..TIMESTAMP.start) && same(TIMESTAMP.end..self.frame_len)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_byte_but_the_timestamp_counts() {
        let mut frame = Vec::new();
        Workload::echo(10).put(&mut frame, 1, 0);
        let script = Script { frame_len: frame.len(), bytes: frame.repeat(2) };
        for at in 0..frame.len() {
            let mut reply = frame.clone();
            reply[at] ^= 1;
            assert_eq!(script.expects(0, &reply), TIMESTAMP.contains(&at), "byte {at}");
            assert_eq!(script.expects(at, &reply[at..=at]), TIMESTAMP.contains(&at), "byte {at} alone");
        }
    }
}
