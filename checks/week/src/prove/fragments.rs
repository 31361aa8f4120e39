//! Wrong and right solutions: the fragments in `checks/wrong/NN-lesson/`.

use super::subject::{Kind, SOLUTION, Subject, Variant};
use crate::below::{files_below, relative};
use crate::lesson::Lesson;
use crate::splice::{Alternative, Files, Fragment, sources};
use crate::tree::{Tree, text_of};
use anyhow::{Result, bail, ensure};
use std::path::Path;

/// The fragments of a lesson, by their names. What is wrong with a fragment itself is told when its turn comes.
pub(super) fn of(root: &Path, course: &Tree, lesson: &Lesson) -> Result<Vec<Variant>> {
    let folder = root.join("checks/wrong").join(&lesson.slug);
    let files = if folder.is_dir() { files_below(&folder, &|_| false)? } else { Vec::new() };
    let fragments = files.iter().filter(|file| file.extension().is_some_and(|end| end == "rs"));
    fragments.map(|path| variant(root, path, course, lesson)).collect()
}

fn variant(root: &Path, path: &Path, course: &Tree, lesson: &Lesson) -> Result<Variant> {
    let text = text_of(path)?.unwrap_or_default();
    let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    let choice = Some((SOLUTION, name.clone()));
    let mut subject = Subject { kind: Kind::Wrong, name, about: String::new(), expect: None, choice };
    let spliced = spliced(&text, course, lesson, &mut subject);
    let place = relative(root, path).unwrap_or_default();
    let (files, alternative) = match spliced {
        Ok((files, alternative)) => (Ok(files), alternative),
        Err(problem) => (Err(format!("{place}: {problem:#}")), None),
    };
    Ok(Variant { lesson: lesson.number, files, alternative, subjects: vec![subject] })
}

/// The files with the fragment, and how it can be one of several; `subject` learns what its head says.
fn spliced(
    text: &str,
    course: &Tree,
    lesson: &Lesson,
    subject: &mut Subject,
) -> Result<(Files, Option<Alternative>)> {
    let fragment = Fragment::parse(text)?;
    let number = format!("{:02}", lesson.number);
    ensure!(
        fragment.says("lesson") == Some(&number),
        "its head does not say `lesson: {number}`, as its folder does"
    );
    let said = |key: &str| fragment.says(key).filter(|words| !words.is_empty()).map(str::to_owned);
    let (kind, about) = match (said("mistake"), said("right")) {
        (Some(mistake), None) => (Kind::Wrong, mistake),
        (None, Some(right)) => (Kind::Right, right),
        _ => bail!("its head must say either what is wrong, `mistake: `, or what is unusual, `right: `"),
    };
    subject.kind = kind;
    subject.about = about;
    subject.expect = said("expect");
    match kind {
        Kind::Wrong => ensure!(
            subject.expect.is_some(),
            "its head does not say what the first diagnosis must be: `expect: `"
        ),
        _ => ensure!(
            subject.expect.is_none(),
            "it is right, so no diagnosis can be expected: it says `expect: `"
        ),
    }
    // Some claims are about code that is given: a fragment may name any file of the course.
    let paths = lesson.files().into_iter().chain(fragment.says("file"));
    let files: Files =
        paths.map(|path| Ok((path.to_owned(), course.text(path)?.to_owned()))).collect::<Result<_>>()?;
    let files = sources(&files)?;
    // A check reads the source for what a debug build alone does, so it must be the source of this solution and no other.
    let is_read = text.contains("debug_assert");
    let alternative = if is_read { None } else { Alternative::of(&fragment, &files)? };
    Ok((fragment.apply(&files)?, alternative))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;
    use std::fs;
    use std::path::PathBuf;
    use std::process::Command;

    fn root() -> &'static Path {
        Path::new(env!("CARGO_MANIFEST_DIR")).ancestors().nth(2).expect("the crate is two folders deep")
    }

    fn folders() -> Vec<PathBuf> {
        // A template has none.
        let entries = fs::read_dir(root().join("checks/wrong")).into_iter().flatten().flatten();
        entries.map(|entry| entry.path()).filter(|path| path.is_dir()).collect()
    }

    #[test]
    fn every_solution_can_be_put_into_its_lesson() {
        let course = Tree::read(root()).expect("the course can be read");
        let lessons = course.lessons().expect("it has lessons");
        let mut problems = Vec::new();
        for lesson in &lessons {
            for variant in of(root(), &course, lesson).expect("they can be read") {
                problems.extend(variant.files.err());
            }
        }
        assert!(problems.is_empty(), "{}", problems.join("\n"));
    }

    #[test]
    fn every_folder_is_of_a_lesson() {
        let lessons = crate::lesson::lessons(root()).expect("they can be read");
        let slugs: BTreeSet<&str> = lessons.iter().map(|lesson| lesson.slug.as_str()).collect();
        for folder in folders() {
            let name = folder.file_name().unwrap_or_default().to_string_lossy();
            assert!(slugs.contains(&*name), "checks/wrong/{name} is the folder of no lesson");
        }
    }

    #[test]
    fn solutions_are_formatted_as_rustfmt_would_have_them() {
        let files = folders()
            .into_iter()
            .flat_map(|folder| files_below(&folder, &|_| false).expect("it can be read"));
        let files: Vec<PathBuf> =
            files.filter(|file| file.extension().is_some_and(|end| end == "rs")).collect();
        if files.is_empty() {
            return;
        }
        let output = Command::new("rustfmt").args(["--edition", "2024", "--check"]).args(files).output();
        let output = output.expect("rustfmt can be run");
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stdout));
    }
}
