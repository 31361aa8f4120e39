//! Connections that do nothing, held by a process of their own: the load generator must not pay for them.

use super::{Helper, announce, until_stdin_ends};
use anyhow::{Context, Result, ensure};
use capstone::net::sys;
use std::net::{SocketAddr, TcpStream};

/// Descriptors that the process needs beside those of the connections.
const OTHER_DESCRIPTORS: usize = 16;

/// Idle connections to a server. They end when this is dropped.
#[derive(Debug)]
pub(crate) struct IdleCrowd {
    _helper: Option<Helper>,
}

impl IdleCrowd {
    /// Returns when all are connected.
    pub(crate) fn join(server: SocketAddr, count: usize) -> Result<Self> {
        if count == 0 {
            return Ok(Self { _helper: None });
        }
        let helper = Helper::start(&["idle", &server.to_string(), &count.to_string()])?;
        ensure!(
            helper.line == "connected",
            "{count} connections to {server} cannot be had: {:?}",
            helper.line
        );
        Ok(Self { _helper: Some(helper) })
    }
}

/// Holds the connections until standard input ends.
pub(crate) fn hold_idle(server: SocketAddr, count: usize) -> Result<()> {
    let needed = count + OTHER_DESCRIPTORS;
    let allowed = sys::raise_descriptor_limit(needed as u64)?;
    ensure!(allowed >= needed as u64, "{needed} descriptors are needed and the hard limit is {allowed}");
    let connect = |number| {
        TcpStream::connect(server).with_context(|| format!("cannot make connection {number} of {count}"))
    };
    let connections = (0..count).map(connect).collect::<Result<Vec<_>>>()?;
    announce("connected")?;
    until_stdin_ends();
    drop(connections);
    Ok(())
}
