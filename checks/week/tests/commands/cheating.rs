//! `cargo week grade`: submissions that want points for something else, or want to do harm.

use crate::grading::{COUNTER, has_lines};
use crate::toy::{Toy, run};
use std::fs;
use std::os::unix::fs::symlink;

#[test]
fn who_ends_the_process_early_gets_no_point_for_it() {
    let toy = Toy::solved();
    // It even writes what libtest would have written.
    toy.up_is(
        "use std::io::Write;
        let name = std::env::args().nth(2).unwrap_or_default();
        let words = format!(\"test {name} ... ok\\n\\ntest result: ok. 1 passed; 0 failed\\n\");
        std::io::stdout().write_all(words.as_bytes()).unwrap();
        std::process::exit(0)",
    );
    let said = toy.graded();
    has_lines(
        &said,
        &[
            "Lesson  1, Counter: 1 of 3",
            "        the check ended before its time, with exit code 0",
            "Lesson  2, Pair: 3 of 3",
        ],
    );
}

#[test]
fn who_loops_for_ever_gets_the_points_of_what_ends() {
    let toy = Toy::solved();
    toy.up_is("loop {}");
    has_lines(
        &toy.graded_with(&["--limit", "5"]),
        &["Lesson  1, Counter: 1 of 3", "        the check does not end", "Lesson  2, Pair: 3 of 3"],
    );
}

#[test]
fn who_prints_megabytes_is_not_listened_to() {
    let toy = Toy::solved();
    toy.up_is(
        "use std::io::Write; let line = [b'x'; 1 << 16]; while std::io::stderr().write_all(&line).is_ok() {}",
    );
    let said = toy.graded();
    assert!(said.len() < 10_000, "{} bytes", said.len());
    let too_much = "        the check ended before its time, because it wrote more than 16 MiB";
    has_lines(&said, &["Lesson  1, Counter: 1 of 3", too_much, "Lesson  2, Pair: 3 of 3"]);
}

#[test]
fn who_includes_files_or_goes_round_the_compiler_is_not_compiled() {
    for body in [
        "include!(\"../../checks/tests/lesson01.rs\")",
        "let _ = include_str!(\"/etc/passwd\");",
        "let _ = env!(\"PATH\");",
        "unsafe { std::hint::unreachable_unchecked() }",
        "#[path = \"pair.rs\"] mod other;",
        "#[cfg_attr(all(), path = \"pair.rs\")] mod other;",
        "macro_rules! m { ($a:tt) => { # $a mod other; } } m! { [path = \"pair.rs\"] }",
        "use std::env as e; let _ = e!(\"PATH\");",
    ] {
        let toy = Toy::solved();
        toy.up_is(body);
        let said = toy.graded();
        has_lines(
            &said,
            &["Lesson  1, Counter: 0 of 3", "    things/src/counter.rs counts as blank: it says `"],
        );
        assert!(said.contains("which no lesson asks for"), "{said}");
    }
}

#[test]
fn who_nests_a_file_too_deeply_for_the_grader_has_a_blank_file() {
    let toy = Toy::solved();
    toy.up_is(&format!("let _ = {}1{};", "(".repeat(100_000), ")".repeat(100_000)));
    has_lines(
        &toy.graded(),
        &[
            "Lesson  1, Counter: 0 of 3",
            "    things/src/counter.rs counts as blank: line 13 is nested more deeply than",
            "Lesson  2, Pair: 3 of 3",
        ],
    );
}

#[test]
fn a_link_to_the_solution_is_no_solution() {
    let toy = Toy::solved();
    fs::remove_file(toy.copy().join(COUNTER)).expect("it is there");
    symlink(toy.course().join(COUNTER), toy.copy().join(COUNTER)).expect("it can be made");
    has_lines(
        &toy.graded(),
        &[
            "Lesson  1, Counter: 0 of 3",
            "    things/src/counter.rs counts as blank: things/src/counter.rs is a link",
        ],
    );
}

#[test]
#[cfg(target_os = "linux")]
fn who_deletes_everything_deletes_nothing_that_counts() {
    let toy = Toy::solved();
    let theirs = [toy.course(), toy.copy()].map(|folder| folder.display().to_string());
    let delete = format!(
        "for folder in [\"..\", \"../../programs\", {:?}, {:?}] {{ let _ = std::fs::remove_dir_all(folder); }}
        let _ = std::fs::write(\"tests/lesson02.rs\", \"\");
        self.0.set(self.0.get().saturating_add(1));",
        theirs[0], theirs[1]
    );
    toy.up_is(&delete);
    has_lines(&toy.graded(), &["6 of 6 points"]);
    assert!(toy.course().join(COUNTER).exists() && toy.copy().join(COUNTER).exists());
}

#[test]
#[cfg(target_os = "linux")]
fn who_kills_the_grader_kills_nobody() {
    let toy = Toy::solved();
    toy.up_is(
        "let parent = std::os::unix::process::parent_id().to_string();
        let _ = std::process::Command::new(\"kill\").args([\"-9\", &parent]).status();
        self.0.set(self.0.get().saturating_add(1));",
    );
    has_lines(&toy.graded(), &["Lesson  2, Pair: 3 of 3"]);
}

#[test]
#[cfg(target_os = "linux")]
fn who_starts_many_processes_loses_them_all() {
    let toy = Toy::solved();
    let sleep = format!("sleep 2{:07}", std::process::id());
    let start = format!(
        "for _ in 0..400 {{ let _ = std::process::Command::new(\"setsid\").args({sleep:?}.split(' ')).spawn(); }}"
    );
    toy.up_is(&format!("{start} loop {{}}"));
    let said = toy.graded();
    has_lines(
        &said,
        &[
            "        the check ended before its time, because it started more than 200 processes",
            "Lesson  2, Pair: 3 of 3",
        ],
    );
    let list = run(std::process::Command::new("ps").args(["-A", "-o", "args"])).stdout;
    assert!(!list.contains(&sleep), "{list}");
}

#[test]
fn who_fills_the_disk_is_ended() {
    let toy = Toy::solved();
    toy.up_is(
        "let (folder, block) = (std::env::temp_dir(), vec![1; 64 << 20]);
        for file in 0.. { std::fs::write(folder.join(format!(\"{file}\")), &block).unwrap(); }",
    );
    let too_much = "        the check ended before its time, because it wrote more than 1024 MiB to the disk";
    let lines = ["Lesson  1, Counter: 1 of 3", too_much, "Lesson  2, Pair: 3 of 3"];
    if cfg!(target_os = "linux") {
        has_lines(&toy.graded(), &lines);
    }
}

#[test]
fn a_build_script_is_not_taken() {
    let toy = Toy::solved();
    let marker = toy.beside("was here");
    let script = format!("fn main() {{ std::fs::write({marker:?}, \"\").unwrap(); }}");
    for path in ["things/build.rs", "checks/build.rs", "build.rs"] {
        fs::write(toy.copy().join(path), &script).expect("it can be written");
    }
    fs::write(toy.copy().join(".cargo/config.toml"), "[build]\nrustc-wrapper = \"false\"\n")
        .expect("it can be written");
    has_lines(&toy.graded(), &["6 of 6 points"]);
    assert!(!marker.exists());
}

#[test]
fn who_reads_the_checks_finds_no_secret() {
    let toy = Toy::solved();
    // Everything that stands in a literal of the check, in a line of its own, and what libtest would have written.
    toy.up_is(
        "use std::io::Write;
        for part in std::fs::read_to_string(\"tests/lesson01.rs\").unwrap().split(\"\\\\n\") {
            writeln!(std::io::stderr(), \"{part}\").unwrap();
        }
        std::io::stdout().write_all(b\"test result: ok. 1 passed; 0 failed\").unwrap();
        std::process::exit(0)",
    );
    has_lines(
        &toy.graded(),
        &["Lesson  1, Counter: 1 of 3", "        the check ended before its time, with exit code 0"],
    );
}
