//! A guarded program, seen from the command that waits for it.

use super::guard::{EXCESS, SIGNALLED};
use super::limits::Limits;
use anyhow::{Context, Result};
use std::io::{BufRead, BufReader, Read};
use std::os::unix::process::ExitStatusExt;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::time::{Duration, Instant};
use std::{env, fmt, thread};

/// How a program ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum End {
    Code(i32),
    /// By a signal of this number.
    Signal(i32),
    /// It was killed because it had gone beyond this limit.
    Excess(String),
    /// It was killed when its time was over.
    TooLong,
    /// It was killed because nobody wants to know any more.
    Cancelled,
}

impl fmt::Display for End {
    /// As in "it was ended by signal 6".
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Code(code) => write!(f, "with exit code {code}"),
            Self::Signal(number) => write!(f, "by signal {number}"),
            Self::Excess(limit) => write!(f, "because {limit}"),
            Self::TooLong => f.write_str("because its time was over"),
            Self::Cancelled => f.write_str("because nobody waits for it"),
        }
    }
}

/// What a program left.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Ended {
    pub(crate) end: End,
    /// What it wrote, up to a limit.
    pub(crate) stdout: String,
    pub(crate) stderr: String,
    /// Whether it wrote more than that.
    pub(crate) too_much: bool,
}

/// Says that what runs need not go on.
#[derive(Debug, Clone, Default)]
pub(crate) struct Cancel(Arc<AtomicBool>);

impl Cancel {
    pub(crate) fn cancel(&self) {
        self.0.store(true, Ordering::SeqCst);
    }

    pub(crate) fn is_cancelled(&self) -> bool {
        self.0.load(Ordering::SeqCst)
    }
}

/// How often the one who waits looks whether it was cancelled.
const LOOK: Duration = Duration::from_millis(20);

/// When a program has ended, what it wrote is read for this long at most: somebody else may hold the stream open. A busy
/// machine may stand still for a second, and must not lose what was written.
const STREAMS: Duration = Duration::from_secs(10);

/// Of each stream no more than this is kept; the rest is read and dropped.
const KEPT: usize = 16 << 20;

enum Event {
    Stdout(String),
    Stderr(String),
    /// More than is kept of a stream.
    TooMuch,
    Ended(std::io::Result<ExitStatus>),
}

/// Runs `command` under guard to its end. `on_line` hears each line of its stdout as it comes. One that is not trusted gets the
/// environment that `command` sets, and no other.
pub(crate) fn run_within(
    limits: &Limits,
    command: &Command,
    limit: Duration,
    cancel: &Cancel,
    mut on_line: impl FnMut(&str),
) -> Result<Ended> {
    let mut child = spawn(command, limits)?;
    let stdin = child.stdin.take(); // while it is open, the program may run
    let events = listen(child);
    let began = Instant::now();
    let mut ended =
        Ended { end: End::TooLong, stdout: String::new(), stderr: String::new(), too_much: false };
    let status = loop {
        match events.recv_timeout(LOOK) {
            Ok(Event::Ended(status)) => break status?,
            Ok(event) => ended.take(event, &mut on_line),
            Err(RecvTimeoutError::Disconnected) => return Ok(ended),
            Err(RecvTimeoutError::Timeout) => {}
        }
        let why = match () {
            () if cancel.is_cancelled() => End::Cancelled,
            () if began.elapsed() > limit => End::TooLong,
            () if ended.too_much && !limits.is_trusted() => {
                End::Excess(format!("it wrote more than {} MiB of output", KEPT >> 20))
            }
            () => continue,
        };
        drop(stdin);
        return Ok(Ended { end: why, ..ended.with_the_rest(&events, &mut on_line) });
    };
    // A guard that was killed itself says nothing of its program.
    let code = status.code().unwrap_or(SIGNALLED + status.signal().unwrap_or_default());
    let mut ended = ended.with_the_rest(&events, &mut on_line);
    ended.end = match ended.stderr.trim_end().rsplit('\n').next().and_then(|line| line.strip_prefix(EXCESS)) {
        Some(excess) => End::Excess(excess.to_owned()),
        None if code > SIGNALLED => End::Signal(code - SIGNALLED),
        None => End::Code(code),
    };
    Ok(ended)
}

fn spawn(command: &Command, limits: &Limits) -> Result<Child> {
    let program = env::current_exe().context("the program that guards others cannot be found")?;
    let mut guard = Command::new(program);
    guard.arg("guard").args(limits.options()).arg("--").arg(command.get_program()).args(command.get_args());
    if !limits.is_trusted() {
        guard.env_clear();
    }
    if let Some(folder) = command.get_current_dir() {
        guard.current_dir(folder);
    }
    for (name, value) in command.get_envs() {
        match value {
            Some(value) => guard.env(name, value),
            None => guard.env_remove(name),
        };
    }
    guard.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    guard.spawn().context("the program that guards others cannot be run")
}

fn listen(mut child: Child) -> Receiver<Event> {
    let (sender, events) = channel();
    let (stdout, stderr) = (child.stdout.take(), child.stderr.take());
    let to = sender.clone();
    thread::spawn(move || read(stdout, &to, Event::Stdout));
    let to = sender.clone();
    thread::spawn(move || read(stderr, &to, Event::Stderr));
    thread::spawn(move || sender.send(Event::Ended(child.wait())));
    events
}

/// Sends the stream on, line by line. A line without an end is cut into pieces.
fn read(stream: Option<impl Read>, to: &Sender<Event>, event: fn(String) -> Event) {
    let (mut kept, mut line) = (0, Vec::new());
    let mut stream = stream.map(BufReader::new);
    while let Some(stream) = &mut stream
        && stream.take(KEPT as u64).read_until(b'\n', &mut line).is_ok_and(|length| length > 0)
    {
        kept += line.len();
        if kept <= KEPT {
            let _ = to.send(event(String::from_utf8_lossy(&line).into_owned()));
        } else if kept - line.len() <= KEPT {
            let _ = to.send(Event::TooMuch); // once
        }
        line.clear();
    }
}

impl Ended {
    fn take(&mut self, event: Event, on_line: &mut impl FnMut(&str)) {
        match event {
            Event::Stdout(line) => {
                on_line(line.trim_end_matches('\n'));
                self.stdout += &line;
            }
            Event::Stderr(line) => self.stderr += &line,
            Event::TooMuch => self.too_much = true,
            Event::Ended(_) => {}
        }
    }

    /// With what is still to be read, once the program has ended or was killed.
    fn with_the_rest(mut self, events: &Receiver<Event>, on_line: &mut impl FnMut(&str)) -> Self {
        let began = Instant::now();
        while let Some(left) = STREAMS.checked_sub(began.elapsed())
            && let Ok(event) = events.recv_timeout(left)
        {
            self.take(event, on_line);
        }
        self
    }
}
