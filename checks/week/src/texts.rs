//! Hints, answers, and what the reference chose: the parts of a lesson that are shown one at a time.
//!
//! They are read from the record, and stand beside the lesson's README.md: `hints.md` and `answers.md` have a heading
//! `## TITLE` above each, `reference.md` a heading `## FUNCTION`. Where the first two are missing, they are folded in
//! README.md, in the sections `Hints` and `Questions`.

use crate::lesson::Lesson;
use crate::tree::Tree;
use anyhow::{Result, bail};

/// A titled part of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Part {
    pub(crate) title: String,
    pub(crate) words: String,
}

/// The lesson's hints, from the smallest on.
pub(crate) fn hints(course: &Tree, lesson: &Lesson) -> Result<Vec<Part>> {
    let folded = |part: Folded| Part { title: part.summary, words: part.words };
    parts(course, lesson, "hints", "Hints", folded)
}

/// The answers to the lesson's questions; each has its question as title.
pub(crate) fn answers(course: &Tree, lesson: &Lesson) -> Result<Vec<Part>> {
    let folded = |part: Folded| Part { title: part.before, words: part.words };
    parts(course, lesson, "answers", "Questions", folded)
}

/// What the reference chose in this lesson: in general (without a title), and for some of its functions.
pub(crate) fn reference(course: &Tree, lesson: &Lesson) -> Vec<Part> {
    let text = course.text(&format!("lessons/{}/reference.md", lesson.slug)).unwrap_or_default();
    let general = headed(text, "# ").into_iter().map(|part| Part { title: String::new(), words: part.words });
    let general = general.map(|part| Part { words: before(&part.words, "## "), ..part });
    general.chain(headed(text, "## ")).filter(|part| !part.words.is_empty()).collect()
}

/// The text without the hints that are folded in it.
pub(crate) fn without_hints(text: &str) -> String {
    let Some((before, rest)) = text.split_once("\n## Hints\n") else { return text.to_owned() };
    let (hints, after) = rest.split_once("\n## ").map_or((rest, None), |(hints, after)| (hints, Some(after)));
    let around =
        hints.split("<details>").map(|part| part.rsplit("</details>").next().unwrap_or_default().trim());
    let kept: String = around.collect();
    let kept = if kept.is_empty() { "This copy has none: ask who gave it to you." } else { kept.as_str() };
    let after = after.map(|after| format!("\n## {after}")).unwrap_or_default();
    format!("{before}\n## Hints\n\n{kept}\n{after}")
}

fn parts(
    course: &Tree,
    lesson: &Lesson,
    file: &str,
    section: &str,
    part: fn(Folded) -> Part,
) -> Result<Vec<Part>> {
    let beside = format!("lessons/{}/{file}.md", lesson.slug);
    let parts = match course.text(&beside) {
        Ok(text) if text.contains("<details>") => folded(text).into_iter().map(part).collect(),
        Ok(text) => headed(text, "## "),
        Err(_) => {
            let text = headed(course.text(&lesson.text())?, "## ");
            let text = text
                .into_iter()
                .find(|part| part.title == section)
                .map(|part| part.words)
                .unwrap_or_default();
            folded(&text).into_iter().map(part).collect()
        }
    };
    if parts.is_empty() {
        bail!("lesson {} has no {file}: there are none in {beside}, nor in its README.md", lesson.number);
    }
    Ok(parts)
}

/// The parts under headings that begin with `mark`. In a block of code nothing is a heading.
fn headed(text: &str, mark: &str) -> Vec<Part> {
    let (mut parts, mut in_code): (Vec<Part>, bool) = (Vec::new(), false);
    for line in text.lines() {
        in_code ^= line.starts_with("```");
        if let Some(title) = line.strip_prefix(mark).filter(|_| !in_code) {
            parts.push(Part { title: title.trim().to_owned(), words: String::new() });
        } else if let Some(part) = parts.last_mut() {
            part.words += &format!("{line}\n");
        }
    }
    parts.iter_mut().for_each(|part| part.words = part.words.trim().to_owned());
    parts
}

/// What stands before the first line that begins with `mark`.
fn before(text: &str, mark: &str) -> String {
    text.lines().take_while(|line| !line.starts_with(mark)).collect::<Vec<_>>().join("\n").trim().to_owned()
}

/// A folded part of a text, and what stands before it, up to the one before.
struct Folded {
    before: String,
    summary: String,
    words: String,
}

fn folded(text: &str) -> Vec<Folded> {
    let blocks = text.split("<details>").skip(1).zip(text.split("<details>"));
    blocks
        .map(|(block, previous)| {
            let before = previous.rsplit("</details>").next().unwrap_or_default();
            let inside = block.split("</details>").next().unwrap_or_default();
            let (summary, words) = inside.split_once("</summary>").unwrap_or(("", inside));
            let summary = summary.trim().trim_start_matches("<summary>");
            let one_line = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
            Folded { before: one_line(before), summary: one_line(summary), words: words.trim().to_owned() }
        })
        .collect()
}
