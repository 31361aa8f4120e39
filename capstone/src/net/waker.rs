//! Ending another thread's poll.
//!
//! The event loop sleeps in poll(2), which waits for descriptors only: no condition variable can wake it. So the loop
//! watches one end of a pipe, and a thread that has to wake it writes a byte to the other (the *self-pipe trick*, D. J.
//! Bernstein, <https://cr.yp.to/docs/selfpipe.html>). The byte means only *look*; the list to look at is elsewhere.

use super::sys;
use std::io::{self, ErrorKind, PipeReader, PipeWriter, Read, Write};
use std::os::fd::{AsFd, BorrowedFd, OwnedFd};

/// A pipe between a sleeping event loop and the threads that wake it.
#[derive(Debug)]
pub struct Waker {
    reader: PipeReader,
    writer: PipeWriter,
}

impl Waker {
    /// A new pipe, neither end of which ever blocks.
    ///
    /// # Errors
    ///
    /// If the process has no descriptors left.
    pub fn new() -> io::Result<Self> {
        let (reader, writer) = io::pipe()?;
        sys::set_nonblocking(reader.as_fd())?;
        sys::set_nonblocking(writer.as_fd())?;
        Ok(Self { reader, writer })
    }

    /// Makes the poll that watches [`as_fd`](Self::as_fd) return, or the next one if none is under way.
    pub fn wake(&self) {
        // A full pipe wakes the poll as well as one byte does, and an interrupted write of one byte has written
        // nothing.
        while matches!((&self.writer).write(&[1]), Err(error) if error.kind() == ErrorKind::Interrupted) {}
    }

    /// Empties the pipe. Do this *before* you look at what the bytes announce: a byte that comes afterwards then wakes
    /// the next poll. In the other order it would be lost.
    pub fn clear(&self) {
        let mut bytes = [0; 64];
        loop {
            match (&self.reader).read(&mut bytes) {
                Ok(count) if count == bytes.len() => {}
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                _ => return,
            }
        }
    }

    /// A second handle of the end that is written to.
    ///
    /// # Errors
    ///
    /// If the process has no descriptors left.
    pub fn writer(&self) -> io::Result<OwnedFd> {
        self.writer.as_fd().try_clone_to_owned()
    }
}

impl AsFd for Waker {
    /// The end to poll for reading.
    fn as_fd(&self) -> BorrowedFd<'_> {
        self.reader.as_fd()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::net::sys::{PollFd, poll};
    use std::time::Duration;

    fn is_awake(waker: &Waker) -> bool {
        poll(&mut [PollFd::new(waker.as_fd(), true, false)], Some(Duration::ZERO)).unwrap() == 1
    }

    #[test]
    fn a_full_pipe_blocks_nobody_and_one_clear_empties_it() {
        let waker = Waker::new().unwrap();
        assert!(!is_awake(&waker));
        for _ in 0..200_000 {
            waker.wake();
        }
        assert!(is_awake(&waker));
        waker.clear();
        assert!(!is_awake(&waker));
        waker.wake();
        assert!(is_awake(&waker));
    }
}
