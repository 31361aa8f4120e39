//! What a release build leaves out. The checks are a debug build, so this reads the source.

use crate::panics::{Panic, file_and_line};
use crate::{Text, workspace_root};
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

/// Fails if a function that the lesson of this README builds does less in a release build: if it asks which build it is, or acts
/// inside a `debug_assert!`.
pub fn assert_a_release_build_leaves_nothing_out(readme: &'static str) {
    let claim =
        Text::at(readme).section("Build it").claim("a release build must do all that a debug build does");
    claim.holds(|| files_of(readme).iter().for_each(|path| assert_is_the_same_in_each_build(path)));
}

fn assert_is_the_same_in_each_build(path: &str) {
    let source = fs::read_to_string(workspace_root().join(path)).expect("the lesson's file is there");
    let code = code_of(&source);
    let asks = code.lines().any(|line| line.contains("cfg") && line.contains("debug_assertions"));
    assert!(!asks, "{path} asks which build it is (`debug_assertions`)");
    for assertion in debug_assertions(&code) {
        let words = assertion.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(!acts(assertion), "in {path} a `debug_assert!` calls something that acts: {words}");
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

/// The files that the lesson of this README builds in: the lesson.toml beside it begins with them.
fn files_of(readme: &str) -> Vec<String> {
    let path = workspace_root().join(readme).with_file_name("lesson.toml");
    let text = fs::read_to_string(&path).expect("a lesson has a lesson.toml");
    let (_, builds) = text.split_once("\nbuilds = [").expect("a lesson builds something");
    let builds = builds.split("\nclaims").next().unwrap_or_default();
    let files = builds.split('"').filter_map(|words| words.split_once(": ")).map(|(file, _)| file.to_owned());
    files.collect()
}

/// The source without its comments, and without what stands in its texts.
fn code_of(source: &str) -> String {
    let lines = source.lines().filter(|line| !line.trim_start().starts_with("//"));
    let lines = lines.collect::<Vec<_>>().join("\n");
    let quotes_end_texts = lines.replace("\\\\", "").replace("\\\"", "").replace("'\"'", "");
    quotes_end_texts.split('"').step_by(2).collect::<Vec<_>>().join("\"\"")
}

/// Whether the code calls something that acts.
fn acts(code: &str) -> bool {
    ACTS.iter().any(|act| code.contains(act))
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
    let (file, number) = file_and_line(place.strip_prefix("at ")?)?;
    let source = fs::read_to_string(workspace_root().join(file)).ok()?;
    source.lines().nth(number.checked_sub(1)?).map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_look_does_not_act_whatever_it_says() {
        for look in [
            "debug_assert!(room.is_empty(), \"room = {room:?}: drop(it), \\\".take()\\\" it\");",
            "debug_assert_eq!(self.items.len(), count, \"one .pop() is missing\");",
            "debug_assert!(a >= b && a != c, \"(a is less\");",
            "// debug_assert!(it.take());\ndebug_assert!(one != '\"' && other, \"{}\", '=');",
        ] {
            let code = code_of(look);
            let found: Vec<_> = debug_assertions(&code).collect();
            assert!(found.len() == 1 && !acts(found[0]), "{found:?}");
        }
    }

    #[test]
    fn a_call_that_acts_is_found_beside_a_text() {
        for call in [
            "debug_assert!(pool.try_submit(job).is_ok(), \"it (may) be full\");",
            "debug_assert_eq!(self.0.swap(OPEN, AcqRel), CLOSED);",
            "debug_assert!({\n    state.closed = true;\n    state.closed\n});",
        ] {
            let code = code_of(call);
            let found: Vec<_> = debug_assertions(&code).collect();
            assert!(found.len() == 1 && acts(found[0]), "{found:?}");
        }
    }

    #[test]
    fn an_overflow_is_the_look_of_a_debug_build() {
        let lower = |count: usize| count - std::hint::black_box(1);
        let verdict = catch_unwind(|| assert_panics(|| lower(0), "it did not panic"));
        let words = Panic::of(verdict.expect_err("a release build goes on").as_ref()).message;
        assert!(words.starts_with("only a debug build did"), "{words}");
        assert_eq!(assert_panics(|| panic!("there must be one"), "it did not"), "there must be one");
    }
}
