//! What the commands show on a terminal: one that is narrow, and one that wants no colours.
#![cfg(not(feature = "shuttle"))]

#[path = "terminal/screen.rs"]
mod screen;

use checks::{Process, Server, binary};
use rustix::fs::{Mode, OFlags, open};
use rustix::pty::{OpenptFlags, grantpt, openpt, ptsname, unlockpt};
use rustix::termios::{Winsize, tcsetwinsize};
use screen::Screen;
use std::fs::File;
use std::io::Read;
use std::process::{Command, Stdio};
use std::thread;
use std::time::Duration;

const LONG: Duration = Duration::from_secs(60);

/// Where a command's stdout or stderr goes.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Stream {
    Stdout,
    Stderr,
}

/// Runs `capstone` to its end with one stream on a terminal of so many columns, and returns what came there.
fn on_terminal(stream: Stream, columns: u16, args: &[&str], environment: &[(&str, &str)]) -> String {
    let master = openpt(OpenptFlags::RDWR | OpenptFlags::NOCTTY).expect("there are terminals");
    grantpt(&master).and_then(|()| unlockpt(&master)).expect("its other end can be opened");
    let name = ptsname(&master, Vec::new()).expect("it has a name");
    let terminal = open(name.as_c_str(), OFlags::RDWR | OFlags::NOCTTY, Mode::empty()).expect("it is there");
    let size = Winsize { ws_row: 24, ws_col: columns, ws_xpixel: 0, ws_ypixel: 0 };
    tcsetwinsize(&terminal, size).expect("a terminal has a size");

    let mut command = Command::new(binary("capstone"));
    command.args(args).env_remove("NO_COLOR").env("TERM", "xterm").envs(environment.iter().copied());
    command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    match stream {
        Stream::Stdout => command.stdout(terminal),
        Stream::Stderr => command.stderr(terminal),
    };
    let mut process = Process::spawn(&mut command);
    drop(command); // its copy of the terminal, or there would be no end of it
    let reader = thread::spawn(|| {
        let (mut came, mut master) = (Vec::new(), File::from(master));
        let _ = master.read_to_end(&mut came); // Linux reports the end of a terminal as an error
        String::from_utf8(came).expect("our programs write UTF-8")
    });
    let code = process.wait(LONG).code();
    let came = reader.join().expect("reading does not panic");
    assert_eq!(code, Some(0), "{args:?}: {came}{}", process.stderr_text());
    came
}

/// A ramp's view of itself, on a terminal.
fn ramp(columns: u16, environment: &[(&str, &str)]) -> String {
    let server = Server::start(&[]);
    let addr = server.addr().to_string();
    let args = ["ramp", "--addr", &addr, "--steps", "2,1", "--step-seconds", "1", "--sleep-us", "1000"];
    on_terminal(Stream::Stderr, columns, &args, environment)
}

/// Two sections of the demo, of which the second watches the server while it works.
fn demo(environment: &[(&str, &str)]) -> String {
    let args = ["demo", "--fast", "--only", "protocol,backpressure"];
    on_terminal(Stream::Stdout, 120, &args, environment)
}

#[test]
fn a_ramp_on_a_narrow_terminal_has_one_line_a_step() {
    for columns in [20, 40, 120] {
        let came = ramp(columns, &[]);
        let lines = Screen::of(columns, &came).lines();
        let whole = ["step 1/2: 2 clients, 1.0 of 1 s", "step 2/2: 1 clients, 1.0 of 1 s"];
        assert_eq!(lines.len(), whole.len(), "on {columns} columns it shows {lines:?}");
        for (line, whole) in lines.iter().zip(whole) {
            let visible = &whole[..whole.len().min(usize::from(columns) - 1)];
            assert!(line.starts_with(visible), "on {columns} columns it shows {line:?} for {whole:?}");
        }
    }
}

#[test]
fn a_terminal_that_is_dumb_gets_plain_lines() {
    for environment in [&[("TERM", "dumb")][..], &[("TERM", "")]] {
        let came = ramp(80, environment);
        assert!(!came.contains('\x1b') && came.contains("step 2/2"), "{environment:?}: {came:?}");
        let came = demo(environment);
        assert!(
            !came.contains('\x1b') && came.contains("2 of 2 sections passed"),
            "{environment:?}: {came:?}"
        );
    }
}

#[test]
fn who_wants_no_colours_gets_none_and_nothing_that_moves() {
    let came = demo(&[("NO_COLOR", "1")]);
    assert!(!came.contains('\x1b') && came.contains("2 of 2 sections passed"), "{came:?}");
}

#[test]
fn a_terminal_that_can_shows_colours_and_what_changes() {
    for environment in [&[][..], &[("NO_COLOR", "")]] {
        let came = demo(environment);
        assert!(came.contains("\x1b[32m  PASS protocol"), "{environment:?}: no colours in {came:?}");
        assert!(came.contains("queue ["), "{environment:?}: no look at the server in {came:?}");
        let left = Screen::of(120, &came).lines();
        let views = left.iter().filter(|line| line.contains("queue [")).count();
        assert_eq!(views, 0, "what has changed stands there still: {left:?}");
    }
}
