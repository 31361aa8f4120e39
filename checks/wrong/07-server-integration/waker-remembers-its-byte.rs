//! lesson: 07
//! mistake: a flag saves the second byte; a wake between the flag's reset and the read loses its byte, and all later ones are skipped
//! expect: a wake-up must make the pipe readable
use crate::sync::atomic::{AtomicBool, Ordering};

/// A pipe between a sleeping event loop and the threads that wake it.
#[derive(Debug)]
pub struct Waker {
    reader: PipeReader,
    writer: PipeWriter,
    /// The pipe has a byte: a second one would cost a system call and say nothing new.
    has_byte: AtomicBool,
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
        Ok(Self { reader, writer, has_byte: AtomicBool::new(false) })
    }

    /// Makes the poll that watches [`as_fd`](Self::as_fd) return, or the next one if none is under way.
    pub fn wake(&self) {
        if !self.has_byte.swap(true, Ordering::AcqRel) {
            let _ = (&self.writer).write(&[1]);
        }
    }

    /// Empties the pipe.
    pub fn clear(&self) {
        self.has_byte.store(false, Ordering::Release);
        let mut bytes = [0; 1024];
        while matches!((&self.reader).read(&mut bytes), Ok(1..)) {}
    }
}
