//! Writing to a stream as if it blocked, whatever mode it is in.
//!
//! Whether a write sleeps or fails when a pipe or a terminal is full belongs to the open file, and a parent, a child or a
//! neighbour in a pipeline may share it. If one of them makes it non-blocking, it is so for all. To set it back would
//! break the other program, so this waits until there is room.

use crate::net::sys::{self, PollFd};
use crate::sync::thread;
use std::fs::File;
use std::io::{self, ErrorKind, Write};
use std::os::fd::AsFd;
use std::time::Duration;

/// A stream whose writes wait for room, and never fail for want of it.
///
/// ```
/// use capstone::observe::Blocking;
/// use std::io::{Read, Write};
/// use std::os::unix::net::UnixStream;
///
/// let (mut reader, writer) = UnixStream::pair()?;
/// writer.set_nonblocking(true)?;
/// let writing = std::thread::spawn(move || Blocking::new(writer).write_all(&[7; 1_000_000]));
/// let mut received = Vec::new();
/// reader.read_to_end(&mut received)?;
/// writing.join().unwrap()?;
/// assert_eq!(received.len(), 1_000_000);
/// # Ok::<(), std::io::Error>(())
/// ```
#[derive(Debug)]
pub struct Blocking<F> {
    stream: F,
}

/// How long to wait where poll(2) says that there is room and a write says that there is none: another program was
/// quicker, or the system cannot poll this stream (a terminal on macOS).
const PAUSE: Duration = Duration::from_millis(1);

impl<F: Write + AsFd> Blocking<F> {
    /// Writes to `stream`, whose mode stays as it is.
    pub fn new(stream: F) -> Self {
        Self { stream }
    }

    fn when_there_is_room<T>(&mut self, mut attempt: impl FnMut(&mut F) -> io::Result<T>) -> io::Result<T> {
        let mut has_waited = false;
        loop {
            match attempt(&mut self.stream) {
                Err(error) if error.kind() == ErrorKind::WouldBlock => self.wait_for_room(has_waited),
                result => return result,
            }
            has_waited = true;
        }
    }

    /// Sleeps until poll(2) says that there is room. `has_waited`: it has said so before, and there was none.
    fn wait_for_room(&self, has_waited: bool) {
        let polled = sys::poll(&mut [PollFd::new(self.stream.as_fd(), false, true)], None);
        if has_waited || polled.is_err() {
            thread::sleep(PAUSE);
        }
    }
}

impl Blocking<File> {
    /// The standard output, by a descriptor of its own: `io::stdout()` is behind a lock, which a write that sleeps would
    /// hold against everyone.
    ///
    /// # Errors
    ///
    /// The process has no descriptor left.
    pub fn stdout() -> io::Result<Self> {
        Ok(Self::new(File::from(io::stdout().as_fd().try_clone_to_owned()?)))
    }

    /// The standard error, by a descriptor of its own.
    ///
    /// # Errors
    ///
    /// The process has no descriptor left.
    pub fn stderr() -> io::Result<Self> {
        Ok(Self::new(File::from(io::stderr().as_fd().try_clone_to_owned()?)))
    }
}

impl<F: Write + AsFd> Write for Blocking<F> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.when_there_is_room(|stream| stream.write(bytes))
    }

    fn flush(&mut self) -> io::Result<()> {
        self.when_there_is_room(F::flush)
    }
}
