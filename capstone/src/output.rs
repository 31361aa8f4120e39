//! Writing to a stream that somebody else may read, or may have stopped to read.
//!
//! Two readers trip up a program that uses the standard `println!`. One is slow, at a pipe that some program has made
//! nonblocking: a write that finds it full fails, and the rest of the text is lost. One has seen enough and gone, such
//! as `head -1`: `println!` panics.
//!
//! It does not keep the writer from waiting. Who must not wait needs a [`Sink`](crate::observe::Sink).

use crate::net::sys::{self, PollFd};
use std::fmt::Arguments;
use std::io::{self, ErrorKind, Write};
use std::os::fd::AsFd;
use std::process;

/// A writer that waits for room, also where its descriptor is nonblocking.
///
/// Whether a descriptor is nonblocking is not ours to decide, nor to change: all processes that have it share the flag.
///
/// ```
/// use capstone::output::Blocking;
/// use std::io::Write;
///
/// Blocking(std::io::stderr()).write_all(b"every byte arrives\n")?;
/// # Ok::<(), std::io::Error>(())
/// ```
#[derive(Debug)]
pub struct Blocking<W>(pub W);

impl<W: Write + AsFd> Blocking<W> {
    fn when_writable<T>(&mut self, mut attempt: impl FnMut(&mut W) -> io::Result<T>) -> io::Result<T> {
        loop {
            match attempt(&mut self.0) {
                Err(error) if error.kind() == ErrorKind::WouldBlock => {
                    sys::poll(&mut [PollFd::new(self.0.as_fd(), false, true)], None)?;
                }
                result => return result,
            }
        }
    }
}

impl<W: Write + AsFd> Write for Blocking<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.when_writable(|inner| inner.write(bytes))
    }

    fn flush(&mut self) -> io::Result<()> {
        self.when_writable(W::flush)
    }
}

/// Like the standard `println!`, but a reader that has gone ends the program quietly, and a slow one is waited for.
///
/// # Panics
///
/// If stdout cannot be written for another reason, such as a full disk.
///
/// ```
/// use capstone::println;
///
/// println!("{} requests served", 500);
/// ```
#[macro_export]
macro_rules! println {
    () => { $crate::print!("\n") };
    ($($text:tt)*) => { $crate::print!("{}\n", ::std::format_args!($($text)*)) };
}

/// [`println!`](crate::println) without the line break.
#[macro_export]
macro_rules! print {
    ($($text:tt)*) => { $crate::output::print(::std::format_args!($($text)*)) };
}

/// What [`print!`](crate::print!) does.
#[doc(hidden)]
pub fn print(text: Arguments<'_>) {
    let mut stdout = Blocking(io::stdout().lock());
    let written = stdout.write_fmt(text).and_then(|()| stdout.flush());
    match written {
        Ok(()) => {}
        Err(error) if error.kind() == ErrorKind::BrokenPipe => process::exit(0),
        Err(error) => panic!("cannot write to stdout: {error}"),
    }
}
