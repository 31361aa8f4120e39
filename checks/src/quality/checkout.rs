//! The copy of the tree that is judged, and its program: built when first asked for. That it does not build is a finding
//! like others.

use crate::{Ended, Metrics, Process, Server, until};
use capstone::observe::Timestamp;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::{Arc, OnceLock};
use std::thread::available_parallelism;
use std::time::SystemTime;

/// A copy of the tree. Clones are the same copy.
#[derive(Debug, Clone)]
pub(crate) struct Checkout {
    root: PathBuf,
    pub(crate) fast: bool,
    /// The program, or why there is none. Built when first asked for.
    program: Arc<OnceLock<Result<PathBuf, String>>>,
}

impl Checkout {
    /// The copy in which cargo runs this program; `capstone` takes the place of the one that it builds.
    pub(crate) fn here(fast: bool, capstone: Option<PathBuf>) -> Self {
        // Cargo says at run time where the crate is. What was true when it was built may be another copy.
        let folder =
            std::env::var_os("CARGO_MANIFEST_DIR").unwrap_or_else(|| env!("CARGO_MANIFEST_DIR").into());
        let root = Path::new(&folder).parent().expect("the crate's folder is in the workspace's");
        // Under one name, whichever links led here: `ci` asks whether it is run by this copy's own script.
        let root = root.canonicalize().unwrap_or_else(|_| root.to_path_buf());
        let program = capstone.map(|path| OnceLock::from(Ok(path))).unwrap_or_default();
        Self { root, fast, program: Arc::new(program) }
    }

    pub(crate) fn root(&self) -> &Path {
        &self.root
    }

    /// This copy's `capstone`, in release.
    ///
    /// # Errors
    ///
    /// The compiler's first error.
    pub(crate) fn program(&self) -> Result<&Path, &str> {
        let built = self.program.get_or_init(|| build(&self.root));
        built.as_deref().map_err(String::as_str)
    }

    fn capstone(&self) -> &Path {
        self.program().unwrap_or_else(|problem| panic!("it does not build: {problem}"))
    }

    /// A server of this copy on a free port. Only errors are logged, if `args` do not say otherwise.
    pub(crate) fn serve(&self, args: &[&str]) -> Server {
        let quiet: &[&str] = if args.contains(&"--log-level") { &[] } else { &["--log-level", "error"] };
        let args = [&["serve", "--addr", "127.0.0.1:0"], quiet, args].concat();
        Server::of(Process::start(self.capstone(), &args))
    }

    /// Runs this copy's `capstone` to its end.
    pub(crate) fn run(&self, args: &[&str]) -> Ended {
        Ended::of(Process::start(self.capstone(), args))
    }

    /// Runs one of its clients against `server`.
    pub(crate) fn client(&self, server: &Server, subcommand: &str, args: &[&str]) -> Ended {
        let addr = server.addr().to_string();
        self.run(&[&[subcommand, "--addr", &addr], args].concat())
    }

    /// The state of the code, the day and the machine: without them a pasted summary is useless.
    pub(crate) fn subject(&self) -> String {
        let day = format!("{:.10}", Timestamp::from(SystemTime::now()));
        let cpus = available_parallelism().map_or(1, usize::from);
        format!("{}, {day}, {} {}, {cpus} CPUs", self.commit(), std::env::consts::OS, std::env::consts::ARCH)
    }

    fn commit(&self) -> String {
        let git = |args: &[&str]| {
            let output =
                Command::new("git").arg("-C").arg(&self.root).args(args).stderr(Stdio::null()).output();
            output.ok().filter(|output| output.status.success()).map(|output| output.stdout)
        };
        // A copy inside another repository is not that repository's commit.
        let is_its_own = self.root.join(".git").exists();
        match git(&["rev-parse", "--short", "HEAD"]).filter(|_| is_its_own) {
            Some(hash) => {
                let changed = git(&["status", "--porcelain"]).is_some_and(|lines| !lines.is_empty());
                let mark = if changed { "+changes" } else { "" };
                format!("commit {}{mark}", String::from_utf8_lossy(&hash).trim())
            }
            None => "commit unknown".to_owned(),
        }
    }
}

/// The metrics once no job runs or waits, and the caller is the only client.
///
/// # Panics
///
/// If that does not come about.
pub(crate) fn quiet_metrics(server: &Server) -> Metrics {
    let mut metrics = server.metrics();
    until("no job runs and every client has gone", || {
        metrics = server.metrics();
        let jobs = metrics.get("capstone_workers_busy") + metrics.get("capstone_queue_depth");
        jobs == 0.0 && metrics.get("capstone_connections_open") == 1.0
    });
    metrics
}

/// Builds the program in `root` with that copy's cargo settings, and says where it is.
fn build(root: &Path) -> Result<PathBuf, String> {
    eprintln!("building capstone in release ...");
    let mut cargo = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    cargo.args(["build", "--release", "--package", "capstone", "--bin", "capstone"]);
    cargo.arg("--message-format=json-render-diagnostics").current_dir(root).stdin(Stdio::null());
    let output = cargo.output().map_err(|error| format!("cargo could not be run: {error}"))?;
    let messages = String::from_utf8_lossy(&output.stdout);
    let path = messages.lines().filter_map(|line| serde_json::from_str::<serde_json::Value>(line).ok());
    let path = path.filter_map(|message| message["executable"].as_str().map(PathBuf::from)).next_back();
    path.filter(|_| output.status.success())
        .ok_or_else(|| first_error(&String::from_utf8_lossy(&output.stderr)))
}

/// The compiler's first error, with its place.
fn first_error(messages: &str) -> String {
    let mut lines = messages.lines().skip_while(|line| !line.starts_with("error"));
    let error = lines.next().unwrap_or("cargo gave no program and no reason");
    let place = lines.find(|line| line.trim_start().starts_with("-->")).unwrap_or_default();
    format!("{error} {}", place.trim())
}
