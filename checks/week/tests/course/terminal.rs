//! A program that writes to a terminal: with colours, as a person sees it.

use rustix::pty::{OpenptFlags, grantpt, openpt, ptsname, unlockpt};
use std::fs::File;
use std::io::Read;
use std::os::fd::OwnedFd;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::thread;
use std::time::Duration;

/// A program on a terminal of its own. It ends when this does.
pub(crate) struct OnTerminal {
    child: Child,
    written: Receiver<String>,
    seen: String,
}

/// How long the next output may take: the program compiles.
const PATIENT: Duration = Duration::from_secs(300);

/// What takes away the line that shows what happens now.
const OVER: &str = "\r\x1b[K";

impl OnTerminal {
    pub(crate) fn start(command: &mut Command) -> Self {
        let terminal = openpt(OpenptFlags::RDWR | OpenptFlags::NOCTTY).expect("there is a terminal");
        grantpt(&terminal).and_then(|()| unlockpt(&terminal)).expect("it can be used");
        let name = ptsname(&terminal, Vec::new()).expect("it has a name");
        let name = name.to_str().expect("it is text").to_owned();
        let other = File::options().read(true).write(true).open(name).expect("it can be opened");
        command.stdin(Stdio::null()).stdout(OwnedFd::from(other)).stderr(Stdio::inherit());
        command.env("TERM", "xterm-256color").env_remove("NO_COLOR");
        let child = command.spawn().expect("the program can be run");
        command.stdout(Stdio::null()); // else nobody notices that the program has ended
        let (sender, written) = channel();
        let mut terminal = File::from(terminal);
        thread::spawn(move || {
            let mut bytes = [0; 4096];
            let mut rest = Vec::new();
            // An error is the end: nobody has it open any more.
            while let Ok(count) = terminal.read(&mut bytes)
                && count > 0
            {
                rest.extend(&bytes[..count]);
                let whole = match std::str::from_utf8(&rest) {
                    Ok(text) => text.len(),
                    Err(error) => error.valid_up_to(),
                };
                let text = String::from_utf8_lossy(&rest[..whole]).into_owned();
                rest.drain(..whole);
                if sender.send(text).is_err() {
                    return;
                }
            }
        });
        Self { child, written, seen: String::new() }
    }

    /// The lines up to one that has this in it, as they stand on the terminal then.
    #[track_caller]
    pub(crate) fn lines_up_to(&mut self, part: &str) -> Vec<String> {
        loop {
            let at = self.seen.find(part).and_then(|at| Some(at + self.seen[at..].find('\n')? + 1));
            if let Some(end) = at {
                return lines(&self.seen.drain(..end).collect::<String>());
            }
            match self.written.recv_timeout(PATIENT) {
                Ok(text) => self.seen += &text,
                Err(_) => panic!("no line has {part:?}; these came\n{}", self.seen),
            }
        }
    }

    /// All lines that are left, and how the program ended.
    pub(crate) fn until_it_ends(mut self) -> (Vec<String>, ExitStatus) {
        while let Ok(text) = self.written.recv_timeout(PATIENT) {
            self.seen += &text;
        }
        let status = self.child.wait().expect("it ends");
        (lines(&self.seen), status)
    }
}

impl Drop for OnTerminal {
    fn drop(&mut self) {
        let _ = self.child.kill(); // it may have ended
        let _ = self.child.wait();
    }
}

/// What is left to see of each line.
fn lines(written: &str) -> Vec<String> {
    let seen = |line: &str| line.rsplit(OVER).next().unwrap_or_default().trim_end_matches('\r').to_owned();
    written.lines().map(seen).collect()
}

#[test]
fn what_was_taken_away_is_not_seen() {
    let written = "compiling\r\x1b[Kcompiling things\r\x1b[KLesson 1\r\n  \x1b[32mok\x1b[0m\r\n";
    assert_eq!(lines(written), ["Lesson 1", "  \x1b[32mok\x1b[0m"]);
}
