//! Leads the links of a text to pages of the book.
//!
//! The texts link to files, as a forge shows them: to other texts, to sources, to folders. In the book a text keeps its
//! place, so links between texts stay as they are. A link to a source or a folder leads to the page that shows it. A path
//! of a source in code type becomes a link.

use anyhow::{Context, Result};
use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};
use std::ops::Range;
use std::path::{Component, Path, PathBuf};

/// Where a link leads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Target {
    /// To a file or folder of the course, by its path from the root.
    Inside(PathBuf),
    /// Elsewhere: to a site, or to a place on the same page.
    Elsewhere,
}

/// A piece of a text that is to be replaced.
struct Edit {
    range: Range<usize>,
    words: String,
}

/// The text with the destination of each link replaced by what `lead` says, and with each path in code type for which
/// `lead_code` has a page made a link to it.
pub(crate) fn rewrite(
    text: &str,
    mut lead: impl FnMut(&str) -> Result<Option<String>>,
    mut lead_code: impl FnMut(&str) -> Option<String>,
) -> Result<String> {
    let (mut edits, mut within) = (Vec::new(), 0);
    for (event, range) in Parser::new_ext(text, Options::ENABLE_TABLES).into_offset_iter() {
        match event {
            Event::Start(Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. }) => {
                within += 1;
                if let Some(page) = lead(&dest_url)? {
                    edits.push(destination(text, &range, &dest_url, page)?);
                }
            }
            Event::Start(Tag::Heading { .. }) => within += 1,
            Event::End(TagEnd::Link | TagEnd::Image | TagEnd::Heading(_)) => within -= 1,
            Event::Code(code) if within == 0 => {
                if let Some(page) = lead_code(&code) {
                    let words = format!("[{}]({page})", &text[range.clone()]);
                    edits.push(Edit { range, words });
                }
            }
            _ => {}
        }
    }
    Ok(apply(text, edits))
}

fn destination(text: &str, link: &Range<usize>, old: &str, new: String) -> Result<Edit> {
    let words = &text[link.clone()];
    let at = words.rfind(old).with_context(|| {
        format!("the link {words:?} does not hold its destination: write it as [words](path)")
    })?;
    let start = link.start + at;
    Ok(Edit { range: start..start + old.len(), words: new })
}

fn apply(text: &str, mut edits: Vec<Edit>) -> String {
    edits.sort_by_key(|edit| edit.range.start);
    let (mut result, mut at) = (String::with_capacity(text.len()), 0);
    for Edit { range, words } in edits {
        result.push_str(&text[at..range.start]);
        result.push_str(&words);
        at = range.end;
    }
    result.push_str(&text[at..]);
    result
}

/// Where a link in the text at `from` leads, and to which place on that page.
pub(crate) fn target(from: &Path, link: &str) -> (Target, String) {
    let (path, place) = link.split_once('#').unwrap_or((link, ""));
    let place = if place.is_empty() { String::new() } else { format!("#{place}") };
    if path.is_empty() || path.contains("://") || path.starts_with("mailto:") {
        return (Target::Elsewhere, place);
    }
    let beside = from.parent().unwrap_or(Path::new(""));
    (Target::Inside(normal(&beside.join(path))), place)
}

/// The path without `.` and `..`.
fn normal(path: &Path) -> PathBuf {
    let mut normal = PathBuf::new();
    for part in path.components() {
        match part {
            Component::ParentDir => drop(normal.pop()),
            Component::CurDir => {}
            part => normal.push(part),
        }
    }
    normal
}

/// The way from the page at `from` to the one at `to`, as a browser reads it.
pub(crate) fn way(from: &Path, to: &Path) -> String {
    let depth = from.components().count().saturating_sub(1);
    format!("{}{}", "../".repeat(depth), to.to_string_lossy().replace('\\', "/"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_are_led_and_code_is_not_touched() {
        let text = "[a](x.rs) and `x.rs`\n\n```text\n[b](x.rs) `x.rs`\n```\n| `x.rs` |\n# `x.rs`\n";
        let lead = |link: &str| Ok((link == "x.rs").then(|| "page".to_owned()));
        let code = |code: &str| (code == "x.rs").then(|| "code".to_owned());
        let expected =
            "[a](page) and [`x.rs`](code)\n\n```text\n[b](x.rs) `x.rs`\n```\n| [`x.rs`](code) |\n# `x.rs`\n";
        assert_eq!(rewrite(text, lead, code).unwrap(), expected);
    }

    #[test]
    fn a_link_is_read_from_where_it_stands() {
        let from = Path::new("lessons/04-queue/README.md");
        let inside = |path: &str| Target::Inside(path.into());
        assert_eq!(target(from, "../../capstone/README.md"), (inside("capstone/README.md"), String::new()));
        assert_eq!(
            target(from, "answers.md#one"),
            (inside("lessons/04-queue/answers.md"), "#one".to_owned())
        );
        assert_eq!(target(from, "https://x.org/"), (Target::Elsewhere, String::new()));
        assert_eq!(way(from, Path::new("syllabus.md")), "../../syllabus.md");
    }
}
