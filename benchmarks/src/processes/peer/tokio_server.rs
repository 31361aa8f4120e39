//! A tokio server: `LengthDelimitedCodec`, and a task for each connection.

use super::work::do_work;
use crate::processes::helper::until_stdin_ends;
use crate::processes::running;
use anyhow::Result;
use bytes::{Bytes, BytesMut};
use futures_util::StreamExt;
use std::net::Ipv4Addr;
use std::{io, process};
use tokio_util::codec::{Framed, LengthDelimitedCodec};

/// What it does with a frame.
#[derive(Debug, Clone, Copy)]
pub(super) enum Handler {
    Echo,
    Inline,
    Blocking,
}

/// Requests of one connection that `spawn_blocking` may have at once; the capstone's limit is the same.
const MAX_IN_FLIGHT: usize = 64;

pub(super) fn serve(handler: Handler, blocking_threads: usize) -> Result<()> {
    let mut builder = tokio::runtime::Builder::new_multi_thread();
    let runtime = builder.enable_io().max_blocking_threads(blocking_threads).build()?;
    let listener = runtime.block_on(tokio::net::TcpListener::bind((Ipv4Addr::LOCALHOST, 0)))?;
    running::tell(listener.local_addr()?, process::id())?;
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
