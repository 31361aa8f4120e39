//! What only a judge needs: a mark behind each test, and the words that no lesson asks for.

use super::depth;
use super::edits::Edits;
use super::item::Parts;
use super::problem::Problem;
use super::source::Source;
use proc_macro2::{Delimiter, TokenStream, TokenTree};
use std::collections::BTreeMap;

/// The file with statements behind the body of each test: those that `statements` gives for the last part of the test's
/// name. Only a test that comes to its end runs them.
///
/// ```
/// let text = "#[test]\nfn adds() { assert!(1 + 1 == 2) }\nfn other() {}\n";
/// let marked = week::splice::after_each_test(text, |name| format!("done({name:?});")).unwrap();
/// assert_eq!(marked, "#[test]\nfn adds() {(|| { assert!(1 + 1 == 2) })(); done(\"adds\");}\nfn other() {}\n");
/// ```
///
/// # Errors
///
/// If the file is not Rust.
pub fn after_each_test(text: &str, statements: impl Fn(&str) -> String) -> Result<String, Problem> {
    let source = Source::parse(text)?;
    let mut edits = Edits::default();
    for item in source.items.iter().filter(|item| item.is_test) {
        if let Parts::Function { body, .. } = &item.parts {
            let name = item.name.short.rsplit("::").next().unwrap_or_default();
            // A closure, for the body may return early.
            let marked = format!("{{(|| {})(); {}}}", &text[body.clone()], statements(name));
            edits.replace(body.clone(), marked);
        }
    }
    Ok(edits.apply(text))
}

/// The names of the tests in the file, without the modules around them, in order.
///
/// # Errors
///
/// If the file is not Rust.
pub fn tests(text: &str) -> Result<Vec<String>, Problem> {
    let source = Source::parse(text)?;
    let tests = source.items.iter().filter(|item| item.is_test);
    Ok(tests.map(|item| item.name.short.rsplit("::").next().unwrap_or_default().to_owned()).collect())
}

/// Words with which code reaches beyond the program that it is part of: it reads files or the environment while it is
/// compiled, or does what the compiler does not check.
const FOREIGN: [&str; 10] = [
    "include",
    "include_str",
    "include_bytes",
    "option_env",
    "asm",
    "global_asm",
    "naked_asm",
    "unsafe",
    "extern",
    "macro_export",
];

/// A foreign word that stands in the file more often than in the `course`'s, also inside of macros; if there is one, as it
/// is called.
///
/// ```
/// let word = |text| week::splice::foreign_word(text, "").unwrap();
/// assert_eq!(word("fn f() { r#unsafe! {} }").as_deref(), Some("unsafe"));
/// assert_eq!(word("fn f() { env!(\"HOME\") }").as_deref(), Some("env!"));
/// assert_eq!(word("#[path = \"a.rs\"] mod a;").as_deref(), Some("#[path]"));
/// assert_eq!(word("mod b { #![cfg_attr(unix, path = \"b\")] }").as_deref(), Some("#[path]"));
/// assert_eq!(word("/// `unsafe`\nfn path(path: &str) -> bool { std::env::args().any(|arg| arg == path) }"), None);
/// ```
///
/// # Errors
///
/// If one of the files is not Rust.
pub fn foreign_word(text: &str, course: &str) -> Result<Option<String>, Problem> {
    let (theirs, ours) = (depth::tokens(text)?, depth::tokens(course)?);
    // What a macro makes of a word cannot be told from how the word stands in the file.
    let with_macros = has_macros(theirs.clone());
    let (theirs, ours) = (counted(theirs, with_macros), counted(ours, with_macros));
    let mut more = theirs.into_iter().filter(|(word, count)| *count > ours.get(word).copied().unwrap_or(0));
    Ok(more.next().map(|(word, _)| word))
}

/// Whether macros are defined there.
fn has_macros(tokens: TokenStream) -> bool {
    tokens.into_iter().any(|token| match token {
        TokenTree::Group(group) => has_macros(group.stream()),
        TokenTree::Ident(word) => word.to_string().ends_with("macro_rules"),
        _ => false,
    })
}

fn counted(tokens: TokenStream, with_macros: bool) -> BTreeMap<String, usize> {
    let mut found = BTreeMap::new();
    count(tokens, [with_macros, false], &mut found);
    found
}

fn count(tokens: TokenStream, [with_macros, in_attribute]: [bool; 2], found: &mut BTreeMap<String, usize>) {
    let mut tokens = tokens.into_iter().peekable();
    let mut before = [String::new(), String::new()];
    while let Some(token) = tokens.next() {
        let word = match token {
            TokenTree::Group(group) => {
                let is_attribute = group.delimiter() == Delimiter::Bracket
                    && matches!(before.each_ref().map(String::as_str), [_, "#"] | ["#", "!"]);
                count(group.stream(), [with_macros, in_attribute || is_attribute], found);
                String::new()
            }
            other => other.to_string(),
        };
        let next = tokens.peek().map(ToString::to_string).unwrap_or_default();
        if let Some(foreign) = foreign(&word, &next, [with_macros, in_attribute]) {
            *found.entry(foreign.to_owned()).or_default() += 1;
        }
        let [_, last] = before;
        before = [last, word];
    }
}

/// What this word is called, if it is foreign before the word `next`.
fn foreign<'w>(word: &'w str, next: &str, [with_macros, in_attribute]: [bool; 2]) -> Option<&'w str> {
    match word.trim_start_matches("r#") {
        // `env!` reads the environment of the compiler, under another name too; `env` alone is a module like any other.
        "env" if with_macros || matches!(next, "!" | "as") => Some("env!"),
        // `#[path = "..."]` takes a module from any file, `#[cfg_attr(unix, path = "...")]` too.
        "path" if with_macros || in_attribute => Some("#[path]"),
        known => FOREIGN.contains(&known).then_some(known),
    }
}
