//! Opening a log file for appending, whatever kind of file it is, without a wait.

use super::carrier::Target;
use std::fs::{File, OpenOptions};
use std::io::{self, Read, Seek, SeekFrom};
use std::os::unix::fs::FileTypeExt;
use std::path::Path;

/// Opens the file at `path` to append to it. If it is not there, it is made.
///
/// Opening a FIFO for writing sleeps until it has a reader; opening it for both does not (POSIX leaves that open, Linux
/// and macOS agree). A write to it may still sleep, and the sink handles that.
pub(super) fn open(path: &Path) -> io::Result<Target<File>> {
    let fifo = path.metadata().is_ok_and(|found| found.file_type().is_fifo());
    let stream = OpenOptions::new().append(true).create(true).read(fifo).open(path)?;
    // A crash or a full disk may leave a piece of a line. As good as the permission to read: if in doubt, no.
    let torn = last_byte(path).is_ok_and(|last| last != b'\n');
    Ok(Target { stream, torn })
}

/// The last byte of a regular file that has one; a newline for anything else.
fn last_byte(path: &Path) -> io::Result<u8> {
    let mut last = [b'\n'];
    if path.metadata()?.is_file() {
        let mut file = File::open(path)?;
        file.seek(SeekFrom::End(-1))?;
        file.read_exact(&mut last)?;
    }
    Ok(last[0])
}
