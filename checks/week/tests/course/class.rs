//! Thirty submissions side by side, hostile ones among them: each gets the points that it deserves, and those with a
//! mistake get what they get alone.

use crate::copy::{Copy, course, run};
use serde_json::Value;
use std::fs;
use std::path::Path;
use std::process::Command;
use std::thread;
use std::time::{Duration, Instant};
use week::lesson::Lesson;

/// Somebody who has solved the lessons before `next`; with a mistake, but for that.
struct Student {
    name: String,
    next: u32,
    mistake: Option<Mistake>,
}

/// The function `name` of `file`, which is one of `lesson`, is `text`.
struct Mistake {
    lesson: u32,
    file: &'static str,
    name: &'static str,
    text: String,
}

/// What `BoundedQueue::close` does in the submission of somebody who is in the midst of the week.
const MISTAKES: [(&str, &str); 3] = [
    ("wakes-one", "self.state.lock().closed = true; self.not_empty.notify_one();"),
    ("wakes-nobody", "self.state.lock().closed = true;"),
    ("calls-itself", "self.close()"),
];

/// The same in that of somebody who wants to do harm.
const HOSTILE: [(&str, &str); 8] = [
    ("loops", "loop { std::hint::spin_loop(); }"),
    ("sleeps", "loop { std::thread::sleep(std::time::Duration::from_secs(1)); }"),
    ("exits", "println!(\"test result: ok. 1 passed; 0 failed\"); std::process::exit(0)"),
    (
        "forks",
        "loop { let _ = std::process::Command::new(\"setsid\").args([\"sleep\", \"1000\"]).spawn(); }",
    ),
    (
        "fills-the-disk",
        "let (folder, block) = (std::env::temp_dir(), vec![1u8; 64 << 20]);
        for file in 0.. { std::fs::write(folder.join(format!(\"{file}\")), &block).unwrap(); }",
    ),
    (
        "fills-the-memory",
        "let mut all = Vec::new(); loop { all.push(vec![1u8; 64 << 20]); }",
    ),
    (
        "prints",
        "use std::io::Write;
        let line = [b'x'; 1 << 16];
        while std::io::stdout().write_all(&line).is_ok() {}",
    ),
    (
        "deletes-and-kills",
        "for folder in [\"tests\", \"../checks\", \"../..\", \"/tmp\"] { let _ = std::fs::remove_dir_all(folder); }
        let _ = std::process::Command::new(\"kill\").args([\"-9\", \"-1\"]).status();",
    ),
];

/// Most have come some way, as in a class in the midst of its week; two are done.
fn students() -> Vec<Student> {
    let honest = [2, 2, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7, 7, 8, 9, 11, 13, 17, 17];
    let honest = honest.into_iter().zip(1..).map(|(next, number)| Student {
        name: format!("{number:02}-to-lesson-{:02}", next - 1),
        next,
        mistake: None,
    });
    let others =
        MISTAKES.map(|case| (case, "close")).into_iter().chain(HOSTILE.map(|case| (case, "hostile")));
    let others = others.map(|((what, body), kind)| Student {
        name: format!("{kind}-{what}"),
        next: 6,
        mistake: Some(Mistake {
            lesson: 4,
            file: "capstone/src/threads/queue.rs",
            name: "BoundedQueue::close",
            text: format!("impl<T> BoundedQueue<T> {{ pub fn close(&self) {{ {body} }} }}"),
        }),
    });
    honest.chain(others).collect()
}

#[test]
#[ignore = "takes two hours: .ci/week class runs it"]
fn a_class_of_thirty_gets_the_points_that_each_deserves() {
    let copy = Copy::started();
    fs::remove_file(copy.path().join("target")).expect("the link can be removed");
    let (class, alone) = (copy.beside("class"), copy.beside("some of the class"));
    let students = students();
    for student in &students {
        copy.make(student);
        copy.hand_in(&class.join(&student.name));
        if student.mistake.is_some() {
            copy.hand_in(&alone.join(&student.name));
        }
    }
    let jobs = thread::available_parallelism().map_or(2, usize::from);
    let (beside_others, by_itself) = (copy.beside("marks"), copy.beside("marks of some"));
    let took = grade_all(&class, &beside_others, jobs);
    grade_all(&alone, &by_itself, 1);

    println!("\n{} submissions, {jobs} side by side: {:.0} min", students.len(), took.as_secs_f64() / 60.0);
    let hours = took.as_secs_f64() / 3600.0 * 300.0 / students.len() as f64 * jobs as f64 / 16.0;
    println!("so 300 on 16 cores, if all else is alike: {hours:.1} h\n");
    println!("{:24} {:>6} {:>8} {:>8}", "submission", "points", "seconds", "alone");
    let mut wrong = Vec::new();
    for student in &students {
        let (name, marks) = (&student.name, marks(&beside_others, &student.name));
        wrong.extend(undeserved(student, &marks));
        let mut seconds = String::new();
        if student.mistake.is_some() {
            let same = self::marks(&by_itself, name);
            wrong.extend(differences(name, &marks, &same));
            seconds = same["execution_time"].to_string();
        }
        println!("{name:24} {:>6} {:>8} {seconds:>8}", marks["score"], marks["execution_time"].to_string());
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

impl Copy {
    /// Makes it what `student` has written.
    fn make(&self, student: &Student) {
        let solved = self.lessons.iter().filter(|lesson| lesson.number < student.next);
        self.solve_only(solved);
        if let Some(Mistake { file, name, text, .. }) = &student.mistake {
            self.write(file, text, &[name]);
        }
    }

    /// Leaves what is written in `folder`.
    fn hand_in(&self, folder: &Path) {
        fs::create_dir_all(folder.parent().expect("it has one")).expect("it can be made");
        run(Command::new("cp").arg("-r").arg(self.path()).arg(folder)).succeeds();
    }

    /// Blank, but for these lessons.
    fn solve_only<'a>(&self, lessons: impl Iterator<Item = &'a Lesson>) {
        self.week(&["reset", "--all"]).succeeds();
        lessons.for_each(|lesson| self.solve(lesson));
    }
}

/// Runs `checks/week/class/grade-all`; says how long it took.
fn grade_all(class: &Path, results: &Path, jobs: usize) -> Duration {
    let began = Instant::now();
    let mut command = Command::new(course().join("checks/week/class/grade-all"));
    let said = run(command.args([class, results]).arg(jobs.to_string())).succeeds();
    println!("{}", said.lines().last().unwrap_or_default());
    began.elapsed()
}

fn marks(results: &Path, name: &str) -> Value {
    let said = |ending| fs::read_to_string(results.join(format!("{name}.{ending}"))).unwrap_or_default();
    let marks = said("json");
    serde_json::from_str(&marks).unwrap_or_else(|_| panic!("{name} has no marks: {}", said("log")))
}

/// The claims of which the two say something else.
fn differences(name: &str, one: &Value, other: &Value) -> Vec<String> {
    let tests = |marks: &Value| marks["tests"].as_array().cloned().unwrap_or_default();
    let (one, other) = (tests(one), tests(other));
    assert!(one.len() == other.len() && !one.is_empty(), "{name}: {} and {} claims", one.len(), other.len());
    let pairs = one.iter().zip(&other).filter(|(one, other)| one["status"] != other["status"]);
    pairs
        .map(|(one, other)| {
            format!(
                "{name}, {}: {} beside others, {} alone: {}",
                one["name"], one["status"], other["status"], one["output"]
            )
        })
        .collect()
}

/// The claims with other marks than they deserve: all of the lessons that are solved hold, and none of those that are not
/// written. Of a lesson with a mistake, some do.
fn undeserved(student: &Student, marks: &Value) -> Vec<String> {
    let mistaken = student.mistake.as_ref().map(|mistake| mistake.lesson);
    let is_wrong = |test: &&Value| {
        let number = test["number"].as_str().and_then(|number| number.split('.').next()?.parse::<u32>().ok());
        let holds = test["status"] == "passed";
        number.is_none_or(|number| mistaken != Some(number) && holds != (number < student.next))
    };
    let tests = marks["tests"].as_array().expect("there are marks").iter();
    let wrong = tests.filter(is_wrong);
    wrong.map(|test| format!("{}, {}: {}", student.name, test["name"], test["output"])).collect()
}
