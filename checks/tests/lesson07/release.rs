//! What a release build leaves out. The checks are a debug build, so this one reads the source.

use crate::README;
use checks::{Section, Text, workspace_root};
use std::fs;

const BUILD: Section = Text::at(README).section("Build it");

/// The files of this lesson.
const FILES: [&str; 7] = ["waker", "completions", "request", "batch", "executor", "slab", "admission"];

/// What the functions of this lesson call that does something.
const ACTS: [&str; 9] =
    ["&mut ", ".try_submit", ".submit", ".run(", ".post(", ".wake(", ".append(", ".take(", ".drain("];

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

#[test]
fn a_release_build_leaves_nothing_out() {
    BUILD.claim("a `debug_assert!` must only look: a release build leaves it out").holds(|| {
        for file in FILES {
            let path = format!("capstone/src/net/{file}.rs");
            let source =
                fs::read_to_string(workspace_root().join(&path)).expect("the lesson's file is there");
            for assertion in debug_assertions(&source) {
                let act = ACTS.iter().find(|act| assertion.contains(*act));
                assert!(act.is_none(), "in {path} one calls something that acts: {}", assertion.trim());
            }
        }
    });
}
