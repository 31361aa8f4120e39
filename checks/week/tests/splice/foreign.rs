//! Words with which a submission reaches beyond its own program.

use week::splice::foreign_word;

fn word(text: &str) -> Option<String> {
    foreign_word(text, "").expect("it is Rust")
}

#[test]
fn no_macro_makes_a_foreign_word_of_others() {
    for text in [
        "macro_rules! m { ($a:tt) => { # $a mod other; } } m! { [path = \"a.rs\"] }",
        "macro_rules! m { ($h:tt $a:tt) => { $h $a mod other; } } m! { # [path = \"a.rs\"] }",
        "macro_rules! m { ($h:tt $g:tt $($t:tt)*) => { $h [$($t)*] mod other; } } m! { #[x] path = \"a.rs\" }",
        "macro_rules! m { ($p:ident) => { #[$p = \"a.rs\"] mod other; } } m!(path);",
        "mod inner { macro_rules! m { ($p:ident) => { #[$p = \"a.rs\"] mod other; } } m!(r#path); }",
    ] {
        assert_eq!(word(text).as_deref(), Some("#[path]"), "{text}");
    }
    let text = "macro_rules! m { ($e:ident) => { const A: &str = $e!(\"PATH\"); } } m!(env);";
    assert_eq!(word(text).as_deref(), Some("env!"));
}

#[test]
fn a_foreign_macro_has_no_other_name() {
    for (text, expected) in [
        ("use std::env as e; const A: &str = e!(\"PATH\");", "env!"),
        ("pub use core::{mem, env as e};", "env!"),
        ("use std::option_env as e;", "option_env"),
        ("use std::{include_str as e};", "include_str"),
        ("use std::include as e;", "include"),
    ] {
        assert_eq!(word(text).as_deref(), Some(expected), "{text}");
    }
}

#[test]
fn what_the_course_says_too_is_not_foreign() {
    let course = "use std::{env, path::Path}; fn f(path: &Path) { unsafe { g(path) } }";
    assert_eq!(foreign_word(course, course), Ok(None));
    let with_a_macro = format!("{course} macro_rules! twice {{ ($a:expr) => {{ $a; $a }} }}");
    assert_eq!(foreign_word(&with_a_macro, course), Ok(None));
    let more = format!("{course} fn h() {{ unsafe {{}} }}");
    assert_eq!(foreign_word(&more, course).expect("it is Rust").as_deref(), Some("unsafe"));
    assert_eq!(word("use std::env; fn f() { env::var(\"A\"); let path = [1][0]; }"), None);
}
