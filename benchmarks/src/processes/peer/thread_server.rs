//! A thread for each connection. It reads ahead, and writes when it has to wait for more: what a careful blocking server
//! does.

use super::work::do_work;
use crate::processes::helper::until_stdin_ends;
use crate::processes::running;
use anyhow::Result;
use std::io::{self, BufReader, Read, Write};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::{process, thread};

pub(super) fn serve() -> Result<()> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
    running::tell(listener.local_addr()?, process::id())?;
    thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            thread::spawn(move || serve_frames(stream));
        }
    });
    until_stdin_ends();
    Ok(())
}

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
