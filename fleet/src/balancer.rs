//! HAProxy: a child process with `haproxy.cfg`, and the commands that it takes over its socket.
//!
//! It inherits its listening socket as its standard input. So this program chooses a free port, and no other process can take
//! the port before HAProxy listens.

use anyhow::{Context, Result, bail, ensure};
use std::fs::{self, File};
use std::io::{ErrorKind, Read, Write};
use std::net::{Shutdown, SocketAddr, TcpListener};
use std::os::fd::OwnedFd;
use std::os::unix::net::UnixStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

const CONFIG: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/haproxy.cfg");

/// How long HAProxy may take to start, or to notice something.
const PATIENCE: Duration = Duration::from_secs(20);

#[derive(Debug)]
pub(crate) struct Balancer {
    child: Child,
    address: SocketAddr,
    socket: PathBuf,
}

/// What HAProxy knows of a server.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Row {
    pub(crate) name: String,
    /// `UP`, `DOWN`, or another word of HAProxy's.
    pub(crate) status: String,
    /// Connections that it has now.
    pub(crate) connections: u64,
    /// Connections that it has had in all.
    pub(crate) ever: u64,
}

impl Balancer {
    /// Starts HAProxy in front of these three servers. `balance` is `roundrobin` or `leastconn`.
    pub(crate) fn start(servers: [SocketAddr; 3], balance: &str, folder: &Path) -> Result<Self> {
        let listener = TcpListener::bind("127.0.0.1:0").context("cannot listen")?;
        let address = listener.local_addr()?;
        let socket = folder.join("haproxy.sock");
        let mut command = Command::new("haproxy");
        // Not -q: it closes the standard streams, and with them the socket.
        command.args(["-db", "-f", CONFIG]).env("FLEET_BIND", "fd@0").env("FLEET_SOCKET", &socket);
        command.env("FLEET_BALANCE", balance);
        for (name, server) in ["FLEET_A", "FLEET_B", "FLEET_C"].iter().zip(servers) {
            command.env(name, server.to_string());
        }
        let messages = folder.join("haproxy.stderr");
        command.stdin(OwnedFd::from(listener)).stdout(Stdio::null()).stderr(File::create(&messages)?);
        let child = match command.spawn() {
            Err(error) if error.kind() == ErrorKind::NotFound => {
                bail!("haproxy is not in PATH: install it (on Debian `apt-get install haproxy`)")
            }
            child => child.context("cannot start haproxy")?,
        };
        let balancer = Self { child, address, socket };
        let up = balancer.wait_until("all servers are up", |rows| rows.iter().all(Row::is_up));
        up.with_context(|| fs::read_to_string(&messages).unwrap_or_default())?;
        Ok(balancer)
    }

    /// Where clients connect.
    pub(crate) fn address(&self) -> SocketAddr {
        self.address
    }

    /// Gives HAProxy a command, and returns the answer.
    pub(crate) fn tell(&self, command: &str) -> Result<String> {
        let mut stream =
            UnixStream::connect(&self.socket).context("haproxy does not listen on its socket")?;
        writeln!(stream, "{command}")?;
        stream.shutdown(Shutdown::Write)?;
        let mut answer = String::new();
        stream.read_to_string(&mut answer)?;
        Ok(answer)
    }

    /// The three servers, in order.
    pub(crate) fn rows(&self) -> Result<Vec<Row>> {
        let table = self.tell("show stat capstones 4 -1")?;
        table.lines().filter(|line| line.starts_with("capstones,")).map(Row::parse).collect()
    }

    /// Waits until HAProxy's table says so.
    pub(crate) fn wait_until(&self, what: &str, holds: impl Fn(&[Row]) -> bool) -> Result<Vec<Row>> {
        let deadline = Instant::now() + PATIENCE;
        loop {
            let rows = self.rows();
            match rows {
                Ok(rows) if rows.len() == 3 && holds(&rows) => return Ok(rows),
                rows => ensure!(
                    Instant::now() < deadline,
                    "haproxy has not reported within {PATIENCE:?} that {what}: {rows:?}"
                ),
            }
            thread::sleep(Duration::from_millis(10));
        }
    }
}

impl Row {
    pub(crate) fn is_up(&self) -> bool {
        self.status == "UP"
    }

    /// A line of `show stat`. Its columns have kept their places since HAProxy 1.
    fn parse(line: &str) -> Result<Self> {
        let cells: Vec<&str> = line.split(',').collect();
        let cell = |index: usize| cells.get(index).copied().context("haproxy's table has too few columns");
        let count = |index: usize| -> Result<u64> { Ok(cell(index)?.parse()?) };
        Ok(Self {
            name: cell(1)?.to_owned(),
            status: cell(17)?.to_owned(),
            connections: count(4)?,
            ever: count(7)?,
        })
    }
}

impl Drop for Balancer {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_is_read_from_its_columns() {
        let line = "capstones,b,0,0,4,5,,9,310,310,,0,,0,0,0,0,DOWN,1,1,0,2,1,3,3,,1,3,2,,9,,2,0,,5";
        let row = Row { name: "b".to_owned(), status: "DOWN".to_owned(), connections: 4, ever: 9 };
        assert_eq!(Row::parse(line).unwrap(), row);
        assert!(Row::parse("capstones,b").is_err());
    }
}
