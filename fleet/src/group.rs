//! The fleet: three servers and the balancer in front of them.

use crate::balancer::{Balancer, Row};
use crate::capstone_child::CapstoneChild;
use anyhow::{Context, Result};
use std::net::SocketAddr;
use std::process::ExitStatus;
use tempfile::TempDir;

pub(crate) const NAMES: [&str; 3] = ["a", "b", "c"];

/// The fields are dropped in this order, so HAProxy ends before its servers.
#[derive(Debug)]
pub(crate) struct Fleet {
    pub(crate) balancer: Balancer,
    pub(crate) servers: Vec<CapstoneChild>,
    /// The folder of the logs, and of HAProxy's socket.
    _scratch: TempDir,
}

impl Fleet {
    /// Starts three servers with the same flags, and HAProxy.
    pub(crate) fn start(balance: &str, flags: &[&str]) -> Result<Self> {
        Self::of(balance, [flags; 3])
    }

    /// Starts three servers, each with its own flags, and HAProxy.
    pub(crate) fn of(balance: &str, flags: [&[&str]; 3]) -> Result<Self> {
        // The path of a Unix socket has a hundred bytes at most, so the folder is not in the target folder.
        let scratch = tempfile::Builder::new().prefix("fleet").tempdir().context("cannot make a folder")?;
        let start = |(name, flags): (&&str, &[&str])| CapstoneChild::start(name, flags, scratch.path());
        let servers = NAMES.iter().zip(flags).map(start).collect::<Result<Vec<_>>>()?;
        let addresses: Vec<SocketAddr> = servers.iter().map(CapstoneChild::address).collect();
        let addresses = addresses.try_into().ok().context("three servers have three addresses")?;
        let balancer = Balancer::start(addresses, balance, scratch.path())?;
        Ok(Self { balancer, servers, _scratch: scratch })
    }

    /// Where clients connect.
    pub(crate) fn address(&self) -> SocketAddr {
        self.balancer.address()
    }

    /// Stops a server in order and starts it again. Returns once HAProxy gives it connections again.
    pub(crate) fn restart(&mut self, index: usize) -> Result<ExitStatus> {
        let status = self.servers[index].stop()?;
        self.servers[index].start_again()?;
        self.balancer.wait_until("a restarted server is up", |rows| rows[index].is_up())?;
        Ok(status)
    }

    /// Waits until HAProxy has noticed that this server is gone.
    pub(crate) fn wait_until_down(&self, index: usize) -> Result<Vec<Row>> {
        self.balancer.wait_until("a server that is gone is down", |rows| !rows[index].is_up())
    }
}
