//! Wrong usage: one line that names the flag and the range, and exit code 2.

use crate::subject::promise;
use checks::{Process, binary, flags_with_values};
use std::ffi::OsStr;
#[cfg(target_os = "linux")]
use std::fs::OpenOptions;
use std::os::unix::ffi::OsStrExt;
use std::process::{Command, Stdio};
use std::time::Duration;

const SECONDS: &str = "from 0.001 to 86400";
const MICROSECONDS: &str = "from 0 to 4294967295";
const ADDRESS: &str = "HOST:PORT";
const LEVELS: &str = "error, warn, info or debug";

/// Each value of a flag that is refused, and the words that say what is not.
const SERVE: &[(&str, &[&str], &str)] = &[
    ("--addr", &["", "localhost", ":9000", "localhost:", "localhost:65536", "localhost:-1"], ADDRESS),
    ("--workers", &["-1", "1025", "1000000000", "many", "1.5", ""], "from 0 to 1024"),
    ("--queue", &["0", "-1", "1048577", "99999999999999999999"], "from 1 to 1048576"),
    ("--max-connections", &["0", "-1", "100001"], "from 1 to 100000"),
    ("--max-in-flight", &["0", "-1", "65537"], "from 1 to 65536"),
    ("--max-payload", &["0", "-1", "16777217"], "from 1 to 16777216"),
    ("--max-work-ms", &["0", "-1", "60001"], "from 1 to 60000"),
    ("--idle-timeout", &["0", "-1", "NaN", "inf", "86400.1", "1e400", "0.0009", "soon"], SECONDS),
    ("--frame-timeout", &["0", "-0.5", "NaN", "inf", "86401"], SECONDS),
    ("--write-timeout", &["0", "-0.5", "NaN", "inf", "86401"], SECONDS),
    ("--drain-timeout", &["0", "-0.5", "NaN", "inf", "86401"], SECONDS),
    ("--log-level", &["loud", "INFO!", ""], LEVELS),
];

const SEND: &[(&str, &[&str], &str)] = &[
    ("--addr", &["9000"], ADDRESS),
    ("--type", &["error", "ping", ""], "echo, log, work or stats"),
    ("--retries", &["-1", "x"], "from 0 to"),
    ("--timeout", &["0", "NaN"], SECONDS),
    ("--sleep-us", &["-1", "4294967296"], MICROSECONDS),
    ("--spin-us", &["-1", "4294967296"], MICROSECONDS),
];

const STRESS: &[(&str, &[&str], &str)] = &[
    ("--addr", &["9000"], ADDRESS),
    ("--clients", &["0", "-1", "100001"], "from 1 to 100000"),
    ("--frames", &["0", "-1", "1.5"], "from 1 to 1000000000"),
    ("--payload", &["-1", "16777217"], "from 0 to 16777216"),
    ("--depth", &["0", "-1", "4097"], "from 1 to 4096"),
    ("--retries", &["-1", "1001"], "from 0 to 1000"),
    ("--retry-cap-ms", &["-1", "0"], "from 1 to 3600000"),
    ("--jitter", &["half"], "full or none"),
    ("--retry-budget", &["-1", "1001"], "from 0 to 1000"),
    ("--timeout", &["0", "NaN", "inf"], SECONDS),
    ("--sleep-us", &["-1", "4294967296"], MICROSECONDS),
    ("--spin-us", &["-1"], MICROSECONDS),
];

const LOAD: &[(&str, &[&str], &str)] = &[
    ("--addr", &["9000"], ADDRESS),
    ("--rate", &["0", "-1", "-inf", "NaN", "1000001", "fast"], "from 0.001 to 1000000"),
    ("--duration", &["0", "-1"], SECONDS),
    ("--connections", &["0", "-1"], "from 1 to 100000"),
    ("--arrivals", &["poison"], "fixed, poisson"),
    ("--seed", &["-1"], "from 0 to 18446744073709551615"),
    ("--timeout", &["0", "-1"], SECONDS),
    ("--sleep-us", &["-1"], MICROSECONDS),
    ("--spin-us", &["-1"], MICROSECONDS),
];

const RAMP: &[(&str, &[&str], &str)] = &[
    ("--addr", &["9000"], ADDRESS),
    ("--steps", &["0", "-1", "5,-1", "-1,5", "5,0", "5,,5", ""], "from 1 to 100000"),
    ("--step-seconds", &["0", "-1"], SECONDS),
    ("--depth", &["0", "-1", "4097"], "from 1 to 4096"),
    ("--retries", &["-1", "1001"], "from 0 to 1000"),
    ("--retry-cap-ms", &["-1"], "from 1 to 3600000"),
    ("--jitter", &["half"], "full or none"),
    ("--retry-budget", &["-1", "1001"], "from 0 to 1000"),
    ("--timeout", &["0", "-1"], SECONDS),
    ("--sleep-us", &["-1"], MICROSECONDS),
    ("--spin-us", &["-1"], MICROSECONDS),
];

const DEMO: &[(&str, &[&str], &str)] = &[("--runs", &["0", "-1", "1001"], "from 1 to 1000")];

const LOG: &[(&str, &[&str], &str)] = &[
    ("--level", &["loud"], LEVELS),
    ("--request-id", &["-1", "18446744073709551616"], "from 0 to 18446744073709551615"),
    ("--since", &["yesterday", "2026-11-23"], "RFC 3339"),
    ("--until", &["tomorrow"], "RFC 3339"),
    ("--until", &["2026-13-01T00:00:00Z"], "no such day"),
];

