//! What a lesson says of itself, in its lesson.toml.

use checks::workspace_root;
use serde::Deserialize;
use std::fs;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Lesson {
    pub(crate) number: u32,
    pub(crate) title: String,
    /// The name of its folder.
    pub(crate) slug: String,
    pub(crate) day: String,
    pub(crate) minutes: u32,
    /// `FILE: ITEM, ITEM`. That the items are there, the tests of `checks/week` look at.
    pub(crate) builds: Vec<String>,
    /// What the check proves, a sentence each.
    pub(crate) claims: Vec<String>,
}

/// All lessons that there are, in order.
pub(crate) fn lessons() -> Vec<Lesson> {
    let folder = workspace_root().join("lessons");
    let entries = fs::read_dir(&folder).expect("there is a folder of lessons").flatten();
    let mut files: Vec<_> =
        entries.map(|entry| entry.path().join("lesson.toml")).filter(|path| path.exists()).collect();
    files.sort();
    let lessons: Vec<Lesson> = files
        .iter()
        .map(|path| {
            let text = fs::read_to_string(path).expect("a lesson.toml can be read");
            let lesson: Lesson =
                toml::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
            let folder = path.parent().and_then(|folder| folder.file_name()).and_then(|name| name.to_str());
            assert_eq!(
                folder,
                Some(lesson.slug.as_str()),
                "{}: the slug is not the folder's name",
                path.display()
            );
            assert!(
                !lesson.builds.is_empty() && !lesson.claims.is_empty(),
                "{}: nothing to do",
                path.display()
            );
            lesson
        })
        .collect();
    let numbers: Vec<u32> = lessons.iter().map(|lesson| lesson.number).collect();
    assert!(numbers.is_sorted_by(|one, next| one < next), "the lessons are numbered {numbers:?}");
    lessons
}
