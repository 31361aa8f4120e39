//! The guard of a program: it runs the program in a process group of its own, and ends when that does.
//!
//! Whoever wants the program to end closes the guard's stdin, or simply ends: by Ctrl+C, by a crash, by SIGKILL. Then, and
//! when the program has ended or has gone beyond its limits, the guard kills whatever is left of it. The guard itself is not
//! confined.
//!
//! The guard has a session of its own. So it outlives the command, whatever the terminal does. And where Linux groups
//! processes by their sessions, each session gets the same part of the processors, whether it has one busy thread or three
//! hundred: sched(7), "The autogroup feature".

use super::disk::Disk;
use super::limits::Limits;
use super::{family, watch};
use rustix::process::{Pid, Signal, getpriority_process, kill_process_group, setsid};
use signal_hook::consts::{SIGHUP, SIGINT, SIGQUIT, SIGTERM};
use signal_hook::flag;
use std::ffi::OsString;
use std::os::unix::process::{CommandExt, ExitStatusExt};
use std::process::{Child, Command, ExitCode, ExitStatus, Stdio, exit};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::{env, fs, io, thread};

/// The exit code of a program that a signal has ended is this and the signal's number, as in a shell.
pub(super) const SIGNALLED: i32 = 128;

/// The exit code of a guard that has killed its program.
const KILLED: i32 = SIGNALLED + Signal::KILL.as_raw();

/// The exit code of a guard that could not start its program.
pub(super) const NOT_STARTED: u8 = 127;

/// What stands in the last line of the guard's stderr before the limit that the program has gone beyond.
pub(super) const EXCESS: &str = "the guard ended it: ";

/// Whether the program has gone beyond a limit.
static EXCEEDED: AtomicBool = AtomicBool::new(false);

/// Runs the program of this command line under guard.
pub(crate) fn guard(limits: &Limits, command: &[OsString]) -> ExitCode {
    begin_session();
    family::adopt_orphans();
    let disk = Disk::of(limits); // what is there before the program is not its
    let mut child = match spawn(limits, command) {
        Ok(child) => child,
        Err(error) => {
            eprintln!("{command:?} cannot be run: {error}");
            return ExitCode::from(NOT_STARTED);
        }
    };
    let group = i32::try_from(child.id()).ok().and_then(Pid::from_raw).expect("a process id is positive");
    thread::spawn(move || {
        let _ = io::copy(&mut io::stdin().lock(), &mut io::sink());
        end(group);
    });
    if !limits.is_trusted() {
        let limits = limits.clone();
        thread::spawn(move || {
            let excess = watch::wait_for_excess(&limits, move || Some(disk?.wait_for_excess()));
            EXCEEDED.store(true, Ordering::SeqCst);
            kill_all(group);
            eprintln!("\n{EXCESS}{excess}"); // nobody is left who could say more
            end(group);
        });
    }
    let status = child.wait();
    while EXCEEDED.load(Ordering::SeqCst) {
        thread::park(); // the watch has the last word
    }
    kill_all(group);
    ExitCode::from(code(status))
}

fn spawn(limits: &Limits, command: &[OsString]) -> io::Result<Child> {
    no_signal_is_ignored()?;
    let (program, args) = command.split_first().ok_or(io::ErrorKind::InvalidInput)?;
    let mut child = Command::new(program);
    if !limits.is_trusted() {
        child = Command::new(env::current_exe()?);
        child.arg("confine").args(limits.options()).arg("--").arg(program);
    }
    child.args(args).stdin(Stdio::null()).process_group(0).spawn()
}

fn begin_session() {
    let _ = setsid(); // only the leader of a group cannot: somebody has started the guard by hand
    // nice(1) counts within a session only. Its whole session shall be as nice as the guard.
    if let Ok(nice @ 1..) = getpriority_process(None) {
        let _ = fs::write("/proc/self/autogroup", nice.to_string());
    }
}

/// After nohup(1), and in a script's background job, some signals are ignored, and so they would be in the program: but some
/// checks ask what a program does at Ctrl+C. Programs inherit what is ignored, but no handler, so a handler that does nothing
/// gives them the default. The guard itself ends by none of these signals: it has its program to end first.
fn no_signal_is_ignored() -> io::Result<()> {
    let seen = Arc::default(); // nobody looks
    [SIGHUP, SIGINT, SIGQUIT, SIGTERM]
        .iter()
        .try_for_each(|signal| flag::register(*signal, Arc::clone(&seen)).map(drop))
}

/// Where another thread kills everybody, that one may be who hears of the program's end.
fn code(status: io::Result<ExitStatus>) -> u8 {
    let of =
        |status: ExitStatus| status.code().unwrap_or_else(|| SIGNALLED + status.signal().unwrap_or_default());
    u8::try_from(status.map_or(KILLED, of)).unwrap_or(u8::MAX)
}

fn end(group: Pid) -> ! {
    kill_all(group);
    exit(KILLED)
}

/// Kills the program's group, and what has left it.
fn kill_all(group: Pid) {
    let _ = kill_process_group(group, Signal::KILL); // it may have ended
    family::kill();
}
