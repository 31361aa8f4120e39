//! Runs a session: the programs are those that cargo would run, the folder is a new one, the port is a free one.

use crate::session::{Beside, Output, Session, Step};
use crate::shape;
use crate::texts::Shown;
use checks::{
    Ended, Metrics, Process, RawClient, RawFrame, Server, Signal, benchmarks, binary, example, msg_type,
    paths_as_words, release_binary, workspace_root,
};
use regex_lite::Regex;
use std::fs;
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;
use tempfile::{Builder, TempDir};

/// For whom a session is run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Mode {
    /// `cargo test`: `capstone` and the examples as they were built for it, and long commands with their quick arguments.
    EveryTest,
    /// As the text says.
    Campaign,
}

/// How long a command may take for each.
pub(crate) const fn limit(mode: Mode) -> Duration {
    Duration::from_secs(if matches!(mode, Mode::EveryTest) { 60 } else { 3600 })
}

/// Runs the session's commands, and holds what they wrote against what the text shows.
///
/// # Panics
///
/// If one ends otherwise than it should, or writes something else.
pub(crate) fn play(session: &Session, shown: &[Shown], mode: Mode) {
    let folder = folder();
    let beside = BesideIt::start(session.beside, folder.path());
    let (mut server, mut output) = (None, String::new());
    for step in session.steps {
        let mut line = script(step, mode);
        if step.command.contains("-p capstone -- serve") {
            line.push_str(" --addr 127.0.0.1:0");
            server = Some(Server::of(start(&line, folder.path())));
            continue;
        }
        let addr = server.as_ref().map(Server::addr).or(beside.server.as_ref().map(Server::addr));
        if let Some(addr) = addr.filter(|_| is_client(step.command)) {
            line.push_str(&format!(" --addr {addr}"));
        }
        let ended = Ended::of_within(start(&line, folder.path()), limit(mode));
        let Ended { code, stdout, stderr } = ended;
        assert_eq!(code, Some(step.code), "`{}` ended with this exit code\n{stdout}{stderr}", step.command);
        output += &(stdout + &stderr);
    }
    if let Some(server) = server {
        let stopped = server.stop(Signal::INT);
        assert_eq!(stopped.code, Some(0), "the server ended with this exit code\n{}", stopped.stderr);
        output += &(stopped.summary + &stopped.stderr);
    }
    if mode == Mode::Campaign {
        println!("{output}"); // with `--nocapture` the campaign shows what was measured
    }
    let others = match session.output {
        Output::Shown => false,
        Output::AmongOthers => true,
        Output::Not(_) => return,
    };
    let here = shown.iter().filter(|shown| shown.text == session.text && session.has(&shown.command));
    let text: String = here.map(|shown| shown.output.as_str()).collect();
    if !text.trim().is_empty()
        && let Err(problem) =
            shape::fits(&text, &paths_as_words(&output, &[folder.path(), workspace_root()]), others)
    {
        panic!("{} shows another output\n{problem}\nthe whole of it was\n{output}", session.text);
    }
}

fn is_client(command: &str) -> bool {
    ["send", "stress", "load", "ramp"].iter().any(|name| command.contains(&format!("-p capstone -- {name}")))
}

/// The step as a line for the shell: `cargo run` and `cargo build` replaced by the program itself, so that a signal
/// reaches it, and so that cargo does not build in the midst of it.
fn script(step: &Step, mode: Mode) -> String {
    let quick = step.quick.filter(|_| mode == Mode::EveryTest).unwrap_or_default();
    let line = [step.command, step.more, quick].join(" ");
    let record = "2026-11-29-intel-r-xeon-r-2-cpus";
    let line = line.replace("record/ONE", &format!("record/{record}"));
    let line = line.replace("record/OTHER", &format!("record/{record}"));
    let pattern = |text: &str| Regex::new(text).expect("it is a pattern");
    let quoted = |path: &Path| format!("'{}'", path.display().to_string().replace('\'', r"'\''"));
    let built = pattern(r"target/debug/examples/(\S+?)(\)|\s|$)");
    let line =
        built.replace_all(&line, |found: &regex_lite::Captures<'_>| quoted(&example(&found[1])) + &found[2]);
    let run = pattern(r"^cargo (run|build)((?: --quiet| --release)*) (-p|--example) (\S+)( --)?");
    let Some(found) = run.captures(&line) else { return line.into_owned() };
    let program = match (&found[3], &found[4]) {
        ("--example", name) => example(name),
        (_, "capstone") if mode == Mode::EveryTest => binary("capstone"),
        (_, "benchmarks") => benchmarks(),
        (_, "fleet") => fleet(),
        (_, package) => release_binary(package),
    };
    let rest = &line[found.get(0).expect("it matched").end()..];
    if &found[1] == "build" { "true".to_owned() } else { format!("exec {}{rest}", quoted(&program)) }
}

/// The program `fleet`, and beside it the servers that it starts.
fn fleet() -> PathBuf {
    release_binary("capstone");
    release_binary("fleet")
}

fn start(line: &str, folder: &Path) -> Process {
    let mut shell = Command::new("/bin/sh");
    // What cargo itself runs, it looks for in the workspace.
    let folder = if line.starts_with("cargo ") { workspace_root() } else { folder };
    shell.args(["-c", line]).current_dir(folder);
    Process::spawn(shell.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped()))
}

/// What runs beside a session, for as long as this lives.
struct BesideIt {
    server: Option<Server>,
    _client: Option<RawClient>,
}

impl BesideIt {
    fn start(what: Beside, folder: &Path) -> Self {
        let log = folder.join("server.log").display().to_string();
        let args: &[&str] = match what {
            Beside::Nothing => return Self { server: None, _client: None },
            Beside::Server => &["--log", &log, "--workers", "4", "--queue", "64"],
            Beside::FullServer => &["--workers", "1", "--queue", "4", "--max-work-ms", "60000"],
        };
        let server = Server::start(args);
        let client = (what == Beside::FullServer).then(|| fill(&server));
        Self { server: Some(server), _client: client }
    }
}

/// Gives the only worker a request that it sleeps for until it is killed, and fills the queue with four more.
fn fill(server: &Server) -> RawClient {
    let mut client = server.connect();
    // In one write, so that one turn of the event loop takes them all, and answers STATS after them.
    let jobs = (1..=5).flat_map(|id| RawFrame::work(id, 0, 60_000_000).bytes());
    let bytes: Vec<u8> = jobs.chain(RawFrame::new(msg_type::STATS, 6, "").bytes()).collect();
    client.send(bytes);
    let metrics = Metrics::parse(&client.reply().text());
    let in_pool = metrics.get("capstone_workers_busy") + metrics.get("capstone_queue_depth");
    assert_eq!(in_pool, 5.0, "the server is not full\n{metrics}");
    client
}

/// A folder of the session's own, in which the paths that the texts name are there.
fn folder() -> TempDir {
    // With blanks, for the path of a checkout may have some.
    let folder = Builder::new().prefix("commands of a text ").tempdir_in(env!("CARGO_TARGET_TMPDIR"));
    let folder = folder.expect("there is room for a folder");
    fs::create_dir_all(folder.path().join("lessons/14-demo-run")).expect("there is room for a folder");
    for read in ["benchmarks", "lessons/10-overload"] {
        symlink(workspace_root().join(read), folder.path().join(read)).expect("it is not there yet");
    }
    folder
}
