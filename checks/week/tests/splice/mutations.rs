//! One thing of a function changed at a time, all in one file.

use week::splice::{blamed, mutations};

/// The file with all mutations of `f`, and what they are.
fn mutated(text: &str) -> (String, Vec<String>) {
    let (text, all) =
        mutations(text, &["f"], "M", |number| number.to_string(), |_| false).expect("it is Rust");
    (text, all.into_iter().map(|mutation| mutation.change).collect())
}

#[test]
fn what_can_be_changed_is_found() {
    for (code, expected) in [
        ("fn f(a: u8) { g(a == 1) }", &["the body: return ()", "== to != in a == 1", "1 to 2 in 1"][..]),
        (
            "fn f(a: u8) { if g() { h(); } k() }",
            &["the body: return ()", "if to if not in if g() { h(); }", "without h();"],
        ),
        (
            "fn f() { while g() { h(); } }",
            &["the body: return ()", "while to if in while g() { h(); }", "without h();"],
        ),
        ("fn f(a: bool) -> bool { !a }", &["the body: return true", "the body: return false", "no ! in !a"]),
        ("fn f(a: u8) -> S { a.min(b) }", &["the body: return Default::default()", "min to max in a.min(b)"]),
        (
            "fn f(mut a: u8) { a += g(); }",
            &["the body: return ()", "without a += g();", "+= to -= in a += g()"],
        ),
    ] {
        assert_eq!(mutated(code).1, expected, "{code}");
    }
}

#[test]
fn what_is_not_computed_stays() {
    for code in [
        "fn f() -> &'static str { match a { 1 => \"one\", 2..=3 => \"few\", _ => \"many\" } }",
        "fn f() -> &'static [u8; 4] { g::<3>([0u8; N]).0 }",
        "fn f() -> &'static str { const A: u8 = 1 + 1; fn g() -> bool { true } println!(\"{}\", 1 + 1) }",
    ] {
        let (_, all) = mutated(code);
        assert!(all.iter().all(|change| change == "0u8 to 1u8 in 0u8"), "{code}: {all:?}");
    }
}

#[test]
fn a_condition_that_binds_a_name_is_not_taken_apart() {
    let (text, all) = mutated("fn f() { if let Some(a) = g() && a > 1 { h() } }");
    assert_eq!(all, ["the body: return ()", "> to >= in a > 1", "> to <= in a > 1", "1 to 2 in 1"]);
    syn::parse_file(&text).expect("it is Rust still");
}

#[test]
fn a_variable_keeps_its_first_value() {
    let (_, all) =
        mutated("fn f() -> S { let a; let Some(mut b) = g() else { return s; }; a = g(); b = a; b }");
    assert_eq!(all, ["the body: return Default::default()", "without return s;", "without b = a;"]);
}

#[test]
fn the_file_is_rust_and_blames_each_mutation_for_itself() {
    let text = "fn f(a: u8) -> u8 {\n    if a < 2 {\n        return a + 1;\n    }\n    g(a);\n    a\n}\n";
    let (mutated, all) = mutated(text);
    syn::parse_file(&mutated).expect("it is Rust still");
    for (number, change) in all.iter().enumerate() {
        let at = mutated.find(&format!("== \"{number}\"")).expect("it has its switch") + 8;
        assert_eq!(blamed(&mutated, "M", at), Some(number.to_string().as_str()), "{change}");
    }
    assert_eq!(blamed(&mutated, "M", 0), None);
}

#[test]
fn what_is_skipped_keeps_its_number_and_is_not_there() {
    let text = "fn f(a: u8) -> bool {\n    a < 2\n}\n";
    let (all, found) =
        mutations(text, &["f"], "M", |number| number.to_string(), |number| number == 2).expect("it is Rust");
    assert!(found.len() == 5 && !all.contains("== \"2\"") && all.contains("== \"3\""), "{all}");
}