/// Runs a command that must be refused, and returns the one line it says.
#[track_caller]
fn refusal<A: AsRef<OsStr>>(args: &[A]) -> String {
    let args: Vec<&OsStr> = args.iter().map(AsRef::as_ref).collect();
    let mut command = Command::new(binary("capstone"));
    command.args(&args).stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut process = Process::spawn(&mut command);
    let code = process.wait(Duration::from_secs(10)).code();
    let (stdout, stderr) = (process.stdout_text(), process.stderr_text());
    let command = args.join(OsStr::new(" ")).display().to_string();
    assert_eq!(code, Some(2), "`capstone {command}` ended with this code\n{stdout}{stderr}");
    assert_eq!(stderr.lines().count(), 1, "`capstone {command}` wrote so many lines\n{stderr}");
    assert_eq!(stdout, "", "`capstone {command}` printed something");
    stderr
}

/// Checks that each value of the table is refused, both ways to write it.
fn assert_refused(command: &str, after: &[&str], table: &[(&str, &[&str], &str)]) {
    for (flag, values, range) in table {
        for value in *values {
            let joined = format!("{flag}={value}");
            for args in [&[command, flag, value][..], &[command, &joined]] {
                let line = refusal(&[args, after].concat());
                let names = line.contains(flag) && line.contains(range);
                assert!(names, "`{flag} {value}`: the line lacks the flag or \"{range}\":\n{line}");
            }
        }
    }
}

#[test]
fn a_value_out_of_range_is_refused_with_the_flag_and_the_range() {
    promise("a value out of range must be refused in one line with the flag and the range").holds(|| {
        assert_refused("serve", &[], SERVE);
        assert_refused("send", &["hello"], SEND);
        assert_refused("stress", &[], STRESS);
        assert_refused("load", &["--hgrm", "file"], LOAD);
        assert_refused("ramp", &[], RAMP);
        assert_refused("demo", &["--plain"], DEMO);
        assert_refused("log", &["file"], LOG);
    });
}

#[test]
fn a_command_that_cannot_be_understood_is_refused_with_the_word_that_is_wrong() {
    promise("an unknown or misplaced argument must be refused in one line that names it").holds(|| {
        let cases: [(&[&str], &str); 11] = [
            (&[], "subcommand"),
            (&["sreve"], "sreve"),
            (&["--queue", "1"], "--queue"),
            (&["serve", "--quiet"], "--quiet"),
            (&["serve", "-x"], "-x"),
            (&["serve", "surplus"], "surplus"),
            (&["serve", "--queue"], "--queue"),
            (&["serve", "--queue", "1", "--queue", "2"], "--queue"),
            (&["serve", "--allow-panic=yes"], "--allow-panic"),
            (&["stress", "--sleep-us", "1", "--spin-us", "1"], "--spin-us"),
            (&["log"], "<FILE>"),
        ];
        for (args, word) in cases {
            let line = refusal(args);
            assert!(line.contains(word), "`capstone {}`: the line lacks {word:?}:\n{line}", args.join(" "));
        }
    });
}

#[test]
fn help_is_no_wrong_usage() {
    promise("--help must print every flag to stdout and exit with 0").holds(|| {
        let commands = [
            ("serve", SERVE),
            ("send", SEND),
            ("stress", STRESS),
            ("load", LOAD),
            ("ramp", RAMP),
            ("demo", DEMO),
            ("log", LOG),
        ];
        for (command, table) in commands {
            let mut process = Process::start(&binary("capstone"), &[command, "--help"]);
            assert_eq!(process.wait(Duration::from_secs(10)).code(), Some(0), "{}", process.stderr_text());
            let help = process.stdout_text();
            for (flag, ..) in table {
                assert!(help.contains(flag), "`capstone {command} --help` does not mention {flag}:\n{help}");
            }
            // Any path can be a file, and any word a name.
            let mut flags = flags_with_values(&help)
                .filter(|(_, value)| !value.starts_with("FILE") && !value.starts_with("NAME"));
            let missing = flags.find(|(flag, _)| !table.iter().any(|(known, ..)| known == flag));
            assert_eq!(missing, None, "a flag of `{command}` that {} does not try", file!());
        }
    });
}

#[test]
fn an_argument_that_is_not_utf8_is_named() {
    promise("an argument that is not UTF-8 must be refused in one line that names it").holds(|| {
        let odd = OsStr::from_bytes(b"caf\xe9");
        for words in [["serve", "--queue"], ["send", "--type"], ["log", "--component"], ["send", "--"]] {
            let line = refusal(&[words.map(OsStr::new).as_slice(), &[odd]].concat());
            assert!(line.contains(r#""caf\xE9""#), "{words:?}: the line does not name it:\n{line}");
        }
    });
}

/// Other systems have no such device.
#[cfg(target_os = "linux")]
#[test]
fn a_text_that_cannot_be_written_is_a_failure() {
    promise("whoever cannot write what was asked for must say so and exit with 1").holds(|| {
        let commands = [
            &["--help"][..],
            &["--version"],
            &["serve", "--help"],
            &["demo", "--fast", "--only", "protocol"],
        ];
        for args in commands {
            let full = OpenOptions::new().write(true).open("/dev/full").expect("there is such a device");
            let mut command = Command::new(binary("capstone"));
            command.args(args).stdin(Stdio::null()).stdout(full).stderr(Stdio::piped());
            let mut process = Process::spawn(&mut command);
            let code = process.wait(Duration::from_secs(60)).code();
            assert_eq!(code, Some(1), "{args:?} ended with this code\n{}", process.stderr_text());
            assert_eq!(process.stderr_text().lines().count(), 1, "{args:?} wrote so many lines");
            assert!(process.stderr_text().contains("stdout"), "{args:?}: {}", process.stderr_text());
        }
    });
}
