//! Alternatives: which fragments can be one program, and what that program does.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs};
use week::splice::{Alternative, Files, Fragment, alternatives, sources};

const PROGRAM: &str = "\
use std::fmt;

struct Scale(u8);

const LEAST: u8 = 3;

impl Scale {
    /// Its weight.
    #[must_use]
    fn weigh(&self, more: u8) -> u8 { self.0 + more }
}

impl fmt::Display for Scale {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { write!(f, \"own {LEAST}\") }
}

const fn fixed() -> u8 { 1 }

fn hidden() -> impl Iterator<Item = u8> { [1].into_iter() }

fn main() { println!(\"{} {}\", Scale(1).weigh(fixed()), Scale(hidden().count() as u8)); }
";

fn program() -> Files {
    Files::from([("main.rs".to_owned(), PROGRAM.to_owned())])
}

fn alternative(fragment: &str) -> Option<Alternative> {
    let fragment = Fragment::parse(fragment).unwrap_or_else(|problem| panic!("{problem}\n{fragment}"));
    let program = program();
    let files = sources(&program).expect("the program is Rust");
    Alternative::of(&fragment, &files).expect("the fragment can be placed")
}

/// A fragment that gives `weigh` this body, and has `more` besides.
fn weigh(body: &str, more: &str) -> String {
    format!("{more}\nimpl Scale {{ fn weigh(&self, more: u8) -> u8 {{ {body} }} }}")
}

#[test]
fn bodies_and_what_is_added_privately_can_be_one_of_several() {
    for fragment in [
        weigh("0", ""),
        "impl Scale {\n/// Otherwise.\n#[must_use]\npub fn weigh( & self,more : u8)->u8 { 0 } }".to_owned(),
        weigh("0", "use std::mem;\nconst MOST: u8 = 1;\nfn helper() {}"),
        weigh("0", "impl Scale { const MOST: u8 = 1;\nfn helper() {} }"),
        "impl fmt::Display for Scale { fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { Ok(()) } }"
            .to_owned(),
    ] {
        assert!(alternative(&fragment).is_some(), "{fragment}");
    }
}

#[test]
fn what_changes_more_than_bodies_cannot_be_one_of_several() {
    for fragment in [
        weigh("0", "struct Scale(u16);"),
        weigh("0", "struct Other;"),
        weigh("0", "const LEAST: u8 = 4;"),
        weigh("0", "static TIMES: u8 = 1;"),
        weigh("0", "impl Drop for Scale { fn drop(&mut self) {} }"),
        weigh("0", "impl fmt::Display for Scale { fn other(&self) {} }"),
        weigh("0", "mod inner { fn f() {} }"),
        weigh("0", "call!();"),
        // Its declaration does not stand where the import does.
        weigh("0", "use std::io::Error;\nimpl Scale { fn other(&self, _: Error) {} }"),
        // Calls of its name that are there would be calls of it.
        weigh("0", "impl Scale { fn count(&self) -> u8 { 0 } }"),
        "impl Scale { fn weigh(&self, other: u8) -> u8 { other } }".to_owned(),
        "impl Scale { fn weigh(self, more: u8) -> u8 { more } }".to_owned(),
        "impl Scale { #[inline] fn weigh(&self, more: u8) -> u8 { more } }".to_owned(),
        "const fn fixed() -> u8 { 2 }".to_owned(),
        "fn hidden() -> impl Iterator<Item = u8> { [1, 2].into_iter() }".to_owned(),
        "//! file: main.rs\nfn helper() {}".to_owned(),
        format!("//! whole: main.rs\n{PROGRAM}"),
    ] {
        assert!(alternative(&fragment).is_none(), "{fragment}");
    }
}

#[test]
fn only_methods_of_the_same_name_are_in_each_others_way() {
    let [free, other, method, same, third] = [
        weigh("helper()", "fn helper() -> u8 { 1 }"),
        weigh("helper()", "fn helper() -> u8 { 2 }"),
        weigh("self.least()", "impl Scale { fn least(&self) -> u8 { 1 } }"),
        weigh("self.least()", "impl Scale { fn least(&self) -> u8 { 2 } }"),
        weigh("self.most()", "impl Scale { fn most(&self) -> u8 { 3 } }"),
    ]
    .map(|fragment| alternative(&fragment).expect("it can be one of several"));
    assert!(free.goes_with(&other) && free.goes_with(&method) && method.goes_with(&third));
    assert!(!method.goes_with(&same) && !same.goes_with(&method));
}

#[test]
fn the_program_is_the_fragment_that_is_chosen_or_else_what_it_was() {
    let more = "use std::cmp::max;\nconst FLOOR: u8 = 7;\nfn at_least(it: u8) -> u8 { max(it, FLOOR) }";
    let label = "impl fmt::Display for Scale {
        fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { f.write_str(\"other\") } }";
    let fragments = [
        ("twice", weigh("2 * (self.0 + more)", "")),
        ("helped", weigh("if more == 0 { return 0; }\nat_least(self.0)", more)),
        ("helped-otherwise", weigh("at_least(self.0)", &more.replace('7', "9"))),
        ("method", weigh("self.tenfold() + more", "impl Scale { fn tenfold(&self) -> u8 { 10 * self.0 } }")),
        ("both", weigh("more", label)),
    ];
    let all = fragments.each_ref().map(|(label, text)| {
        (*label, alternative(text).unwrap_or_else(|| panic!("{label} cannot be one of several")))
    });
    let all: Vec<(&str, &Alternative)> = all.iter().map(|(label, it)| (*label, it)).collect();
    let program = compiled(&alternatives(&program(), &all, "WHICH")["main.rs"]);
    for (choice, expected) in [
        (None, "2 own 3\n"),
        (Some("nobody"), "2 own 3\n"),
        (Some("twice"), "4 own 3\n"),
        (Some("helped"), "7 own 3\n"),
        (Some("helped-otherwise"), "9 own 3\n"),
        (Some("method"), "11 own 3\n"),
        (Some("both"), "1 other\n"),
    ] {
        let output = Command::new(&program).envs(choice.map(|choice| ("WHICH", choice))).output();
        let output = output.expect("the program can be run");
        assert_eq!(String::from_utf8_lossy(&output.stdout), expected, "{choice:?}");
    }
}

/// The program that this file becomes.
fn compiled(text: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("alternatives");
    fs::create_dir_all(&folder).expect("a folder can be made");
    let (source, program) = (folder.join("main.rs"), folder.join("main"));
    fs::write(&source, text).expect("the file can be written");
    let rustc = env::var_os("RUSTC").unwrap_or("rustc".into());
    let output = Command::new(rustc).args(["--edition", "2024", "-o"]).args([&program, &source]).output();
    let output = output.expect("the compiler can be run");
    assert!(output.status.success(), "{}\n{text}", String::from_utf8_lossy(&output.stderr));
    program
}
