//! The marks as others read them: a person, Gradescope, GitHub Classroom.

use super::marks::{LessonMarks, Mark, Marks};
use serde_json::{Value, json};

/// For whom.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum Format {
    /// A person
    Text,
    /// Gradescope: the autograder's results.json
    Gradescope,
    /// GitHub Classroom: what its reporter takes from a runner
    Classroom,
}

impl Format {
    pub(crate) fn write(self, marks: &Marks) -> String {
        match self {
            Self::Text => text(marks),
            Self::Gradescope => format!("{:#}\n", gradescope(marks)),
            Self::Classroom => classroom(marks),
        }
    }
}

fn text(marks: &Marks) -> String {
    let mut words = String::new();
    for lesson in &marks.lessons {
        let LessonMarks { number, title, cases, notes } = lesson;
        words += &format!("Lesson {number:>2}, {title}: {} of {} points\n", lesson.points(), cases.len());
        notes.iter().for_each(|note| words += &indented(note, "    "));
        for Mark { words: claim, problem } in cases {
            if let Some(problem) = problem {
                words += &format!("    - {claim}\n{}", indented(problem, "        "));
            }
        }
    }
    let notes: String = marks.notes.iter().map(|note| format!("{note}\n")).collect();
    format!("{words}\n{} of {} points, in {} s\n{notes}", marks.points(), marks.most(), marks.seconds)
}

fn indented(words: &str, by: &str) -> String {
    words.lines().map(|line| format!("{by}{line}\n")).collect()
}

/// By <https://gradescope-autograders.readthedocs.io/en/latest/specs/>.
fn gradescope(marks: &Marks) -> Value {
    let tests = marks.lessons.iter().flat_map(|lesson| {
        lesson.cases.iter().zip(1..).map(move |(mark, index)| {
            json!({
                "number": format!("{}.{index}", lesson.number),
                "name": name(lesson, mark),
                "score": points(mark),
                "max_score": 1,
                "status": if mark.problem.is_none() { "passed" } else { "failed" },
                "output": mark.problem.as_deref().unwrap_or("holds"),
            })
        })
    });
    json!({
        "score": marks.points(),
        "execution_time": marks.seconds,
        "output": summary(marks),
        "output_format": "text",
        "test_output_format": "text",
        "visibility": "visible",
        "stdout_visibility": "hidden",
        "tests": tests.collect::<Vec<_>>(),
    })
}

/// The workflow hands it to the reporter in an environment variable, which may be 128 KiB long on Linux; in base64, which
/// makes 4 bytes of 3.
const MOST: usize = 90 << 10;

/// What autograding-grading-reporter reads: it adds up the scores.
fn classroom(marks: &Marks) -> String {
    let lengths = [usize::MAX, 2000, 500, 100, 30, 0];
    let mut results = lengths.into_iter().map(|most| format!("{}\n", with_messages(marks, most)));
    results.find(|results| results.len() <= MOST).unwrap_or_default()
}

/// With no more than so many characters of each message.
fn with_messages(marks: &Marks, most: usize) -> Value {
    let tests = marks.lessons.iter().flat_map(|lesson| {
        lesson.cases.iter().map(move |mark| {
            json!({
                "name": name(lesson, mark),
                "status": if mark.problem.is_none() { "pass" } else { "fail" },
                "message": mark.problem.iter().flat_map(|problem| problem.chars()).take(most).collect::<String>(),
                "score": points(mark),
                "test_code": "",
                "filename": "",
                "line_no": 0,
                "execution_time": 0,
            })
        })
    });
    json!({
        "version": 1,
        "status": if marks.points() == marks.most() { "pass" } else { "fail" },
        "max_score": marks.most(),
        "tests": tests.collect::<Vec<_>>(),
    })
}

fn name(lesson: &LessonMarks, mark: &Mark) -> String {
    format!("Lesson {}: {}", lesson.number, mark.words)
}

fn points(mark: &Mark) -> u32 {
    u32::from(mark.problem.is_none())
}

/// A line for each lesson, and what is to be said of it; then what is to be said of all.
fn summary(marks: &Marks) -> String {
    let line = |lesson: &LessonMarks| {
        let notes: String = lesson.notes.iter().map(|note| indented(note, "    ")).collect();
        format!(
            "Lesson {}, {}: {} of {}\n{notes}",
            lesson.number,
            lesson.title,
            lesson.points(),
            lesson.cases.len()
        )
    };
    marks.lessons.iter().map(line).chain(marks.notes.iter().map(|note| format!("\n{note}\n"))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn classroom_gets_no_more_than_fits_its_variable() {
        let words =
            "each wake-up of a worker that waits for a job comes from one push, and none is lost".to_owned();
        let cases: Vec<Mark> = [10_000, 1, 300]
            .map(|length| Mark { words: words.clone(), problem: Some("é".repeat(length)) })
            .into();
        let lesson = LessonMarks { number: 1, title: "A".to_owned(), cases, notes: Vec::new() };
        for count in [1, 10, 100] {
            let marks = Marks { lessons: vec![lesson.clone(); count], notes: Vec::new(), seconds: 1 };
            let written = Format::Classroom.write(&marks);
            assert!(written.len().div_ceil(3) * 4 < 128 << 10, "{} bytes", written.len());
            let results: Value = serde_json::from_str(&written).expect("it is whole");
            let tests = results["tests"].as_array().expect("it has tests");
            assert!(tests.len() == 3 * count && tests.iter().all(|test| test["message"] != ""), "{count}");
        }
    }
}
