//! The tools of a section of the demo: a folder of its own, a server, and the programs that it starts.

use super::child::{Child, Output};
use super::cleanup::{Folder, GuardProcess};
use super::client::PATIENCE;
use crate::client::{OneShot, Samples};
use crate::net::Signals;
use anyhow::{Context, Result};
use std::mem;
use std::net::SocketAddr;
use std::path::PathBuf;

/// What the first line of `capstone serve` says before the address.
const LISTENING: &str = "listening on ";

/// Shows lines in place of those that it showed before, and with none takes them away.
pub(super) type Show = Box<dyn FnMut(&[String])>;

/// The order of the fields is the order in which it is taken down: first the server, then the folder that it writes to, at
/// last the guard.
pub(super) struct Sandbox {
    server: Option<ServerProcess>,
    folder: Folder,
    guard: GuardProcess,
    /// The program for `serve`, `stress` and the others.
    program: PathBuf,
    pub(super) signals: Signals,
    pub(super) show: Show,
}

/// The server, and where it listens.
struct ServerProcess {
    child: Child,
    address: SocketAddr,
}

impl Sandbox {
    /// `program` takes the place of this very executable.
    pub(super) fn open(program: Option<PathBuf>, signals: Signals, show: Show) -> Result<Self> {
        let own = std::env::current_exe().context("cannot find this executable")?;
        let name = Folder::fresh_name();
        let guard = GuardProcess::start(&own, &name)?; // first: from here on nothing can be left behind
        let folder = Folder::create(name)?;
        Ok(Self { server: None, folder, guard, program: program.unwrap_or(own), signals, show })
    }

    /// Starts `capstone` with these arguments.
    pub(super) fn start(&self, args: &[String]) -> Result<Child> {
        Child::start(&self.program, args, self.guard.group(), self.folder.path())
    }

    /// Runs `capstone` with these arguments to its end.
    pub(super) fn run(&self, args: &[String]) -> Result<Output> {
        self.start(args)?.finish(&self.signals, &mut || Ok(()))
    }

    /// A client's command, with the server's address, and timeouts that are long enough for a busy machine.
    pub(super) fn with_address(&self, command: &str, args: &[String]) -> Result<Vec<String>> {
        let address = self.address()?.to_string();
        let first = [command, "--addr", &address, "--timeout", "30"].map(str::to_owned);
        Ok([&first[..], args].concat())
    }

    pub(super) fn address(&self) -> Result<SocketAddr> {
        Ok(self.server.as_ref().context("there is no server")?.address)
    }

    /// Where the server logs to.
    pub(super) fn log(&self) -> PathBuf {
        self.folder.path().join("server.log")
    }

    /// The server's metrics.
    pub(super) fn metrics(&self) -> Result<Samples> {
        Ok(Samples::ask(&mut OneShot::new(self.address()?, PATIENCE))?)
    }

    /// Starts a server in place of the last one, and returns the line in which it says where it listens.
    pub(super) fn serve(&mut self, args: &[String]) -> Result<String> {
        self.server = None;
        let fixed = ["serve", "--addr", "127.0.0.1:0", "--log"].map(str::to_owned);
        let log = self.log().display().to_string();
        let mut child = self.start(&[&fixed[..], &[log], args].concat())?;
        let line = child.first_line(&self.signals)?;
        let address = line.strip_prefix(LISTENING).and_then(|address| address.parse().ok());
        let address = address.with_context(|| format!("the server's first line is {line:?}"))?;
        self.server = Some(ServerProcess { child, address });
        Ok(line)
    }

    /// Interrupts the server, as Ctrl+C does, and waits for its end.
    pub(super) fn interrupt_server(&mut self) -> Result<Output> {
        let ServerProcess { child, .. } = self.server.take().context("there is no server")?;
        child.interrupt()?;
        child.finish(&self.signals, &mut || Ok(()))
    }

    /// Takes the part that shows lines, while another part needs the sandbox.
    pub(super) fn take_show(&mut self) -> Show {
        mem::replace(&mut self.show, Box::new(|_| ()))
    }

    /// Ends the server and removes all files.
    pub(super) fn clear(&mut self) {
        (self.show)(&[]);
        self.server = None;
        self.folder.empty();
    }
}
