//! Connections that do nothing, held by a helper: the load generator must not pay for them.

use crate::processes::helper::{Helper, announce, until_stdin_ends};
use anyhow::{Context, Result, ensure};
use capstone::net::sys;
use clap::Args;
use std::net::{SocketAddr, TcpStream};

/// Descriptors that the process needs beside those of the connections.
const OTHER_DESCRIPTORS: usize = 16;

/// Hold connections to a server, until standard input ends
#[derive(Debug, Args)]
pub(crate) struct Holder {
    server: SocketAddr,
    count: usize,
}

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
        let helper = Helper::start(&["idle".to_owned(), server.to_string(), count.to_string()])?;
        Ok(Self { _helper: Some(helper) })
    }
}

impl Holder {
    /// Is the helper.
    pub(crate) fn hold(&self) -> Result<()> {
        let Self { server, count } = self;
        let needed = count + OTHER_DESCRIPTORS;
        let allowed = sys::raise_descriptor_limit(needed as u64)?;
        ensure!(allowed >= needed as u64, "{needed} descriptors are needed and the hard limit is {allowed}");
        let connect = |number| {
            TcpStream::connect(server).with_context(|| format!("cannot make connection {number} of {count}"))
        };
        let connections = (1..=*count).map(connect).collect::<Result<Vec<_>>>()?;
        announce("connected")?;
        until_stdin_ends();
        drop(connections);
        Ok(())
    }
}
