//! What a release build leaves out. The checks are a debug build, so this reads the source.

use crate::panics::Panic;
use crate::workspace_root;
use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};

/// What the functions of the lessons call that does something.
const ACTS: [&str; 32] = [
    " = ",
    " += ",
    " -= ",
    "&mut ",
    ".append(",
    ".by_ref(",
    ".clear(",
    ".close(",
    ".count_down(",
    ".detach(",
    ".drain(",
    ".extend(",
    ".fetch_",
    ".insert(",
    ".join(",
    ".notify_",
    ".pop",
    ".post(",
    ".push",
    ".remove(",
    ".run(",
    ".send(",
    ".spawn(",
    ".store(",
    ".submit",
    ".swap(",
    ".take(",
    ".try_submit",
    ".unpark(",
    ".wait",
    ".wake(",
    "drop(",
];

/// Fails if a function of the lesson in `folder`, such as `lessons/02-mutex`, does less in a release build: if it asks which
/// build it is, or acts inside a `debug_assert!`.
#[track_caller]
pub fn assert_a_release_build_leaves_nothing_out(folder: &str) {
    for path in files_of(folder) {
        let source = fs::read_to_string(workspace_root().join(&path)).expect("the lesson's file is there");
        let asks = code_of(&source).any(|line| line.contains("cfg") && line.contains("debug_assertions"));
        assert!(!asks, "{path} asks which build it is (`debug_assertions`)");
        for assertion in debug_assertions(&source) {
            let act = ACTS.iter().find(|act| assertion.contains(*act));
            let words = assertion.split_whitespace().collect::<Vec<_>>().join(" ");
            assert!(act.is_none(), "in {path} a `debug_assert!` calls something that acts: {words}");
        }
    }
}

/// What the panic says that `act` must end in. Fails with the words `unless` if it does not panic, or if only a debug build
/// does: by a `debug_assert!`, or by the compiler's own look at the arithmetic.
#[track_caller]
pub fn assert_panics<R>(act: impl FnOnce() -> R, unless: &str) -> String {
    let Err(payload) = catch_unwind(AssertUnwindSafe(act)) else { panic!("{unless}") };
    let Panic { message, place } = Panic::of(payload.as_ref());
    let overflow = message.starts_with("attempt to ") && message.ends_with(" with overflow");
    let is_debug = place.as_deref().and_then(line_at).is_some_and(|line| line.contains("debug_assert"));
    assert!(
        !overflow && !is_debug,
        "only a debug build did ({message}): a release build goes on, and needs an `assert!`"
    );
    message
}

/// The files that the lesson builds in: its lesson.toml begins with them.
fn files_of(folder: &str) -> Vec<String> {
    let path = workspace_root().join(folder).join("lesson.toml");
    let text = fs::read_to_string(&path).expect("a lesson has a lesson.toml");
    let (_, builds) = text.split_once("\nbuilds = [").expect("a lesson builds something");
    let builds = builds.split("\nclaims").next().unwrap_or_default();
    let files = builds.split('"').filter_map(|words| words.split_once(": ")).map(|(file, _)| file.to_owned());
    files.collect()
}

/// The lines without those that are comments.
fn code_of(source: &str) -> impl Iterator<Item = &str> {
    source.lines().filter(|line| !line.trim_start().starts_with("//"))
}

/// What stands in the parentheses of each `debug_assert!`, `debug_assert_eq!` and so on.
fn debug_assertions(source: &str) -> impl Iterator<Item = &str> {
    source.split("debug_assert").skip(1).filter_map(|rest| {
        let (_, inside) = rest.split_once('(')?;
        let mut depth = 1;
        let end = inside.find(|c| {
            depth += match c {
                '(' => 1,
                ')' => -1,
                _ => 0,
            };
            depth == 0
        });
        Some(&inside[..end?])
    })
}

/// The line of source that a panic's place is in: `at capstone/src/lib.rs:7:5`.
fn line_at(place: &str) -> Option<String> {
    let place = place.strip_prefix("at ")?;
    let mut parts = place.rsplitn(3, ':').skip(1);
    let (number, file) = (parts.next()?.parse::<usize>().ok()?, parts.next()?);
    let source = fs::read_to_string(workspace_root().join(file)).ok()?;
    source.lines().nth(number.checked_sub(1)?).map(str::to_owned)
}
