//! `cargo week check --watch`.

use crate::toy::{Toy, change, command, run};
use rustix::process::{Pid, Signal, kill_process, kill_process_group};
use std::io::{BufRead, BufReader};
use std::os::unix::process::CommandExt;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::thread;
use std::time::{Duration, Instant};

/// A check that watches, in a process group of its own, as a shell starts it. It ends when this does.
struct Watch {
    child: Child,
    lines: Receiver<String>,
}

impl Watch {
    fn start(toy: &Toy) -> Self {
        let mut command = command(&toy.copy());
        let mut child = command
            .args(["check", "--watch"])
            .process_group(0)
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .spawn()
            .expect("the program can be run");
        let stdout = BufReader::new(child.stdout.take().expect("it is piped"));
        let (sender, lines) = channel();
        thread::spawn(move || stdout.lines().map_while(Result::ok).try_for_each(|line| sender.send(line)));
        Self { child, lines }
    }

    /// Waits for a line that has this in it; returns it and those before.
    #[track_caller]
    fn wait_for(&self, part: &str) -> String {
        let mut seen = String::new();
        loop {
            let line = self.lines.recv_timeout(Duration::from_secs(60));
            seen += &line.unwrap_or_else(|_| panic!("no line has {part:?}; these came\n{seen}"));
            seen.push('\n');
            if seen.lines().last().is_some_and(|line| line.contains(part)) {
                return seen;
            }
        }
    }
}

impl Drop for Watch {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[test]
fn it_checks_again_on_each_save_and_goes_on_when_a_lesson_has_passed() {
    let toy = Toy::started(&[]);
    let watch = Watch::start(&toy);
    let said = watch.wait_for("Waiting for you to save a file; then lesson 1.");
    assert!(said.contains("0 of 3 claims hold"), "{said}");
    toy.write_lesson_1();
    let said = watch.wait_for("Waiting for you to save a file; then lesson 2.");
    assert!(said.contains("Lesson 1 has passed"), "{said}");
    change(
        toy.copy().join("things/src/pair.rs"),
        "todo!(\"lesson 02: sum\")",
        "pair.numbers.0 + pair.numbers.1",
    );
    let said = watch.wait_for("Waiting for you");
    assert!(said.contains("Lesson 2: Pair") && said.contains("Still blank, 1 of 2"), "{said}");
    toy.write_lesson_2();
    watch.wait_for("That was the course.");
    let mut watch = watch;
    assert!(watch.child.wait().expect("it ends").success());
}

impl Toy {
    /// Lesson 1, written so that one of its claims never ends.
    fn write_an_endless_lesson_1(&self) {
        self.write_lesson_1();
        let forever = "checked_add(1).unwrap_or_else(|| loop { std::thread::park() })";
        change(self.copy().join("things/src/counter.rs"), "saturating_add(1)", forever);
    }
}

#[test]
fn a_check_that_ends_in_any_way_leaves_nothing_behind() {
    let toy = Toy::started(&[]);
    toy.write_an_endless_lesson_1();
    let folder = toy.copy().display().to_string();
    let processes = || run(Command::new("ps").args(["-A", "-o", "args"])).stdout.matches(&folder).count();
    let ends: [fn(Pid) -> rustix::io::Result<()>; 3] = [
        |check| kill_process(check, Signal::KILL),
        |check| kill_process_group(check, Signal::TERM), // not INT: these tests may ignore it, in a script's background
        |check| kill_process_group(check, Signal::KILL),
    ];
    for end in ends {
        let watch = Watch::start(&toy);
        watch.wait_for("ok    each up counts one");
        until("the endless test runs", || processes() > 0);
        end(Pid::from_child(&watch.child)).expect("it runs");
        until("the test has ended", || processes() == 0);
    }
}

#[track_caller]
fn until(what: &str, condition: impl Fn() -> bool) {
    // A test that is left behind ends by itself after 60 s, when libtest writes to a stream that nobody reads.
    let deadline = Instant::now() + Duration::from_secs(30);
    while !condition() {
        assert!(Instant::now() < deadline, "this did not come: {what}");
        thread::sleep(Duration::from_millis(10));
    }
}

#[test]
fn a_save_ends_the_check_that_runs() {
    let toy = Toy::started(&[]);
    toy.write_an_endless_lesson_1();
    let watch = Watch::start(&toy);
    watch.wait_for("ok    each up counts one");
    toy.write_lesson_1();
    watch.wait_for("Lesson 1 has passed");
}
