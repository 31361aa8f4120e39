//! What only a judge needs: a mark behind each test, and the words that no lesson asks for.

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

/// How often each foreign word stands in the file, also inside of macros.
///
/// ```
/// let words = |text| week::splice::foreign_words(text).unwrap().into_keys().collect::<Vec<_>>();
/// assert_eq!(words("fn f() { r#unsafe! { env!(\"HOME\") } }"), ["env!", "unsafe"]);
/// assert_eq!(words("#[path = \"a.rs\"] mod a; mod b { #![cfg_attr(unix, path = \"b\")] }"), ["#[path]"]);
/// assert!(words("/// `unsafe`\nfn path(path: &str) -> bool { std::env::args().any(|arg| arg == path) }").is_empty());
/// ```
///
/// # Errors
///
/// If the file is not Rust.
pub fn foreign_words(text: &str) -> Result<BTreeMap<String, usize>, Problem> {
    let tokens: TokenStream = text.parse().map_err(|error: proc_macro2::LexError| Problem::Syntax {
        line: error.span().start().line,
        message: error.to_string(),
    })?;
    let mut found = BTreeMap::new();
    count(tokens, false, &mut found);
    Ok(found)
}

fn count(tokens: TokenStream, in_attribute: bool, found: &mut BTreeMap<String, usize>) {
    let mut before = [String::new(), String::new()];
    for token in tokens {
        let word = match token {
            TokenTree::Group(group) => {
                let is_attribute = group.delimiter() == Delimiter::Bracket
                    && matches!(before.each_ref().map(String::as_str), [_, "#"] | ["#", "!"]);
                count(group.stream(), in_attribute || is_attribute, found);
                String::new()
            }
            other => other.to_string(),
        };
        if let Some(foreign) = foreign(&word, &before[1], in_attribute) {
            *found.entry(foreign).or_default() += 1;
        }
        let [_, last] = before;
        before = [last, word];
    }
}

/// What this word is called, if it is foreign behind the word `before`.
fn foreign(word: &str, before: &str, in_attribute: bool) -> Option<String> {
    match word.trim_start_matches("r#") {
        // `env!` reads the environment of the compiler; `env` alone is a module like any other.
        "!" if before == "env" => Some("env!".to_owned()),
        // `#[path = "..."]` takes a module from any file, `#[cfg_attr(unix, path = "...")]` too, and a macro can make one.
        "path" | "$" if in_attribute => Some("#[path]".to_owned()),
        known if FOREIGN.contains(&known) => Some(known.to_owned()),
        _ => None,
    }
}
