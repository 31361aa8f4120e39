//! Clients that break the protocol, and the replies that they get.

use super::client::{Message, RawClient, frame};
use super::load::stress;
use super::sandbox::Sandbox;
use crate::demo::evidence::Evidence;
use crate::demo::figure::Figure;
use crate::net::envelope::MessageType;
use crate::net::work::{WorkMode, WorkSpec};
use anyhow::{Context, Result};
use std::io::Write;
use std::net::{SocketAddr, TcpStream};
use std::time::Duration;

/// How many clients of each kind there are beside the good ones.
const OF_EACH_KIND: usize = 2;

/// The most that a client that never reads sends, in bytes.
const UNREAD: usize = 4 << 20;

/// Each kind of offence: its name and its bytes.
fn offences() -> Vec<(&'static str, Vec<u8>)> {
    let good = frame(MessageType::Echo, 7, b"hello");
    let with = |offset: usize, bytes: &[u8]| {
        let mut bad = good.clone();
        bad[offset..offset + bytes.len()].copy_from_slice(bytes);
        bad
    };
    vec![
        ("a frame of version 2", with(4, &[2])),
        ("a frame of 3 bytes", with(0, &3u32.to_be_bytes())),
        ("a payload of two lengths", with(22, &99u32.to_be_bytes())),
        ("a frame of 2 GiB", with(0, &(1u32 << 31).to_be_bytes())),
        ("a web browser", b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n".to_vec()),
        ("a message of type 77", with(5, &[77])),
        ("a job of mode 9", frame(MessageType::Work, 7, &[9, 0, 0, 0, 0])),
    ]
}

pub(super) fn offend(sandbox: &mut Sandbox) -> Result<Evidence> {
    let (_, bytes) = offences().into_iter().next().context("there are offences")?;
    let mut client = RawClient::connect(sandbox.address()?)?;
    client.send(&bytes)?;
    Ok(Evidence::default().with("error code", code(&client.expect()?)))
}

pub(super) fn misbehave(sandbox: &mut Sandbox) -> Result<Evidence> {
    let (mut evidence, mut lived) = (Evidence::default(), 0);
    for (name, bytes) in offences() {
        let mut client = RawClient::connect(sandbox.address()?)?;
        client.send(&bytes)?;
        let answer = client.expect()?;
        let text = answer.error().map_or("no error", |(_, text)| text).to_owned();
        let lives = client.lives();
        lived += u64::from(lives);
        let fate = if lives { "lives" } else { "closes" };
        evidence = evidence.with(name, code(&answer)).line(format!("{name:<26}{text} ({fate})"));
    }
    Ok(evidence.with("connections that lived", Figure::count(lived)))
}

pub(super) fn stress_beside_bad_clients(sandbox: &mut Sandbox, args: &[String]) -> Result<Evidence> {
    let address = sandbox.address()?;
    let mut quiet = Vec::new();
    for _ in 0..OF_EACH_KIND {
        quiet.push(stops_in_mid_frame(address)?);
        quiet.push(sends_garbage(address)?);
        quiet.push(asks_for_a_panic(address)?);
    }
    let mut greedy = Vec::new();
    for _ in 0..OF_EACH_KIND {
        vanishes(address)?;
        greedy.push(never_reads(address)?);
    }
    let seen = stress(sandbox, args)?;
    for client in &mut quiet {
        client.expect()?; // each gets an error, sooner or later
    }
    let bad = quiet.len() + greedy.len() + OF_EACH_KIND;
    Ok(seen.with("bad clients", Figure::count(bad as u64)))
}

fn code(message: &Message) -> Figure {
    Figure::count(message.error().map_or(0, |(code, _)| u64::from(code)))
}

fn stops_in_mid_frame(address: SocketAddr) -> Result<RawClient> {
    let mut client = RawClient::connect(address)?;
    client.send(&frame(MessageType::Echo, 1, b"hello")[..20])?;
    Ok(client)
}

fn sends_garbage(address: SocketAddr) -> Result<RawClient> {
    let mut client = RawClient::connect(address)?;
    client.send(b"GET / HTTP/1.1\r\n\r\n")?;
    Ok(client)
}

fn asks_for_a_panic(address: SocketAddr) -> Result<RawClient> {
    let mut client = RawClient::connect(address)?;
    let panic = WorkSpec { mode: WorkMode::Panic, duration: Duration::ZERO };
    client.send(&frame(MessageType::Work, 1, &panic.encode()))?;
    Ok(client)
}

/// Sends a request and disconnects before the reply.
fn vanishes(address: SocketAddr) -> Result<()> {
    RawClient::connect(address)?.send(&frame(MessageType::Echo, 1, b"hello"))
}

/// Sends until the server reads no more, and reads nothing itself.
fn never_reads(address: SocketAddr) -> Result<TcpStream> {
    let mut stream = RawClient::connect(address)?.stream;
    stream.set_nonblocking(true)?;
    let request = frame(MessageType::Echo, 1, &[b'x'; 64 * 1024]);
    let mut sent = 0;
    while sent < UNREAD {
        match stream.write(&request) {
            Ok(count) if count == request.len() => sent += count,
            _ => break,
        }
    }
    Ok(stream)
}
