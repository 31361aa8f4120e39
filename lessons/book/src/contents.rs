//! Which pages the book has, and in which order.

use crate::pages::extras;
use anyhow::{Context, Result};
use std::fs;
use std::path::{Path, PathBuf};
use week::lesson::Lesson;

/// A line of the table of contents.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Line {
    /// The title of a part.
    Part(String),
    /// A page: how deep it lies, how it is called, and where it stands.
    Page(usize, String, PathBuf),
}

/// The pages that are texts of the course, in order.
pub(crate) fn texts(root: &Path, lessons: &[Lesson]) -> Result<Vec<Line>> {
    let page = |depth, title: &str, path: &str| Line::Page(depth, title.to_owned(), path.into());
    let mut lines =
        vec![page(0, "Syllabus", "syllabus.md"), page(0, "How a server really works", "README.md")];
    lines.push(Line::Part("Lessons".to_owned()));
    for lesson in lessons {
        lines.push(page(0, &format!("{}. {}", lesson.number, lesson.title), &lesson.text()));
        for extra in extras(root, lesson)? {
            lines.push(Line::Page(1, extra.title, extra.path));
        }
        for (title, file) in
            [("Hints", "hints.md"), ("Answers", "answers.md"), ("The reference", "reference.md")]
        {
            let path = format!("lessons/{}/{file}", lesson.slug);
            if root.join(&path).exists() {
                lines.push(page(1, title, &path));
            }
        }
    }
    for (title, path) in
        [("After the week", "lessons/after-the-week/README.md"), ("The words", "lessons/words.md")]
    {
        if root.join(path).exists() {
            lines.push(page(0, title, path));
        }
    }
    lines.push(Line::Part("The system".to_owned()));
    lines.push(page(0, "The capstone", "capstone/README.md"));
    lines.push(page(1, "The wire protocol", "capstone/PROTOCOL.md"));
    lines.push(page(0, "Benchmarks", "benchmarks/README.md"));
    lines.extend(records(root)?);
    lines.push(page(0, "The commands of the texts", "checks/tests/commands/record.md"));
    lines.push(page(0, "cargo week", "checks/week/README.md"));
    Ok(lines)
}

/// The records of measurements, the newest first.
fn records(root: &Path) -> Result<Vec<Line>> {
    let folder = root.join("benchmarks/record");
    let entries = fs::read_dir(&folder).with_context(|| format!("{} cannot be read", folder.display()))?;
    let mut names: Vec<String> =
        entries.flatten().map(|entry| entry.file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    names.retain(|name| folder.join(name).join("README.md").exists());
    let line =
        |name: String| Line::Page(1, name.clone(), format!("benchmarks/record/{name}/README.md").into());
    Ok(names.into_iter().rev().map(line).collect())
}

/// mdBook's SUMMARY.md.
pub(crate) fn summary(lines: &[Line]) -> String {
    let line = |line: &Line| match line {
        Line::Part(title) => format!("\n# {title}\n\n"),
        Line::Page(depth, title, path) => {
            format!("{}- [{}]({})\n", "    ".repeat(*depth), escaped(title), path.display())
        }
    };
    format!("# Summary\n\n{}", lines.iter().map(line).collect::<String>())
}

fn escaped(title: &str) -> String {
    title.replace('[', "\\[").replace(']', "\\]").replace('_', "\\_")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_summary_nests_its_pages() {
        let lines = [
            Line::Part("P".to_owned()),
            Line::Page(0, "a_b".to_owned(), "a.md".into()),
            Line::Page(1, "c".to_owned(), "d/c.md".into()),
        ];
        assert_eq!(summary(&lines), "# Summary\n\n\n# P\n\n- [a\\_b](a.md)\n    - [c](d/c.md)\n");
    }
}
