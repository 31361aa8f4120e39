//! One client of a volley: how far it has come, and what it waits for.

use crate::load::script::Script;
use anyhow::{Context, Result, ensure};
use capstone::net::sys::PollFd;
use std::io::{ErrorKind, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::os::fd::AsFd;

/// A connection, and how much of the script it has behind it. All counts are in bytes since its beginning.
#[derive(Debug)]
pub(super) struct Client {
    stream: TcpStream,
    sent: u64,
    received: u64,
    all: u64,
}

impl Client {
    /// Connects a client that will send `frames` frames.
    pub(super) fn connect(address: SocketAddr, frames: u64, script: &Script) -> Result<Self> {
        let stream = TcpStream::connect(address).with_context(|| format!("cannot connect to {address}"))?;
        stream.set_nodelay(true)?;
        stream.set_nonblocking(true)?;
        Ok(Self { stream, sent: 0, received: 0, all: frames * script.frame_len as u64 })
    }

    pub(super) fn is_done(&self) -> bool {
        self.received == self.all
    }

    /// Whether nothing is in flight.
    pub(super) fn is_answered(&self) -> bool {
        self.received == self.sent
    }

    /// Takes what has come.
    pub(super) fn receive(&mut self, script: &Script, room: &mut [u8]) -> Result<()> {
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

    /// Sends until `depth` requests are in flight or the system takes no more, and says what to wait for.
    pub(super) fn send(&mut self, script: &Script, depth: usize) -> Result<PollFd> {
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
}
