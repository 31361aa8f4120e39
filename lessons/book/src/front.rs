//! The front page: the syllabus, and above its tables how far the reader has come.

use week::lesson::Lesson;
use week::standing::Standing;

/// The syllabus with the reader's progress before its first section; as it is, in the finished course.
pub(crate) fn with_progress(syllabus: &str, lessons: &[Lesson], standings: Option<&[Standing]>) -> String {
    let Some(standings) = standings else { return syllabus.to_owned() };
    let (head, rest) = syllabus.split_once("\n## ").unwrap_or((syllabus, ""));
    format!("{head}\n## Your progress\n\n{}\n## {rest}", table(lessons, standings))
}

fn table(lessons: &[Lesson], standings: &[Standing]) -> String {
    let passed = standings.iter().filter(|standing| standing.word == "passed").count();
    let to_do = standings.iter().filter(|standing| standing.word != "given").count();
    let mut table = format!(
        "{passed} of {to_do} lessons passed.\n\n| # | lesson | state | claims that hold | minutes |\n|---|---|---|---|---|\n"
    );
    for (lesson, standing) in lessons.iter().zip(standings) {
        let Standing { number, word, held, claims, minutes } = standing;
        let link = format!("[{}]({})", lesson.title, lesson.text());
        let word = if *word == "next" { "**next**" } else { word };
        let held = if *word == *"given" { String::new() } else { format!("{held} of {claims}") };
        let minutes = if *minutes == 0 { String::new() } else { minutes.to_string() };
        table += &format!("| {number} | {link} | {word} | {held} | {minutes} |\n");
    }
    table
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn progress_stands_before_the_first_section() {
        let toml = "number = 1\ntitle = \"Threads\"\nminutes = 4\nbuilds = []\nclaims = [\"a\", \"b\"]";
        let lessons = [Lesson::parse("01-threads", toml).unwrap()];
        let standings = [Standing { number: 1, word: "next", held: 1, claims: 2, minutes: 7 }];
        let page = with_progress("# S\n\nWords.\n\n## Days\n\nx\n", &lessons, Some(&standings));
        let row = "| 1 | [Threads](lessons/01-threads/README.md) | **next** | 1 of 2 | 7 |";
        assert!(page.starts_with("# S\n\nWords.\n\n## Your progress\n\n0 of 1 lessons passed.\n"), "{page}");
        assert!(page.contains(row) && page.ends_with("\n## Days\n\nx\n"), "{page}");
        assert_eq!(with_progress("# S\n", &lessons, None), "# S\n");
    }
}
