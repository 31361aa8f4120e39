//! The first layer of the month, alone: one thread, one poll, and frames with a length in front of them.
//!
//! It reads no envelope, knows no types, logs nothing, has no limits and no timeouts, and sends every frame back as it
//! came. So it is no server that one could use: it is what the other layers are compared with.

use super::subject;
use anyhow::Result;
use capstone::net::sys::{PollFd, poll};
use std::io::{self, Read, Write};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::os::fd::AsFd;
use std::thread;
use std::time::Duration;

const PREFIX_LEN: usize = 4;

struct Connection {
    stream: TcpStream,
    inbox: Vec<u8>,
    outbox: Vec<u8>,
}

/// Serves until standard input ends. Every frame takes `work`.
pub(crate) fn serve(work: Duration) -> Result<()> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
    subject::announce(listener.local_addr()?)?;
    thread::spawn(move || serve_all(&listener, work));
    subject::until_stdin_ends();
    Ok(())
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
