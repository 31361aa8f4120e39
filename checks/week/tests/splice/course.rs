//! The course itself: every file of it can be taken apart and put together again, and every function that a lesson
//! builds is there once.

use crate::blanked;
use std::collections::BTreeMap;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use week::lesson::{Lesson, lessons};
use week::splice::{Files, Fragment, Source, is_blank, transplant};

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).ancestors().nth(2).expect("the crate is two folders deep")
}

/// Every Rust file of the course. A fragment is none.
fn sources() -> Vec<PathBuf> {
    let (mut sources, mut folders) = (Vec::new(), vec![root().to_owned()]);
    while let Some(folder) = folders.pop() {
        for path in fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path()) {
            let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
            if path.is_dir() && !["target", "wrong"].contains(&name) && !name.starts_with('.') {
                folders.push(path);
            } else if name.ends_with(".rs") {
                sources.push(path);
            }
        }
    }
    assert!(sources.len() > 200, "only {} sources were found", sources.len());
    sources
}

fn course() -> Vec<Lesson> {
    lessons(root()).expect("the lessons can be read")
}

#[test]
fn a_file_whose_functions_are_blanked_and_put_back_is_the_same_file() {
    let mut count = 0;
    for path in sources() {
        let text = fs::read_to_string(&path).expect("it can be read");
        let source = Source::parse(&text).unwrap_or_else(|problem| panic!("{}: {problem}", path.display()));
        let mut names: BTreeMap<&str, usize> = BTreeMap::new();
        source.functions().for_each(|name| *names.entry(name).or_default() += 1);
        let once: Vec<&str> =
            names.into_iter().filter(|(_, times)| *times == 1).map(|(name, _)| name).collect();
        assert_eq!(transplant(&text, &source, &once).as_ref(), Ok(&text), "{}", path.display());
        let blank = blanked(&text, &once).unwrap_or_else(|problem| panic!("{}: {problem}", path.display()));
        assert!(once.is_empty() || blank != text, "{} has no blank", path.display());
        let blanks = Source::parse(&blank).unwrap_or_else(|problem| panic!("{}: {problem}", path.display()));
        assert!(once.iter().all(|name| is_blank(&blanks, name) == Ok(true)), "{}", path.display());
        assert_eq!(transplant(&blank, &source, &once).as_ref(), Ok(&text), "{}", path.display());
        count += once.len();
    }
    assert!(count > 2_000, "only {count} functions were tried");
}

#[test]
fn a_file_that_is_its_own_fragment_is_the_same_file() {
    for path in sources() {
        let text = fs::read_to_string(&path).expect("it can be read");
        let files = Files::from([("it.rs".to_owned(), text.clone())]);
        // What has no name always counts as new, such as a macro's call; and what is there twice cannot be told apart.
        let fragment =
            Fragment::parse(&text).unwrap_or_else(|problem| panic!("{}: {problem}", path.display()));
        let has_no_name = |line: &str| line.contains('!') || line.contains("extern \"");
        let unnamed = text.lines().any(|line| !line.starts_with([' ', '/', '#']) && has_no_name(line));
        match week::splice::sources(&files).and_then(|files| fragment.apply(&files)) {
            Ok(result) => {
                let result = result.get("it.rs").unwrap_or(&text); // without items there is nothing to change
                let end =
                    result.strip_prefix(&text).unwrap_or_else(|| panic!("{}: {result}", path.display()));
                assert!(unnamed || end.is_empty(), "{}: {end}", path.display());
            }
            Err(problem) => {
                assert!(problem.to_string().contains("fits 2 items"), "{}: {problem}", path.display());
            }
        }
    }
}

#[test]
fn every_function_that_a_lesson_builds_is_there_once() {
    for lesson in course() {
        for file in lesson.files() {
            let text =
                fs::read_to_string(root().join(file)).unwrap_or_else(|error| panic!("{file}: {error}"));
            if let Err(problem) = blanked(&text, &lesson.names_in(file)) {
                panic!(
                    "lessons/{}/lesson.toml builds something in {file} that cannot be blanked: {problem}",
                    lesson.slug
                );
            }
        }
    }
}

#[test]
fn no_function_is_built_by_two_lessons() {
    let mut owners = BTreeMap::new();
    for lesson in course() {
        for built in lesson.builds {
            if let Some(other) = owners.insert(built.clone(), lesson.number) {
                panic!("lessons {other} and {} both build {built:?}", lesson.number);
            }
        }
    }
}

#[test]
fn every_claim_has_its_test() {
    for lesson in course() {
        let (check, parts) =
            (format!("checks/tests/{}.rs", lesson.id()), format!("checks/tests/{}/", lesson.id()));
        let names = |path: &PathBuf| {
            let text = fs::read_to_string(path).expect("it can be read");
            let names =
                Source::parse(&text).expect("it is Rust").functions().map(str::to_owned).collect::<Vec<_>>();
            names
                .into_iter()
                .map(|name| name.rsplit("::").next().unwrap_or_default().to_owned())
                .collect::<Vec<_>>()
        };
        let of_the_check = |path: &&PathBuf| path.ends_with(&check) || path.starts_with(root().join(&parts));
        let tests: Vec<String> = sources().iter().filter(of_the_check).flat_map(names).collect();
        for claim in lesson.claims {
            let name = week::test_name(&claim);
            let count = tests.iter().filter(|test| **test == name).count();
            assert_eq!(count, 1, "lesson {} claims that {claim}: tests of the name {name}", lesson.number);
        }
    }
}

#[test]
fn a_blanked_lesson_is_formatted_as_rustfmt_would_have_it() {
    for lesson in course() {
        for file in lesson.files() {
            let text = fs::read_to_string(root().join(file)).expect("it can be read");
            let blank = week::splice::blank(&text, &lesson.names_in(file), |name| lesson.label(name));
            let formatted = formatted(blank.as_ref().expect("it can be blanked"));
            assert_eq!(blank.as_ref(), Ok(&formatted), "{file} is formatted otherwise");
        }
    }
}

/// What rustfmt makes of the file. From its stdin it does not look for the modules that the file names.
fn formatted(text: &str) -> String {
    let mut rustfmt = Command::new("rustfmt");
    rustfmt.args(["--edition", "2024"]).current_dir(root()).stdin(Stdio::piped()).stdout(Stdio::piped());
    let mut rustfmt = rustfmt.spawn().expect("rustfmt can be run");
    rustfmt.stdin.take().expect("it is piped").write_all(text.as_bytes()).expect("it reads");
    let output = rustfmt.wait_with_output().expect("it ends");
    String::from_utf8(output.stdout).expect("it is text")
}
