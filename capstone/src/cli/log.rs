//! `capstone log`: finds entries in a log file.

use super::args::whole;
use super::console::tell;
use super::exit::Exit;
use anyhow::{Context, Result};
use capstone::observe::{Blocking, Filter, Level, Search, Timestamp};
use clap::Args;
use std::fs::File;
use std::io::{self, BufReader, BufWriter, ErrorKind, Write};
use std::path::PathBuf;

/// Bytes read or written at a time.
const BUFFER: usize = 64 * 1024;

/// Print the entries of a log file that have all that is asked for, as they stand
#[derive(Debug, Args)]
pub(super) struct Log {
    /// What `serve` logged
    file: PathBuf,
    /// This level and graver ones: error, warn, info or debug
    #[arg(long, value_name = "LEVEL")]
    level: Option<Level>,
    /// This component, such as net.accept
    #[arg(long, value_name = "NAME")]
    component: Option<String>,
    /// This request
    #[arg(long, value_name = "N", value_parser = whole(0, u64::MAX))]
    request_id: Option<u64>,
    /// This time and later, in RFC 3339, such as 2026-11-23T02:35:00Z
    #[arg(long, value_name = "TIME")]
    since: Option<Timestamp>,
    /// Before this time
    #[arg(long, value_name = "TIME")]
    until: Option<Timestamp>,
}

impl Log {
    pub(super) fn run(self) -> Result<Exit> {
        let Log { file: path, level, component, request_id, since, until } = self;
        let cannot_read = || format!("cannot read the log file {path:?}");
        let file = File::open(&path).with_context(cannot_read)?;
        let filter = Filter { level, component, request_id, since, until };
        let mut search = Search::new(BufReader::with_capacity(BUFFER, file), filter);
        let mut out = BufWriter::with_capacity(BUFFER, Blocking::new(io::stdout().lock()));
        while let Some(line) = search.next_match().with_context(cannot_read)? {
            if let Err(error) = out.write_all(line) {
                return ended_by(error);
            }
        }
        if let Err(error) = out.flush() {
            return ended_by(error);
        }
        if search.strangers > 0 {
            tell(&format!("lines that are no log entries: {}", search.strangers));
        }
        Ok(Exit::Success)
    }
}

/// A reader that has seen enough, such as `head`, is no failure.
fn ended_by(error: io::Error) -> Result<Exit> {
    match error.kind() {
        ErrorKind::BrokenPipe => Ok(Exit::Success),
        _ => Err(error).context("cannot write to stdout"),
    }
}
