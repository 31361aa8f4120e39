//! A starter: the course with blanks where the learner writes.

use crate::lesson::Lesson;
use crate::splice;
use crate::tree::Tree;
use anyhow::{Context, Result};

/// What a starter's Cargo.toml says beside the course's: without it the first thing that a learner sees would be a
/// hundred warnings of what the blanks leave unused. A result that is thrown away is still told.
const LINTS: &str = "\
# Blanks leave much unused: only mistakes of your own are told.
unused = { level = \"allow\", priority = -1 }
unused_must_use = \"warn\"
";

/// The header of the lints in the workspace's Cargo.toml.
const SECTION: &str = "[workspace.lints.rust]\n";

/// The course with the functions of lesson `at` and later blank, and without solutions of others, wrong or right.
pub(crate) fn starter(course: &Tree, at: u32) -> Result<Tree> {
    let mut tree = course.clone();
    tree.0.retain(|path, _| !(path.starts_with("checks/wrong/") && path.ends_with(".rs")));
    for lesson in course.lessons()?.iter().filter(|lesson| lesson.number >= at) {
        blank(&mut tree, lesson)?;
    }
    let manifest = tree.text("Cargo.toml")?;
    let manifest = with_lints(manifest);
    tree.set("Cargo.toml", manifest);
    Ok(tree)
}

/// Replaces the bodies of the lesson's functions by blanks.
pub(crate) fn blank(tree: &mut Tree, lesson: &Lesson) -> Result<()> {
    for file in lesson.files() {
        let blank = splice::blank(tree.text(file)?, &lesson.names_in(file), |name| lesson.label(name));
        tree.set(file, blank.with_context(|| format!("lesson {} builds in {file}", lesson.number))?);
    }
    Ok(())
}

fn with_lints(manifest: &str) -> String {
    match manifest.split_once(SECTION) {
        Some((before, after)) => format!("{before}{SECTION}{LINTS}{after}"),
        None => format!("{manifest}\n{SECTION}{LINTS}"),
    }
}
