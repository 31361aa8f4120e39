//! The picture in README.md: lesson 4, from a copy to the comparison with the reference.

use crate::copy::{Copy, course};
use crate::picture::picture;
use crate::terminal::OnTerminal;
use std::fs;
use std::path::Path;
use std::process::Command;

/// The picture, from the root.
const PICTURE: &str = "checks/week/picture.svg";

/// A solution that passes, and is not the reference's: it wakes somebody on both sides, always.
const LEAVE: &str = "\
impl<T> BoundedQueue<T> {
    pub(super) fn leave(&self, state: Guard<'_, State<T>>) {
        drop(state);
        self.not_empty.notify_one();
        self.not_full.notify_one();
    }
}
";

/// What is seen of a story.
#[derive(Default)]
struct Story(Vec<String>);

impl Story {
    fn types(&mut self, command: &str) {
        if !self.0.is_empty() {
            self.0.push(String::new());
        }
        self.0.push(format!("\x1b[36m$ {command}\x1b[0m"));
    }

    /// Shows the first and the last of these lines.
    fn sees(&mut self, lines: &[String], first: usize, last: usize) {
        if lines.len() <= first + last + 1 {
            return self.0.extend_from_slice(lines);
        }
        let left_out = lines.len() - first - last;
        self.0.extend_from_slice(&lines[..first]);
        self.0.push(format!("\x1b[2m        ... {left_out} more lines\x1b[0m"));
        self.0.extend_from_slice(&lines[lines.len() - last..]);
    }
}

/// `cargo week` as one types it, in this folder.
fn cargo_week(folder: &Path, args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO"));
    command.arg("week").args(args).current_dir(folder);
    command
}

fn all(command: &mut Command) -> Vec<String> {
    let (lines, status) = OnTerminal::start(command).until_it_ends();
    assert!(status.success(), "{status}: {lines:#?}");
    lines
}

#[test]
#[ignore = "takes minutes: .ci/week all runs it"]
fn lesson_4_is_done_as_the_picture_shows() {
    let copy = Copy::none_yet();
    let lesson = &copy.lessons[3];
    let path = copy.path().display().to_string();
    let mut story = Story::default();

    story.types("cargo week start ../my-week --at 4");
    story.sees(&all(&mut cargo_week(course(), &["start", &path, "--at", "4"])), 100, 0);
    copy.share_what_is_compiled();

    story.types("cd ../my-week && cargo week check --watch");
    let mut watch = OnTerminal::start(&mut cargo_week(&copy.path(), &["check", "--watch"]));
    let red = watch.lines_up_to("Waiting for you to save a file; then lesson 4.");
    assert!(red.iter().any(|line| line.contains("Still blank, 7 of 7")), "{red:#?}");
    assert!(red.iter().any(|line| line.contains("BoundedQueue::") && !line.contains("Still")), "{red:#?}");
    story.sees(&red, 13, 9);

    story.types("cargo week hint   # in a second terminal");
    story.sees(&all(&mut cargo_week(&copy.path(), &["hint"])), 12, 1);

    story.types(
        "vi capstone/src/threads/queue.rs   # write its seven functions, and save; the first terminal:",
    );
    copy.solve_otherwise();
    let green = watch.lines_up_to("Waiting for you to save a file; then lesson 5.");
    assert!(green.iter().any(|line| line.contains("Lesson 4 has passed")), "{green:#?}");
    let begin = green.iter().position(|line| line.contains("Lesson 4:")).unwrap_or(0);
    story.sees(&green[begin..], 6, 11);
    drop(watch);

    story.types("cargo week diff 4");
    let diff = all(&mut cargo_week(&copy.path(), &["diff", "4"]));
    assert_eq!(
        diff.iter().filter(|line| *line == "  the same").count(),
        lesson.builds.len() - 1,
        "{diff:#?}"
    );
    let leave = diff.iter().position(|line| line.contains("BoundedQueue::leave, ")).expect("it is shown");
    story.sees(&diff[leave..], 20, 0);
    is_recorded(&story.0, &path);
}

impl Copy {
    /// Lesson 4 as a learner may write it, all of it in one save.
    fn solve_otherwise(&self) {
        let (lesson, file) = (&self.lessons[3], "capstone/src/threads/queue.rs");
        let path = self.path().join(file);
        let blank = fs::read_to_string(&path).expect("the copy has the file");
        self.solve(lesson);
        self.write(file, LEAVE, &["BoundedQueue::leave"]);
        assert_ne!(fs::read_to_string(&path).expect("the copy has the file"), blank);
    }
}

/// Holds the picture to what was seen; where it shows something else it is recorded anew.
#[track_caller]
fn is_recorded(lines: &[String], path: &str) {
    let shown = |line: &String| {
        let line = line.replace(&format!("'{path}'"), "../my-week").replace(path, "../my-week");
        // How long it took is another each time.
        match (line.split_once(", after "), line.split_once(" minute")) {
            (Some((before, _)), Some((_, after))) => format!("{before}{}", after.trim_start_matches('s')),
            _ => line,
        }
    };
    let lines: Vec<String> = lines.iter().map(shown).collect();
    let (file, new) = (course().join(PICTURE), picture(&lines));
    if fs::read_to_string(&file).is_ok_and(|old| old == new) {
        return;
    }
    fs::write(&file, new).expect("it can be written");
    panic!("{PICTURE} showed something else, and was recorded anew: look at it, and commit it");
}
