//! Fragments: what of them goes where.

use week::splice::{Files, Fragment, Problem, Source, additions, sources, transplant};

const QUEUE: &str = "\
//! A queue.

use std::fmt;

/// Of items.
#[derive(Debug)]
pub struct Queue(Vec<u8>); // never empty

impl Queue {
    /// Ends it.
    pub fn close(&self) { 1 }

    fn len(&self) { 2 }
}

impl Drop for Queue {
    fn drop(&mut self) { 3 }
}

mod tests {
    fn helper() {}
}
";

/// Those of the files that the fragment changes.
fn applied(fragment: &str, files: &Files) -> Result<Files, Problem> {
    Fragment::parse(fragment)?.apply(&sources(files)?)
}

/// The file after the fragment.
fn spliced(fragment: &str) -> String {
    let files = Files::from([("queue.rs".to_owned(), QUEUE.to_owned())]);
    let result = applied(fragment, &files);
    result.unwrap_or_else(|problem| panic!("{problem}")).remove("queue.rs").expect("the file was not changed")
}

fn problem(fragment: &str, files: &[(&str, &str)]) -> String {
    let files = files.iter().map(|(path, text)| ((*path).to_owned(), (*text).to_owned())).collect();
    applied(fragment, &files).expect_err("it was spliced").to_string()
}

#[test]
fn a_method_is_replaced_with_its_documentation() {
    let expected = QUEUE.replace("/// Ends it.\n    pub fn close(&self) { 1 }", "pub fn close(&self) { 9 }");
    assert_eq!(spliced("impl Queue { pub fn close(&self) { 9 } }"), expected);
}

#[test]
fn a_traits_method_and_a_type_are_replaced() {
    let expected = QUEUE.replace("{ 3 }", "{ 9 }").replace(
        "/// Of items.\n#[derive(Debug)]\npub struct Queue(Vec<u8>);",
        "pub struct Queue(Vec<u8>, u8);",
    );
    let fragment = "pub struct Queue(Vec<u8>, u8);\nimpl Drop for Queue { fn drop(&mut self) { 9 } }";
    assert_eq!(spliced(fragment), expected);
}

#[test]
fn what_is_new_is_added() {
    let result = spliced(
        "use std::{fmt, mem::{self, take as grab}};
        fn helper() { 1 }
        impl Queue { fn more(&self) { 2 } }
        impl Clone for Queue { fn clone(&self) { 3 } }
        impl Drop for Queue { const X: u8 = 4; }
        mod tests { use super::*; fn second() { 5 } }
        mod other { fn f() { 6 } mod deeper { fn g() { 7 } } }
        call!(8);
        impl Queue { fn len(&self) { 9 } }",
    );
    let source = Source::parse(&result).unwrap_or_else(|problem| panic!("{problem}\n{result}"));
    let functions: Vec<&str> = source.functions().collect();
    let expected = [
        "Queue::close",
        "Queue::len",
        "<Queue as Drop>::drop",
        "tests::helper",
        "tests::second",
        "helper",
        "Queue::more",
        "<Queue as Clone>::clone",
        "other::f",
        "other::deeper::g",
    ];
    assert_eq!(functions, expected, "{result}");
    assert!(source.has("<Queue as Drop>::X") && result.contains("call!(8);"), "{result}");
    assert!(
        result.contains("use std::fmt;\nuse std::mem;\nuse std::mem::take as grab;\n\n/// Of"),
        "{result}"
    );
    assert!(result.contains("mod tests {\nuse super::*;"), "{result}");
    assert!(result.contains("fn len(&self) { 9 }"), "{result}");
}

#[test]
fn a_condition_chooses_between_twins() {
    let text = "#[cfg(unix)]\nfn f() { 1 }\n#[cfg(windows)]\nfn f() { 2 }\n";
    let files = Files::from([("a.rs".to_owned(), text.to_owned())]);
    let result = applied("#[cfg(windows)]\nfn f() { 9 }", &files);
    assert_eq!(result.expect("it fits one")["a.rs"], text.replace("{ 2 }", "{ 9 }"));
    let expected = "a.rs: `f` fits 2 items: line 2 (under cfg(unix)) and line 4 (under cfg(windows))";
    assert_eq!(problem("#[cfg(test)]\nfn f() {}", &[("a.rs", text)]), expected);
}

