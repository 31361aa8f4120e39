//! The first layer of the month, alone: one thread, one poll, and frames with a length in front of them.
//!
//! It reads no envelope, knows no types, logs nothing, has no limits and no timeouts, and sends every frame back as it
//! came. So it is no server that one could use: it is what the other layers are compared with.

use crate::processes::helper::until_stdin_ends;
use crate::processes::running::{self, Running};
use anyhow::Result;
use capstone::net::sys::{PollFd, poll};
use clap::Args;
use std::io::{self, Read, Write};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::os::fd::AsFd;
use std::time::Duration;
use std::{process, thread};

const PREFIX_LEN: usize = 4;

/// Be a server of frames alone, until standard input ends
#[derive(Debug, Args)]
pub(crate) struct RawFraming {
    /// How long each frame takes, in microseconds
    work_us: u64,
}

struct Connection {
    stream: TcpStream,
    inbox: Vec<u8>,
    outbox: Vec<u8>,
}

/// Starts the helper that is this server. Every frame takes `work`.
pub(crate) fn start(work: Duration) -> Result<Running> {
    Running::start(&["raw-framing".to_owned(), work.as_micros().to_string()])
}

impl RawFraming {
    /// Is that helper.
    pub(crate) fn serve(&self) -> Result<()> {
        let work = Duration::from_micros(self.work_us);
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
        running::tell(listener.local_addr()?, process::id())?;
        thread::spawn(move || serve_all(&listener, work));
        until_stdin_ends();
        Ok(())
    }
}

fn serve_all(listener: &TcpListener, work: Duration) -> io::Result<()> {
    let mut connections: Vec<Connection> = Vec::new();
    let mut buffer = vec![0; 64 * 1024];
    loop {
        let interest = |connection: &Connection| {
            PollFd::new(connection.stream.as_fd(), true, !connection.outbox.is_empty())
        };
        let mut places: Vec<PollFd> = connections.iter().map(interest).collect();
        places.push(PollFd::new(listener.as_fd(), true, false));
        poll(&mut places, None)?;
        let ready: Vec<bool> = places.iter().map(PollFd::is_ready).collect();
        let mut place = 0;
        connections.retain_mut(|connection| {
            place += 1;
            !ready[place - 1] || connection.turn(&mut buffer, work).is_ok()
        });
        if ready.last() == Some(&true) {
            let (stream, _) = listener.accept()?;
            stream.set_nonblocking(true)?;
            stream.set_nodelay(true)?;
            connections.push(Connection { stream, inbox: Vec::new(), outbox: Vec::new() });
        }
    }
}

impl Connection {
    /// Reads once, sends back every whole frame, and writes what the system takes. An error ends the connection.
    fn turn(&mut self, buffer: &mut [u8], work: Duration) -> io::Result<()> {
        match self.stream.read(buffer) {
            Ok(0) => return Err(io::ErrorKind::UnexpectedEof.into()),
            Ok(count) => self.inbox.extend_from_slice(&buffer[..count]),
            Err(error) if error.kind() == io::ErrorKind::WouldBlock => {}
            Err(error) => return Err(error),
        }
        let mut done = 0;
        while let Some(prefix) = self.inbox[done..].first_chunk::<PREFIX_LEN>() {
            let len = PREFIX_LEN + u32::from_be_bytes(*prefix) as usize;
            let Some(frame) = self.inbox.get(done..done + len) else { break };
            if !work.is_zero() {
                thread::sleep(work);
            }
            self.outbox.extend_from_slice(frame);
            done += len;
        }
        self.inbox.drain(..done);
        match self.stream.write(&self.outbox) {
            Ok(count) => drop(self.outbox.drain(..count)),
            Err(error) if error.kind() == io::ErrorKind::WouldBlock => {}
            Err(error) => return Err(error),
        }
        Ok(())
    }
}
