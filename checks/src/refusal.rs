//! A system that refuses threads: a process with memory for few of them. Linux alone has a limit for that.

use crate::{DEADLINE, Process, panics, until};
use std::env;
use std::process::{Command, Stdio};

/// 64 threads ask for 64 MB of stack each. There are 2 GB, enough for some of them.
const LIMITS: &str = "ulimit -v 2000000 && RUST_MIN_STACK=64000000 CHILD=1 exec \"$0\" \"$@\"";

/// Whether this process is one of [`in_little_memory`], and not that of a check.
pub fn is_child() -> bool {
    env::var_os("CHILD").is_some()
}

/// Runs the ignored test `name` of the calling program where 64 threads are refused half way, and returns when it has
/// written a line to stdout that begins with `last`, and it may still run.
///
/// # Panics
///
/// If it ends without that line, or comes to a function that is still to be written.
#[track_caller]
pub fn in_little_memory(name: &str, last: &str) -> Process {
    let program = env::current_exe().expect("a test knows its own program");
    let mut shell = Command::new("/bin/sh");
    shell.args(["-c", LIMITS]).arg(program);
    shell.args(["--exact", name, "--ignored", "--nocapture", "--test-threads=1"]);
    let mut child = Process::spawn(shell.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped()));
    let blank = |child: &Process| {
        child.stderr_text().lines().find(|line| panics::blank_in(line).is_some()).map(str::to_owned)
    };
    let done = |child: &Process| child.stdout_text().lines().any(|line| line.starts_with(last));
    until("the process in which threads are refused is done", || {
        done(&child) || blank(&child).is_some() || child.status().is_some()
    });
    if child.status().is_some() {
        child.wait(DEADLINE); // so that everything it wrote has been read
    }
    if let Some(blank) = blank(&child) {
        panic!("{blank}");
    }
    assert!(done(&child), "the process in which threads are refused came to grief\n{}", child.stderr_text());
    child
}
