//! The guard of a program: it runs the program in a process group of its own, and ends when that does.
//!
//! Whoever wants the program to end closes the guard's stdin, or simply ends: by Ctrl+C, by a crash, by SIGKILL. Then, and
//! when the program has ended, the guard kills whatever is left of it. So nothing needs a handler for signals.

use super::orphans;
use rustix::process::{Pid, Signal, kill_process_group};
use std::ffi::OsString;
use std::io;
use std::os::unix::process::{CommandExt, ExitStatusExt};
use std::process::{Command, ExitCode, ExitStatus, Stdio, exit};
use std::thread;

/// The exit code of a program that a signal has ended is this and the signal's number, as in a shell.
pub(super) const SIGNALLED: i32 = 128;

/// The exit code of a guard that could not start its program.
const NOT_STARTED: u8 = 127;

/// Runs the program of this command line under guard.
pub(crate) fn guard(command: &[OsString]) -> ExitCode {
    let Some((program, args)) = command.split_first() else { return ExitCode::from(NOT_STARTED) };
    orphans::adopt();
    let child = Command::new(program).args(args).stdin(Stdio::null()).process_group(0).spawn();
    let mut child = match child {
        Ok(child) => child,
        Err(error) => {
            eprintln!("{} cannot be run: {error}", program.display());
            return ExitCode::from(NOT_STARTED);
        }
    };
    let group = i32::try_from(child.id()).ok().and_then(Pid::from_raw).expect("a process id is positive");
    thread::spawn(move || {
        let _ = io::copy(&mut io::stdin().lock(), &mut io::sink());
        kill_all(group);
        exit(SIGNALLED + Signal::KILL.as_raw());
    });
    let status = child.wait();
    kill_all(group);
    ExitCode::from(status.map_or(NOT_STARTED, code))
}

fn code(status: ExitStatus) -> u8 {
    let code = status.code().unwrap_or_else(|| SIGNALLED + status.signal().unwrap_or_default());
    u8::try_from(code).unwrap_or(u8::MAX)
}

/// Kills the program's group, and what has left it.
fn kill_all(group: Pid) {
    let _ = kill_process_group(group, Signal::KILL); // it may have ended
    orphans::kill();
}
