//! What `fleet` reports if a program is missing.

use checks::{Ended, Process, binary};
use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

fn run(program: &Path, path: &Path) -> Ended {
    let mut command = Command::new(program);
    command.args(["balance", "--quick"]).env("PATH", path);
    Ended::of(Process::spawn(command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped())))
}

#[test]
fn without_haproxy_or_capstone_it_says_how_to_get_it() {
    let empty = tempfile::tempdir().expect("there is room for a folder");
    binary("capstone"); // builds it beside the other
    let without_haproxy = run(&binary("fleet"), empty.path());
    let alone = empty.path().join("fleet");
    fs::copy(binary("fleet"), &alone).expect("there is room for a copy");
    let without_capstone = run(&alone, empty.path());
    for (ended, due) in [
        (without_haproxy, "apt-get install haproxy"),
        (without_capstone, "build it: `cargo build --release -p capstone`"),
    ] {
        assert_eq!((ended.code, ended.stderr.lines().count()), (Some(1), 1), "{ended:?}");
        assert!(ended.stderr.contains(due), "{ended:?}");
    }
}
