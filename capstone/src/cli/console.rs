//! What the commands write: results to stdout, and to stderr what is to be told beside them.

use anyhow::{Context, Result};
use capstone::observe::Blocking;
use std::io::{self, ErrorKind, Write};

/// Writes to stdout, all of it. A reader that has seen enough, such as `head`, is no failure.
pub(super) fn print(bytes: &[u8]) -> Result<()> {
    let mut stdout = Blocking::new(io::stdout().lock());
    match stdout.write_all(bytes).and_then(|()| stdout.flush()) {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => Err(error).context("cannot write to stdout"),
        _ => Ok(()),
    }
}

/// One line on stderr that says whose it is.
pub(super) fn tell(line: &str) {
    tell_plainly(&format!("capstone: {line}"));
}

/// One line on stderr. Unlike `eprintln!` it does not panic when stderr is closed.
pub(super) fn tell_plainly(line: &str) {
    let _ = Blocking::new(io::stderr().lock()).write_all(format!("{line}\n").as_bytes());
}
