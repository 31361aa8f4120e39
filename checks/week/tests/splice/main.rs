//! Splice: the named items are replaced, and every other byte stays.

mod alternatives;
mod course;
mod depth;
mod foreign;
mod fragments;
mod mutations;
mod names;

use week::splice::{Problem, Source, blank};

/// The file with blanks that say no more than the function's name.
fn blanked(text: &str, names: &[&str]) -> Result<String, Problem> {
    blank(text, names, str::to_owned)
}

/// What is in the way of a blank.
fn problem(text: &str, name: &str) -> String {
    blanked(text, &[name]).expect_err("it was spliced").to_string()
}

#[test]
fn what_is_not_rust_is_told_with_its_line() {
    let problem = Source::parse("fn f() {}\n\nfn g( {\n}\n").expect_err("it was read");
    assert!(matches!(problem, Problem::Syntax { line: 3 | 4, .. }), "{problem:?}");
}

#[test]
fn comments_formatting_and_odd_beginnings_stay() {
    for beginning in
        ["", "\u{feff}", "#!/usr/bin/env run\n", "\u{feff}#!/usr/bin/env run\n", "#![allow(unused)]\n"]
    {
        for end in ["\n", "\r\n"] {
            let text =
                "// größer: 🦀\nfn   f ( )->u8{ /* ß */ 1 }\n/// Doc.\nfn g() {\n    \"}\";\n}\n// end";
            let text = format!("{beginning}{text}").replace('\n', end);
            let (before, after) = text.split_once("{ /* ß */ 1 }").expect("it is there");
            let expected = format!("{before}{{\n    todo!(\"f\")\n}}{after}");
            assert_eq!(blanked(&text, &["f"]), Ok(expected), "{beginning:?}, lines end in {end:?}");
        }
    }
}

#[test]
fn a_blank_stands_as_deep_as_its_function() {
    let text = "mod m {\n    impl A {\n        pub(crate) fn f(&self) -> u8 where u8: Copy { 1 }\n    }\n}\n";
    let expected = text.replace("{ 1 }", "{\n            todo!(\"m::A::f\")\n        }");
    assert_eq!(blanked(text, &["m::A::f"]), Ok(expected));
}

#[test]
fn a_blank_is_known_whatever_it_says() {
    let text = "fn a() { todo!(\"lesson 01: a\") }\nfn b() { todo!(); }\nfn c() { todo!(); f(todo!()) }\nfn d() {}\n";
    let source = Source::parse(text).expect("it is Rust");
    let blanks: Vec<bool> = ["a", "b", "c", "d"]
        .iter()
        .map(|name| week::splice::is_blank(&source, name).expect("it is there"))
        .collect();
    assert_eq!(blanks, [true, true, false, false]);
}
