//! The server's log: one line an entry, its fields separated by tabs.
//!
//! The thread that logs an entry formats it in a buffer of its own, before it takes a lock; then it copies the entry
//! into the sink. An entry below the level costs a comparison. Logging never waits and never fails: entries for which
//! the sink has no room, or which the target loses, are counted.

use super::carrier::{Carrier, Target};
use super::{Blocking, Level, Sink, Timestamp, entry, log_file};
use crate::sync::thread_local;
use std::cell::Cell;
use std::fmt;
use std::fs::File;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, SystemTime};

/// A handle on a log. Clones write to the same one; it is written out when the last of them is dropped.
///
/// ```
/// use capstone::observe::{Level, Logger};
///
/// let log = Logger::to_stderr(Level::Info)?;
/// log.info("server", None, format_args!("listening on {}", "127.0.0.1:9000"));
/// log.debug("net.recv", Some(42), format_args!("not wanted at this level: never formatted"));
/// # Ok::<(), capstone::observe::LogError>(())
/// ```
#[derive(Debug, Clone)]
pub struct Logger {
    threshold: Level,
    now: fn() -> SystemTime,
    sink: Arc<Sink>,
}

thread_local! {
    /// The buffer in which this thread formats its entries. Taken out meanwhile, because an argument may log as well.
    static LINE: Cell<String> = const { Cell::new(String::new()) };
}

/// A longer line buffer, left by a client's long text, is given back rather than kept for the thread's life.
const KEPT: usize = 16 * 1024;

impl Logger {
    /// Most bytes of entries that wait to be written. Takes the longest LOG request of a default server (1
    /// MiB) even if it is all control characters, which the log spells with six bytes each.
    pub const CAPACITY: usize = 8 * 1024 * 1024;

    /// Logs to the standard error.
    ///
    /// # Errors
    ///
    /// [`LogError::Start`].
    pub fn to_stderr(threshold: Level) -> Result<Self, LogError> {
        let sink = Blocking::stderr().and_then(|stderr| Sink::new("stderr", Self::CAPACITY, stderr));
        let sink = sink.map_err(LogError::Start)?;
        Ok(Self::to_sink(Arc::new(sink), threshold))
    }

    /// Logs to the end of the file at `path`, which is made if it is not there.
    ///
    /// # Errors
    ///
    /// [`LogError::Open`] and [`LogError::Start`].
    pub fn to_file(path: impl AsRef<Path>, threshold: Level) -> Result<Self, LogError> {
        let path = path.as_ref().to_owned();
        let target = open(&path)?;
        let carrier = Carrier::reopenable(target, Box::new(move || reopen(&path)));
        let sink = Sink::start("log", Self::CAPACITY, carrier).map_err(LogError::Start)?;
        Ok(Self::to_sink(Arc::new(sink), threshold))
    }

    /// Logs to a sink that others may push to as well.
    pub fn to_sink(sink: Arc<Sink>, threshold: Level) -> Self {
        Self { threshold, now: SystemTime::now, sink }
    }

    /// Stamps entries with another clock's time, for tests.
    pub fn with_clock(self, now: fn() -> SystemTime) -> Self {
        Self { now, ..self }
    }

    /// Whether entries of this level are written. Ask before preparing what only the log needs.
    #[inline]
    pub fn enabled(&self, level: Level) -> bool {
        level >= self.threshold
    }

    /// Writes an entry if its level is enabled. `request_id` is that of the request it is about, if there is
    /// one.
    #[inline]
    pub fn log(
        &self,
        level: Level,
        component: &'static str,
        request_id: Option<u64>,
        message: fmt::Arguments<'_>,
    ) {
        if self.enabled(level) {
            self.write(level, component, request_id, message);
        }
    }

    /// Writes an entry of level ERROR.
    #[inline]
    pub fn error(&self, component: &'static str, request_id: Option<u64>, message: fmt::Arguments<'_>) {
        self.log(Level::Error, component, request_id, message);
    }

    /// Writes an entry of level WARN.
    #[inline]
    pub fn warn(&self, component: &'static str, request_id: Option<u64>, message: fmt::Arguments<'_>) {
        self.log(Level::Warn, component, request_id, message);
    }

    /// Writes an entry of level INFO.
    #[inline]
    pub fn info(&self, component: &'static str, request_id: Option<u64>, message: fmt::Arguments<'_>) {
        self.log(Level::Info, component, request_id, message);
    }

    /// Writes an entry of level DEBUG.
    #[inline]
    pub fn debug(&self, component: &'static str, request_id: Option<u64>, message: fmt::Arguments<'_>) {
        self.log(Level::Debug, component, request_id, message);
    }

    /// How many entries are lost, by all handles: no room in the buffer, or a failed write.
    pub fn dropped(&self) -> u64 {
        self.sink.dropped()
    }

    /// Waits until all entries so far are written, or lost. False if `timeout` passes first, which `Duration::MAX` never
    /// does.
    pub fn flush(&self, timeout: Duration) -> bool {
        self.sink.flush(timeout)
    }

    /// Opens the log's file again under its name, and goes on there, as a rotation that has renamed the file requires.
    /// Returns at once; the thread that writes opens the file. Each entry is complete in one of the two files. If the
    /// new one cannot be opened, the log goes on in the old one, with an entry of level ERROR that says why. A log to
    /// the standard error stays as it is.
    pub fn reopen(&self) {
        self.sink.reopen();
    }

    fn write(&self, level: Level, component: &str, request_id: Option<u64>, message: fmt::Arguments<'_>) {
        // A thread that is being torn down has no buffer any more, and makes one for the occasion.
        let mut line = LINE.try_with(Cell::take).unwrap_or_default();
        line.clear();
        let time = Timestamp::from((self.now)());
        // A `String` takes everything. What can fail is an argument's own `Display`: the entry ends where it
        // did.
        let _ = entry::write_line(&mut line, time, level, component, request_id, message);
        line.push('\n');
        self.sink.push(line.as_bytes());
        if line.capacity() <= KEPT {
            let _ = LINE.try_with(|kept| kept.set(line));
        }
    }
}

/// The file at `path` once more, or an entry that says why there is none.
fn reopen(path: &Path) -> Result<Target<File>, String> {
    open(path).map_err(|error| {
        let (mut line, now) = (String::new(), Timestamp::from(SystemTime::now()));
        let message = format_args!("{error}; going on in the one that is open");
        let _ = entry::write_line(&mut line, now, Level::Error, "server", None, message);
        line + "\n"
    })
}

fn open(path: &Path) -> Result<Target<File>, LogError> {
    log_file::open(path).map_err(|reason| LogError::Open { path: path.to_owned(), reason })
}

/// Why a log cannot be written.
#[derive(Debug)]
pub enum LogError {
    /// The file cannot be opened for appending.
    Open {
        /// Which file.
        path: PathBuf,
        /// What the system says.
        reason: io::Error,
    },
    /// The system has no thread or no descriptor left to give.
    Start(io::Error),
}

impl fmt::Display for LogError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            // Quoted, with escapes: a path may hold a newline, and this is to be one line.
            Self::Open { path, reason } => write!(f, "cannot open the log file {path:?}: {reason}"),
            Self::Start(reason) => write!(f, "cannot start the log's writer: {reason}"),
        }
    }
}

impl std::error::Error for LogError {}