#[test]
fn a_parameter_may_be_called_otherwise_and_another_argument_is_another_trait() {
    let text = "impl<T> Queue<T> { fn f() { 1 } }\nimpl<T> fmt::From<u8> for Queue<T> { fn from() { 2 } }\n";
    let files = Files::from([("a.rs".to_owned(), text.to_owned())]);
    let fragment = "impl<U> Queue<U> { fn f() { 9 } }\nimpl<U> From<u16> for Queue<U> { fn from() { 3 } }
        impl<U> From<u8> for Queue<U> { fn from() { 4 } }";
    let result = &applied(fragment, &files).expect("it can be placed")["a.rs"];
    let added = "\nimpl<U> From<u16> for Queue<U> { fn from() { 3 } }\n";
    assert_eq!(*result, text.replace("{ 1 }", "{ 9 }").replace("{ 2 }", "{ 4 }") + added);
}

#[test]
fn an_item_of_two_files_is_told_both_places() {
    let files = [("a.rs", "fn f() {}"), ("b.rs", "\nfn f() {}")];
    assert_eq!(problem("fn f() {}", &files), "`f` fits 2 items: a.rs, line 1 and b.rs, line 2");
}

#[test]
fn a_fragment_may_change_two_files_and_says_where_new_items_go() {
    let files = [("a.rs", "fn f() {}"), ("b.rs", "fn g() {}")];
    let fragment = "fn f() { 1 }\nfn g() { 2 }\nfn new() {}";
    assert!(problem(fragment, &files).contains("its head must say to which, as in `//! file: PATH`"));
    let files: Files = files.iter().map(|(path, text)| ((*path).to_owned(), (*text).to_owned())).collect();
    let fragment = format!("//! file: b.rs\n{fragment}");
    let result = applied(&fragment, &files).expect("it can be placed");
    assert_eq!((&*result["a.rs"], &*result["b.rs"]), ("fn f() { 1 }", "fn g() { 2 }\nfn new() {}\n"));
}

#[test]
fn the_head_says_what_the_fragment_is() {
    let text = "//! lesson: 04\n//! mistake: wakes one waiter\n//!   on close\n//! expect: a: b\nfn f() {}";
    let fragment = Fragment::parse(text).expect("it is Rust");
    let said = ["lesson", "mistake", "expect", "right"].map(|key| fragment.says(key));
    assert_eq!(said, [Some("04"), Some("wakes one waiter on close"), Some("a: b"), None]);
}

#[test]
fn a_whole_file_is_itself() {
    let fragment = "//! whole: b.rs\nfn f() {}";
    let result = applied(fragment, &Files::new()).expect("it can be placed");
    assert_eq!(result["b.rs"], fragment);
}

#[test]
fn a_learners_function_keeps_the_skeletons_documentation() {
    let theirs = "impl Queue { fn close(&self) { x }\n fn len( & self) -> u8 { 7 }\n }\n";
    let theirs = Source::parse(theirs).expect("it is Rust");
    let result = transplant(QUEUE, &theirs, &["Queue::close", "Queue::len"]).expect("both have it");
    assert_eq!(
        result,
        QUEUE.replace("{ 1 }", "{ x }").replace("fn len(&self) { 2 }", "fn len( & self) -> u8 { 7 }")
    );
}

#[test]
fn additions_leave_alone_what_is_there() {
    let theirs =
        "use std::mem;\nstruct Queue;\nimpl Queue { fn close() {}\n fn mine() {} }\nfn helper() {}\n";
    let theirs = Source::parse(theirs).expect("it is Rust");
    let result = additions(QUEUE, &theirs).expect("it can be placed");
    let added = "\nimpl Queue {\n    fn mine() {}\n}\n\nfn helper() {}\n";
    assert_eq!(result, QUEUE.replace("use std::fmt;", "use std::fmt;\nuse std::mem;") + added);
}
