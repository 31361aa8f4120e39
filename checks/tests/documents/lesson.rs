//! What a lesson says of itself, in its lesson.toml.

use checks::workspace_root;
use regex_lite::Regex;
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

impl Lesson {
    /// The functions that it builds, each by its full name: `Latch::{wait, wait_until}` are two.
    pub(crate) fn functions(&self) -> Vec<String> {
        let item = Regex::new(r"([^,{}]+)::\{([^}]*)\}|([^,{}]+)").expect("it is a pattern");
        let items = self.builds.iter().filter_map(|line| line.split_once(": "));
        let names =
            items.flat_map(|(_, items)| item.captures_iter(items).collect::<Vec<_>>()).flat_map(|found| {
                let one = found.get(3).map(|name| name.as_str().trim().to_owned());
                let (prefix, list) = (found.get(1), found.get(2).map_or("", |list| list.as_str()));
                let several = list.split(',').map(str::trim).filter(|name| !name.is_empty());
                let several =
                    several.map(|name| format!("{}::{name}", prefix.map_or("", |it| it.as_str().trim())));
                one.into_iter().chain(several).collect::<Vec<_>>()
            });
        names.filter(|name| !name.is_empty()).collect()
    }
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
