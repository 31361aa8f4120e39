//! The system that the lessons build: a TCP server on poll(2) whose requests run on a thread pool.
//!
//! - [`threads`]: crew, lock, latch, queue, pool and shutdown. It never names a socket.
//! - [`net`]: the event loop, the protocol, the connections.
//! - [`observe`]: the log and the figures of the server. Writing them never delays the server.
//! - [`client`]: one request, and the load generators.
//! - [`output`]: `println!`, however its reader behaves.
//! - [`demo`]: a demo that can fail: its script, the stage on which it runs, and the verdict.
//! - [`deadline`]: a point in time that lies a given duration ahead.
//!
//! The data flow and the invariants are in this crate's README.md.

#![deny(unsafe_code)] // `net::sys` alone may

#[cfg(windows)]
compile_error!("capstone needs poll(2), which Windows lacks: on Windows, build and run it inside WSL");

pub mod client;
pub mod deadline;
pub mod demo;
pub mod net;
pub mod observe;
pub mod output;
pub mod sync;
pub mod threads;
