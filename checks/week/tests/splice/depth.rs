//! A file that is nested too deeply is refused, and one that is nearly so is read: neither overflows a stack.

use week::splice::{Problem, Source, is_blank};

/// Ways to nest, each in a sentence: what stands before and behind, and what a level is, to the left and to the right.
const SHAPES: [[&str; 4]; 24] = [
    ["x = ", "(", ")", "1;"],
    ["x = ", "[", "]", "1;"],
    ["x = ", "{", "}", "1;"],
    ["x = ", "f(", ")", "1;"],
    ["x = ", "!", "", "1;"],
    ["x = ", "&", "", "1;"],
    ["x = ", "return ", "", "1;"],
    ["x = ", "|a| ", "", "1;"],
    ["x = ", "|a, b| ", "", "1;"],
    ["x = ", "|| ", "", "1;"],
    ["x = ", "1 + ", "", "1;"],
    ["x = ", "a && ", "", "1;"],
    ["x", " = x", "", ";"],
    ["x", ".x()", "", ";"],
    ["x", "(1)", "", ";"],
    ["x", " as u8", "", ";"],
    ["if a {}", " else if a {}", "", ""],
    ["", "for S {} in ", " {}", "x"],
    ["let x: ", "A<", ">", "u8;"],
    ["let x: ", "A<u8, ", ">", "u8;"],
    ["let x: ", "fn() -> ", "", "u8;"],
    ["let x: ", "*const ", "", "u8;"],
    ["let ", "&", "", "x = 1;"],
    ["use ", "a::", "", "a;"],
];

/// A function with `levels` of them.
fn nested([before, left, right, behind]: [&str; 4], levels: usize) -> String {
    let (end, rest) = behind.split_at(behind.find(';').unwrap_or(behind.len()));
    format!("fn f() {{\n{before}{}{end}{}{rest}\n}}\n", left.repeat(levels), right.repeat(levels))
}

/// Reads it, and says whether it is nested too deeply.
fn is_refused(text: &str) -> bool {
    match Source::parse(text) {
        Ok(source) => {
            assert_eq!(is_blank(&source, "f"), Ok(false));
            false
        }
        Err(Problem::Nested { line: 2 }) => true,
        Err(other) => panic!("{other}: {}", &text[..100.min(text.len())]),
    }
}

#[test]
fn no_depth_overflows_a_stack() {
    for shape in SHAPES {
        assert!(is_refused(&nested(shape, 5_000)), "{shape:?}");
        let (mut read, mut refused) = (1, 5_000);
        while refused - read > 1 {
            let middle = usize::midpoint(read, refused);
            if is_refused(&nested(shape, middle)) { refused = middle } else { read = middle }
        }
        assert!(read >= 90, "only {read} levels of {shape:?} are read");
    }
}

#[test]
fn what_is_long_and_not_deep_is_read() {
    let texts = [
        format!("const TABLE: [u32; 10000] = [{}];", "1, ".repeat(10_000)),
        "/// Doc.\nfn f<'a>(x: &'a [u8]) -> Option<u8> { match x { A | B => 1, _ => 2 } }\n".repeat(2_000),
        format!("fn f() {{ {} }}", "x.a().b(1)?; if a < b { c() } else { d() }\n".repeat(5_000)),
        format!("fn f() {{ match x {{ {} }} }}", "Some(1) => {}\n 1 => {}\n".repeat(2_000)),
    ];
    for text in texts {
        assert!(Source::parse(&text).is_ok(), "{:?}: {}", Source::parse(&text).err(), &text[..60]);
    }
}
