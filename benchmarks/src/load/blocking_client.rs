//! A client that has one request at a time, waits for its reply, and says how long that took.

use crate::load::script::Script;
use anyhow::{Context, Result, ensure};
use capstone::client::Workload;
use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::time::{Duration, Instant};

/// How long a server may take for a reply.
const PATIENCE: Duration = Duration::from_secs(20);

/// A connection with blocking reads and writes.
#[derive(Debug)]
pub(crate) struct BlockingClient {
    stream: TcpStream,
    script: Script,
    reply: Vec<u8>,
}

impl BlockingClient {
    pub(crate) fn connect(address: SocketAddr, workload: &Workload) -> Result<Self> {
        let stream = TcpStream::connect(address).with_context(|| format!("cannot connect to {address}"))?;
        stream.set_nodelay(true)?;
        stream.set_read_timeout(Some(PATIENCE))?;
        let script = Script::new(workload, 1, 0);
        Ok(Self { stream, reply: vec![0; script.frame_len], script })
    }

    /// Sends a request, and waits for its reply. Returns the time from one to the other.
    ///
    /// # Errors
    ///
    /// If there is no reply, or another one.
    pub(crate) fn ask(&mut self) -> Result<Duration> {
        let begun = Instant::now();
        self.stream.write_all(&self.script.bytes[..self.script.frame_len])?;
        self.stream.read_exact(&mut self.reply).context("no reply")?;
        let took = begun.elapsed();
        ensure!(self.script.expects(0, &self.reply), "a reply is not its request: {:?}", self.reply);
        Ok(took)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::load::test_server::{echo, wrong};

    #[test]
    fn it_takes_the_reply_to_its_request_and_no_other() {
        let workload = Workload::echo(100);
        let mut client = BlockingClient::connect(echo(), &workload).unwrap();
        for _ in 0..3 {
            assert!(client.ask().unwrap() > Duration::ZERO);
        }
        let error = BlockingClient::connect(wrong(), &workload).unwrap().ask().unwrap_err();
        assert!(error.to_string().contains("a reply is not its request"), "{error:#}");
    }
}
