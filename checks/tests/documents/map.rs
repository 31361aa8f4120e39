//! The map of the capstone: each file once, with the lesson that builds it.

use crate::lesson::lessons;
use checks::workspace_root;
use regex_lite::Regex;
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

/// The lesson that stands behind each file of the map, if one does, by its path from `capstone/src`.
fn map() -> BTreeMap<String, Option<u32>> {
    let text = fs::read_to_string(workspace_root().join("capstone/README.md")).expect("the map can be read");
    let (_, map) = text.split_once("\n## Code map\n").expect("there is a map");
    let (map, _) = map.split_once("\n## ").expect("something comes after the map");
    let name = Regex::new("`([^`]+)`").expect("it is a pattern");
    let lesson = Regex::new(r"\((\d+)\)$").expect("it is a pattern");
    let mut files = BTreeMap::new();
    for row in map.lines().filter(|line| line.starts_with("| `")) {
        let cell = row.split('|').nth(1).expect("a row has cells").trim();
        let built = lesson.captures(cell).map(|found| found[1].parse().expect("a lesson has a number"));
        let mut folder = String::new();
        for found in name.captures_iter(cell) {
            let path = format!("{folder}{}", &found[1]);
            folder = path.rsplit_once('/').map_or(String::new(), |(folder, _)| format!("{folder}/"));
            let twice = files.insert(path.clone(), built).is_some();
            assert!(!twice, "capstone/README.md names {path} in two rows of its map, or twice in one");
        }
    }
    files
}

/// The files below `folder`, by their path from `root`: not those that only make a module of a folder, and no tests.
fn sources(root: &Path, folder: &Path, found: &mut Vec<String>) {
    for entry in fs::read_dir(folder).expect("a folder can be read").flatten() {
        let path = entry.path();
        let name = entry.file_name().into_string().expect("a name is text");
        let is_left_out = ["mod.rs", "lib.rs", "main.rs", "tests", "tests.rs", "models.rs", "test_server.rs"]
            .contains(&name.as_str());
        match () {
            () if is_left_out => {}
            () if path.is_dir() => sources(root, &path, found),
            () => found.push(path.strip_prefix(root).expect("it is below").display().to_string()),
        }
    }
}

#[test]
fn the_map_names_each_file_of_the_capstone_once() {
    let root = workspace_root().join("capstone/src");
    let (map, mut files) = (map(), Vec::new());
    sources(&root, &root, &mut files);
    let missing: Vec<_> = files.iter().filter(|file| !map.contains_key(*file)).collect();
    assert!(missing.is_empty(), "capstone/README.md: its map has no row for {missing:?}");
    let gone: Vec<_> = map.keys().filter(|path| !files.contains(path)).collect();
    assert!(gone.is_empty(), "capstone/README.md: its map names what is not there: {gone:?}");
}

#[test]
fn the_map_says_which_lesson_builds_a_file() {
    let mut built = BTreeMap::new();
    for lesson in lessons() {
        let paths = lesson.builds.iter().filter_map(|line| line.split_once(": "));
        let paths = paths.filter_map(|(path, _)| path.strip_prefix("capstone/src/").map(str::to_owned));
        built.extend(paths.map(|path| (path, lesson.number)));
    }
    for (path, said) in map() {
        let is_built_by = built.get(&path).copied();
        assert_eq!(
            said, is_built_by,
            "capstone/README.md: its map names another lesson for {path} than lesson.toml"
        );
    }
}
