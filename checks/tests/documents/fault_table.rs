//! The table of faults in capstone/README.md names every test of a fault, each in its row, and all of them run.

use checks::workspace_root;
use regex_lite::Regex;
use std::collections::BTreeSet;
use std::fs;

const TABLE: &str = "capstone/README.md";
const TESTS: &str = "checks/tests/faults";

fn read(path: &str) -> String {
    fs::read_to_string(workspace_root().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// The names of the tests of faults in a text.
fn names(text: &str) -> BTreeSet<String> {
    let name = Regex::new(r"\bf[0-9]{2}_[a-z0-9_]+").expect("it is a pattern");
    name.find_iter(text).map(|found| found.as_str().to_owned()).collect()
}

/// The files with tests of faults, without their ending.
fn files() -> BTreeSet<String> {
    let entries = fs::read_dir(workspace_root().join(TESTS)).expect("there are tests of faults").flatten();
    let names = entries.map(|entry| entry.file_name().to_string_lossy().into_owned());
    names.filter_map(|name| name.strip_suffix(".rs").map(str::to_owned)).collect()
}

#[test]
fn the_table_of_faults_names_every_fault_test_and_no_other() {
    let sources: String = files().iter().map(|name| read(&format!("{TESTS}/{name}.rs"))).collect();
    let tests = sources.lines().filter(|line| line.starts_with("fn f")).collect::<Vec<_>>().join("\n");
    let (table, tests) = (names(&read(TABLE)), names(&tests));
    let missing: Vec<_> = tests.difference(&table).collect();
    assert!(missing.is_empty(), "{TABLE}: its table of faults lacks {missing:?}");
    let surplus: Vec<_> = table.difference(&tests).collect();
    assert!(surplus.is_empty(), "{TESTS} has no test called {surplus:?}, which {TABLE} names");
}

#[test]
fn each_row_has_the_tests_of_its_number() {
    for row in read(TABLE).lines().filter(|line| line.contains("| `f")) {
        let number = row.split('|').nth(1).expect("a row has cells").trim().to_owned();
        let begins = format!("f{number:0>2}_");
        let strangers: Vec<_> = names(row).into_iter().filter(|name| !name.starts_with(&begins)).collect();
        assert!(strangers.is_empty(), "{TABLE}: row {number} names the test of another: {strangers:?}");
    }
}

#[test]
fn every_file_with_tests_of_faults_is_one_that_runs() {
    let list = read("checks/tests/faults.rs");
    let module = Regex::new(r"(?m)^mod ([a-z_]+);").expect("it is a pattern");
    let run: BTreeSet<String> = module.captures_iter(&list).map(|found| found[1].to_owned()).collect();
    let with_tests =
        files().into_iter().filter(|name| !names(&read(&format!("{TESTS}/{name}.rs"))).is_empty());
    let idle: Vec<_> = with_tests.filter(|name| !run.contains(name)).collect();
    assert!(
        idle.is_empty(),
        "checks/tests/faults.rs has no `mod` for {idle:?}: the tests in there never run"
    );
}
