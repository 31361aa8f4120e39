//! `capstone` started in other ways than a server usually is: under a limit, with odd streams, or so that it
//! must fail.

use checks::{Process, binary};
use std::net::{SocketAddr, TcpListener};
use std::path::Path;
use std::time::Duration;

/// How long a program may take that has nothing to do but to fail.
const BRIEF: Duration = Duration::from_secs(10);

/// What a program left that has ended.
#[derive(Debug)]
pub(crate) struct Ended {
    pub(crate) code: Option<i32>,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

/// Runs `capstone` with these arguments to its end.
#[track_caller]
pub(crate) fn run(args: &[&str]) -> Ended {
    end_of(Process::start(&binary("capstone"), args))
}

/// Starts `capstone serve --addr ADDR` with `args`, in a shell that runs `preparation` first and then becomes
/// the server: `ulimit -f 8`, or `exec 2>/dev/full`.
pub(crate) fn serve_after(preparation: &str, addr: &str, args: &[&str]) -> Process {
    let capstone = binary("capstone");
    let script = format!("{preparation}; exec \"$0\" serve --addr \"$@\"");
    let capstone = capstone.to_str().expect("cargo's target directory has a name in UTF-8");
    Process::start(Path::new("/bin/sh"), &[&["-c", &script, capstone, addr], args].concat())
}

/// An address that was free a moment ago, for a server that cannot say which one the system gave it.
pub(crate) fn free_addr() -> SocketAddr {
    let holder = TcpListener::bind("127.0.0.1:0").and_then(|holder| holder.local_addr());
    holder.expect("some port is free")
}

/// Waits for the end of a program that ends by itself.
#[track_caller]
pub(crate) fn end_of(mut process: Process) -> Ended {
    let code = process.wait(BRIEF).code();
    Ended { code, stdout: process.stdout_text(), stderr: process.stderr_text() }
}

impl Ended {
    /// Checks that the program gave up with exit code `code`, said nothing on stdout, and on stderr one line
    /// that has each of `words` in it.
    ///
    /// # Panics
    ///
    /// If it did anything else.
    #[track_caller]
    pub(crate) fn assert_gave_up(&self, code: i32, words: &[&str]) {
        let Self { stdout, stderr, .. } = self;
        assert_eq!(self.code, Some(code), "it ended with another exit code\n{stderr}");
        assert_eq!(stdout, "", "it wrote to stdout before it gave up");
        assert_eq!(stderr.lines().count(), 1, "its complaint was not one line\n{stderr}");
        for word in words {
            assert!(stderr.contains(word), "its complaint does not say {word:?}\n{stderr}");
        }
    }
}
