//! `println!` for programs whose reader may be slow, or may have ended.
//!
//! The standard one panics in both cases: when the reader has ended, such as `head -1`, and when a write finds no room
//! in a pipe that another program has made nonblocking.

use crate::observe::Blocking;
use std::fmt::Arguments;
use std::io::{self, ErrorKind, Write};
use std::process;

/// Like the standard `println!`, but it ends the program quietly if the reader has ended, and waits for a slow one.
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
    let mut stdout = Blocking::new(io::stdout().lock());
    let written = stdout.write_fmt(text).and_then(|()| stdout.flush());
    match written {
        Ok(()) => {}
        Err(error) if error.kind() == ErrorKind::BrokenPipe => process::exit(0),
        Err(error) => panic!("cannot write to stdout: {error}"),
    }
}
