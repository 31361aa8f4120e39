//! A child process that never outlives its check.

use crate::deadline::Countdown;
use crate::lines::Lines;
use rustix::process::{Pid, Signal, kill_process};
use std::fs;
use std::path::Path;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::time::Duration;

/// A running program. Dropping it kills it and waits for its end.
///
/// ```
/// use checks::Process;
/// use std::path::Path;
/// use std::time::Duration;
///
/// let mut shell = Process::start(Path::new("/bin/sh"), &["-c", "echo ready; read line"]);
/// assert_eq!(shell.wait_for_line("rea"), "ready");
/// assert!(shell.wait(Duration::from_secs(10)).code() == Some(1)); // its stdin is empty, so `read` fails
/// ```
#[derive(Debug)]
pub struct Process {
    child: Child,
    name: String,
    stdout: Lines,
    stderr: Lines,
}

impl Process {
    /// Starts `program` with an empty stdin, and collects what it writes.
    ///
    /// # Panics
    ///
    /// If it cannot be started.
    pub fn start(program: &Path, args: &[&str]) -> Self {
        let mut command = Command::new(program);
        Self::spawn(command.args(args).stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped()))
    }

    /// Starts `command` as it is; collects those of its output streams that are piped.
    ///
    /// # Panics
    ///
    /// If it cannot be started.
    pub fn spawn(command: &mut Command) -> Self {
        let program = command.get_program().to_string_lossy().into_owned();
        let name = program.rsplit('/').next().unwrap_or_default().to_owned();
        let mut child =
            command.spawn().unwrap_or_else(|error| panic!("{program} could not be started: {error}"));
        let stdout = child.stdout.take().map_or_else(Lines::none, |stream| Lines::of(stream, "stdout"));
        let stderr = child.stderr.take().map_or_else(Lines::none, |stream| Lines::of(stream, "stderr"));
        Self { child, name, stdout, stderr }
    }

    /// The child's process id.
    pub fn id(&self) -> u32 {
        self.child.id()
    }

    /// Waits for a line on stdout that begins with `prefix`, and returns it without its newline. A line that
    /// is already there counts.
    ///
    /// # Panics
    ///
    /// If it does not come while the check may run, or the child ends first.
    #[track_caller]
    pub fn wait_for_line(&self, prefix: &str) -> String {
        self.wait_for(&self.stdout, "stdout", prefix)
    }

    /// Like [`wait_for_line`](Self::wait_for_line), on stderr.
    ///
    /// # Panics
    ///
    /// If it does not come while the check may run, or the child ends first.
    #[track_caller]
    pub fn wait_for_stderr_line(&self, prefix: &str) -> String {
        self.wait_for(&self.stderr, "stderr", prefix)
    }

    #[track_caller]
    fn wait_for(&self, lines: &Lines, stream: &str, prefix: &str) -> String {
        let mut countdown = Countdown::of_this_check();
        // The end is looked at first: a line that comes between two looks is found by the second.
        let look = || {
            let ended = lines.ended();
            let line = lines.find(prefix);
            if line.is_some() || ended { Some(line) } else { None }
        };
        match countdown.wait_for(look) {
            Some(Some(line)) => line,
            Some(None) => {
                panic!("`{}` ended without a {stream} line \"{prefix}...\"\n{}", self.name, self.output())
            }
            None => panic!(
                "`{}` wrote no {stream} line \"{prefix}...\" within {:?}\n{}",
                self.name,
                countdown.limit(),
                self.output()
            ),
        }
    }

    /// Sends a signal. To a child that has ended already, nothing happens.
    pub fn signal(&mut self, signal: Signal) {
        // A child that nobody has waited for keeps its id, so the id cannot be another process's yet.
        if self.status().is_none() {
            let id = i32::try_from(self.id()).ok().and_then(Pid::from_raw);
            let _ = kill_process(id.expect("a process id is positive"), signal);
        }
    }

    /// Waits for the end, and until everything it wrote has been read.
    ///
    /// # Panics
    ///
    /// If it has not ended within `limit`.
    #[track_caller]
    pub fn wait(&mut self, limit: Duration) -> ExitStatus {
        let Some(status) = Countdown::new(limit).wait_for(|| self.status()) else {
            panic!("`{}` was still running after {limit:?}\n{}", self.name, self.output());
        };
        // No longer than this: a grandchild may hold a stream open, and what it writes is not ours to wait
        // for.
        let all_read = || (self.stdout.ended() && self.stderr.ended()).then_some(());
        let _ = Countdown::new(STREAMS).wait_for(all_read);
        status
    }

    /// How it ended, if it has.
    pub fn status(&mut self) -> Option<ExitStatus> {
        self.child
            .try_wait()
            .unwrap_or_else(|error| panic!("`{}` could not be waited for: {error}", self.name))
    }

    /// What it has written to stdout so far.
    pub fn stdout_text(&self) -> String {
        self.stdout.text()
    }

    /// What it has written to stderr so far.
    pub fn stderr_text(&self) -> String {
        self.stderr.text()
    }

    fn output(&self) -> String {
        format!("stdout:\n{}stderr:\n{}", self.stdout_text(), self.stderr_text())
    }
}

/// How long the streams of an ended child may still take to be read. A busy machine may stand still for seconds, and nothing
/// that was written must be lost.
const STREAMS: Duration = Duration::from_secs(10);

impl Drop for Process {
    /// Both fail only for a child that has ended and been waited for already.
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Whether this process ignores SIGHUP, and with it each child: nohup(1) has started it. Says so on stderr, for then what a
/// child does with that signal cannot be checked.
pub fn hangup_is_ignored() -> bool {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let mask = status.lines().find_map(|line| line.strip_prefix("SigIgn:"));
    let is_ignored =
        mask.and_then(|mask| u64::from_str_radix(mask.trim(), 16).ok()).is_some_and(|mask| mask & 1 == 1);
    if is_ignored {
        eprintln!("skipped: SIGHUP is ignored here, as after nohup");
    }
    is_ignored
}
