//! Where the demo happens: its folder, its guard, its server, and who does each step.

use super::super::terminal::Live;
use super::child::{Child, Left};
use super::folder::Folder;
use super::guard::GuardHandle;
use anyhow::{Context, Result, anyhow};
use capstone::client::{Answer, OneShot};
use capstone::demo::{Action, Evidence, Figure, Stage};
use capstone::net::Signals;
use capstone::net::envelope::MessageType;
use capstone::observe::Blocking;
use std::io::Stdout;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::thread;
use std::time::{Duration, Instant};

/// How long one of the demo's own clients waits for a reply.
pub(super) const PATIENCE: Duration = Duration::from_secs(15);

/// A short sleep, and how many of them must take no more than twice as long before the machine counts as calm.
const NAP: Duration = Duration::from_millis(2);
const CALM: u32 = 100;

/// How long the demo waits for that.
const STORM: Duration = Duration::from_secs(10);

/// What the first line of `capstone serve` says before the address.
const LISTENING: &str = "listening on ";

/// The stage of the demo. The order of the fields is the order in which it is taken down: first the
/// server, then the folder that it writes to, at last the guard.
#[derive(Debug)]
pub(super) struct Theatre {
    server: Option<Running>,
    folder: Folder,
    guard: GuardHandle,
    /// What `serve`, `stress` and the others are started from.
    program: PathBuf,
    pub(super) signals: Signals,
    pub(super) live: Live<Blocking<Stdout>>,
}

/// The server, and where it listens.
#[derive(Debug)]
pub(super) struct Running {
    pub(super) child: Child,
    pub(super) address: SocketAddr,
}

impl Theatre {
    /// Sets the stage. `program` takes the place of this very executable.
    pub(super) fn open(
        program: Option<PathBuf>,
        signals: Signals,
        live: Live<Blocking<Stdout>>,
    ) -> Result<Self> {
        let own = std::env::current_exe().context("cannot find this executable")?;
        let name = Folder::fresh_name();
        let guard = GuardHandle::start(&own, &name)?; // first: from here on nothing can be left behind
        let folder = Folder::create(name)?;
        Ok(Self { server: None, folder, guard, program: program.unwrap_or(own), signals, live })
    }

    /// Starts `capstone` with these arguments.
    pub(super) fn start(&self, args: &[String]) -> Result<Child> {
        Child::start(&self.program, args, self.guard.group(), self.folder.path())
    }

    /// Runs `capstone` with these arguments to its end.
    pub(super) fn run(&self, args: &[String]) -> Result<Left> {
        self.start(args)?.finish(&self.signals, &mut || Ok(()))
    }

    /// A client's command, with where the server listens, and the patience that a busy machine needs.
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

    /// The server's metrics, as text.
    pub(super) fn stats(&self) -> Result<String> {
        match OneShot::new(self.address()?, PATIENCE).ask(MessageType::Stats, b"")? {
            Answer::Payload(stats) => Ok(String::from_utf8_lossy(&stats).into_owned()),
            Answer::Error { code, text } => {
                Err(anyhow!("the server answered STATS with error {code}: {text}"))
            }
        }
    }

    fn act(&mut self, action: &Action) -> Result<Evidence> {
        match action {
            Action::Serve(args) => self.serve(args),
            Action::Stop => self.stop(),
            Action::Echo(text) => self.echo(text),
            Action::Log(texts) => self.log_texts(texts),
            Action::Offend => self.offend(),
            Action::Find(name, filters) => self.find(name, filters),
            Action::ReadBack(texts) => self.read_back(texts),
            Action::Dissect(text) => self.dissect(text),
            Action::Fragment => self.fragment(),
            Action::Misbehave => self.misbehave(),
            Action::Volley(volley, workers) => self.volley(*volley, *workers),
            Action::Stress(args) => self.stress(args),
            Action::StressBesideBadClients(args) => self.stress_beside_bad_clients(args),
            Action::Stats(names) => self.show_stats(names),
            Action::Ramp(args) => self.ramp(args),
            Action::Contention => self.contention(),
            Action::Interrupt(args) => self.interrupt(args),
        }
    }

    fn serve(&mut self, args: &[String]) -> Result<Evidence> {
        self.server = None;
        let fixed = ["serve", "--addr", "127.0.0.1:0", "--log"].map(str::to_owned);
        let log = self.log().display().to_string();
        let mut child = self.start(&[&fixed[..], &[log], args].concat())?;
        let line = child.first_line(&self.signals)?;
        let address = line.strip_prefix(LISTENING).and_then(|address| address.parse().ok());
        let address = address.with_context(|| format!("the server's first line is {line:?}"))?;
        self.server = Some(Running { child, address });
        let shown = format!("$ capstone serve --addr 127.0.0.1:0 {}", args.join(" "));
        Ok(Evidence::default().line(shown).line(line))
    }

    /// Takes the server, to end it.
    pub(super) fn take_server(&mut self) -> Result<Running> {
        self.server.take().context("there is no server")
    }

    fn stop(&mut self) -> Result<Evidence> {
        let Running { child, .. } = self.take_server()?;
        child.interrupt()?;
        let left = child.finish(&self.signals, &mut || Ok(()))?;
        Ok(Evidence::default().with("exit code", exit_code(&left)))
    }
}

/// A program's exit code as a figure. One that a signal has ended gets 128 and the signal, as shells have it.
pub(super) fn exit_code(left: &Left) -> Figure {
    use std::os::unix::process::ExitStatusExt;
    let code = left.status.code().or(left.status.signal().map(|signal| 128 + signal));
    Figure::count(code.and_then(|code| u64::try_from(code).ok()).unwrap_or(u64::from(u16::MAX)))
}

impl Stage for Theatre {
    type Action = Action;

    fn perform(&mut self, action: &Action) -> Result<Evidence, String> {
        self.act(action).map_err(|error| format!("{error:#}"))
    }

    fn clear(&mut self) {
        self.live.clear();
        self.server = None;
        self.folder.empty();
    }

    /// Calm is when a short sleep takes about as long as it should, many times in a row.
    fn calm_down(&mut self) {
        let began = Instant::now();
        let mut calm = 0;
        while calm < CALM && began.elapsed() < STORM && !self.interrupted() {
            let slept = Instant::now();
            thread::sleep(NAP);
            calm = if slept.elapsed() < 2 * NAP { calm + 1 } else { 0 };
        }
    }

    fn interrupted(&self) -> bool {
        self.signals.stop_requested()
    }
}
