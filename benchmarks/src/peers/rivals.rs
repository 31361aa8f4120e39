//! The servers that are not ours: what one writes with the usual means when one does not write an event loop.
//!
//! They check less than the capstone: no version, no type, no limit on time or connections, no metrics, no log. That
//! is their advantage here.

use super::{announce, until_stdin_ends};
use anyhow::Result;
use bytes::{Bytes, BytesMut};
use capstone::net::envelope::{HEADER_LEN, Header, MessageType};
use capstone::net::sys;
use capstone::net::work::{WorkMode, WorkSpec};
use futures_util::StreamExt;
use std::io::{self, BufReader, Read, Write};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::time::Instant;
use std::{hint, thread};
use tokio_util::codec::{Framed, LengthDelimitedCodec};

/// What a tokio server does with a frame.
#[derive(Debug, Clone, Copy)]
pub(super) enum Handler {
    Echo,
    Inline,
    Blocking,
}

/// Requests of one connection that `spawn_blocking` may have at once; the capstone's limit is the same.
const MAX_IN_FLIGHT: usize = 64;

pub(super) fn serve_tokio(handler: Handler) -> Result<()> {
    sys::raise_descriptor_limit(u64::MAX)?;
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_io().build()?;
    let listener = runtime.block_on(tokio::net::TcpListener::bind((Ipv4Addr::LOCALHOST, 0)))?;
    announce(listener.local_addr()?)?;
    runtime.spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            let _ = stream.set_nodelay(true);
            serve_connection(stream, handler);
        }
    });
    until_stdin_ends();
    runtime.shutdown_background();
    Ok(())
}

fn serve_connection(stream: tokio::net::TcpStream, handler: Handler) {
    let (sink, stream) = Framed::new(stream, LengthDelimitedCodec::new()).split();
    match handler {
        Handler::Echo => {
            tokio::spawn(stream.map(|frame| frame.map(BytesMut::freeze)).forward(sink));
        }
        Handler::Inline => {
            tokio::spawn(stream.map(|frame| frame.map(answer)).forward(sink));
        }
        Handler::Blocking => {
            let hand_over = |frame: io::Result<BytesMut>| async {
                let frame = frame?;
                tokio::task::spawn_blocking(|| answer(frame)).await.map_err(io::Error::other)
            };
            tokio::spawn(stream.map(hand_over).buffer_unordered(MAX_IN_FLIGHT).forward(sink));
        }
    }
}

/// The reply to an envelope, after the work that it asks for.
fn answer(envelope: BytesMut) -> Bytes {
    do_work(&envelope);
    envelope.freeze()
}

fn do_work(envelope: &[u8]) {
    let Some((header, payload)) = envelope.split_first_chunk::<HEADER_LEN>() else { return };
    if Header::parse(header).msg_type != MessageType::Work.code() {
        return;
    }
    match WorkSpec::parse(payload) {
        Ok(WorkSpec { mode: WorkMode::Sleep, duration }) => thread::sleep(duration),
        Ok(WorkSpec { mode: WorkMode::Spin, duration }) => {
            let start = Instant::now();
            while start.elapsed() < duration {
                hint::spin_loop();
            }
        }
        _ => {}
    }
}

pub(super) fn serve_with_threads() -> Result<()> {
    sys::raise_descriptor_limit(u64::MAX)?;
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
    announce(listener.local_addr()?)?;
    thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            thread::spawn(move || serve_frames(stream));
        }
    });
    until_stdin_ends();
    Ok(())
}

/// Reads ahead, and writes when it has to wait for more: what a careful blocking server does.
fn serve_frames(stream: TcpStream) -> io::Result<()> {
    stream.set_nodelay(true)?;
    let mut reader = BufReader::with_capacity(64 * 1024, &stream);
    let mut replies = Vec::new();
    loop {
        let mut prefix = [0; 4];
        reader.read_exact(&mut prefix)?;
        let start = replies.len() + prefix.len();
        replies.extend_from_slice(&prefix);
        replies.resize(start + u32::from_be_bytes(prefix) as usize, 0);
        reader.read_exact(&mut replies[start..])?;
        do_work(&replies[start..]);
        if reader.buffer().is_empty() {
            (&stream).write_all(&replies)?;
            replies.clear();
        }
    }
}
