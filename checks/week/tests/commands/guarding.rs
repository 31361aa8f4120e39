//! The guard that `cargo week` runs programs with.

use crate::folder::Folder;
use crate::toy::{Ended, command, run};
use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

/// Runs a script under guard, with these limits.
fn guarded(folder: &Path, limits: &[&str], script: &str) -> Ended {
    let (mut child, input) = {
        let mut guard = command(folder);
        guard.arg("guard").args(limits).args(["--", "sh", "-c", script]);
        guard.stdin(Stdio::piped()).stdout(Stdio::piped());
        let mut child = guard.stderr(Stdio::piped()).spawn().expect("it can be run");
        let input = child.stdin.take();
        (child, input)
    };
    let status = child.wait().expect("it ends");
    drop(input); // only now: the guard ends its program when its own stdin ends
    let output = child.wait_with_output().expect("it has ended");
    let text = |bytes: Vec<u8>| String::from_utf8_lossy(&bytes).into_owned();
    Ended { code: status.code(), stdout: text(output.stdout), stderr: text(output.stderr) }
}

#[test]
fn a_program_without_limits_runs_as_it_is() {
    let folder = Folder::new();
    let ended = guarded(folder.path(), &[], "echo out; echo err >&2; exit 3");
    assert_eq!((ended.code, &*ended.stdout, &*ended.stderr), (Some(3), "out\n", "err\n"));
    assert_eq!(guarded(folder.path(), &[], "kill -9 $$").code, Some(128 + 9));
}

#[test]
fn a_program_finds_no_signal_ignored() {
    let folder = Folder::new();
    for (signal, number) in [("HUP", 1), ("INT", 2), ("QUIT", 3), ("TERM", 15)] {
        let mut shell = Command::new("sh");
        shell.args(["-c", "trap '' $1; exec \"$0\" guard -- sh -c \"kill -$1 \\$\\$; sleep 1\""]);
        shell.args([env!("CARGO_BIN_EXE_week"), signal]).current_dir(folder.path()).stdin(Stdio::piped());
        let mut child = shell.spawn().expect("it can be run");
        let _input = child.stdin.take(); // while it is open, the program may run
        assert_eq!(child.wait().expect("it ends").code(), Some(128 + number), "{signal}");
    }
}

#[test]
fn a_program_ends_when_the_guards_input_ends() {
    let folder = Folder::new();
    let ended = run(command(folder.path()).args(["guard", "--", "sleep", "1000"])); // its stdin is empty
    assert_eq!(ended.code, Some(128 + 9));
}

#[test]
#[cfg(target_os = "linux")]
fn a_program_that_takes_too_much_is_ended() {
    let folder = Folder::new();
    let write = folder.path().display().to_string();
    let ended = guarded(
        folder.path(),
        &["--processes", "10"],
        "for i in 1 2 3 4 5 6 7 8 9 10 11 12; do sleep 1000 & done; wait",
    );
    assert!(
        ended.code == Some(137) && ended.stderr.ends_with("it started more than 10 processes\n"),
        "{ended:?}"
    );
    let ended =
        guarded(folder.path(), &["--memory", "50"], "head -c 100m /dev/zero | tail -c 100m; sleep 1000");
    assert!(
        ended.code == Some(137) && ended.stderr.ends_with("it took more than 50 MiB of memory\n"),
        "{ended:?}"
    );
    let fill = "for i in 1 2 3 4 5 6; do head -c 3000000 /dev/zero > file$i; done; sleep 1000";
    let ended = guarded(folder.path(), &["--disk", "10", "--read", "/", "--write", &write], fill);
    assert!(
        ended.code == Some(137) && ended.stderr.ends_with("it wrote more than 10 MiB to the disk\n"),
        "{ended:?}"
    );
}

#[test]
#[cfg(target_os = "linux")]
fn what_no_folder_shows_is_on_the_disk_too() {
    let wrote = "it wrote more than 10 MiB to the disk\n";
    for (script, words) in [
        (
            "exec 3>a 4>b 5>c; rm a b c; for n in 3 4 5; do head -c 5000000 /dev/zero >&$n; done; sleep 10",
            wrote,
        ),
        ("for i in $(seq 4000); do : >file$i; done; sleep 10", wrote),
        (
            "for i in $(seq 400); do mkdir folder-in-a-folder; cd -P folder-in-a-folder; done 2>/dev/null; sleep 10",
            "it made a folder that nobody can look into\n",
        ),
    ] {
        let folder = Folder::new();
        let write = folder.path().display().to_string();
        let ended = guarded(folder.path(), &["--disk", "10", "--read", "/", "--write", &write], script);
        assert!(ended.code == Some(137) && ended.stderr.ends_with(words), "{script}: {ended:?}");
    }
}

#[test]
#[cfg(target_os = "linux")]
fn a_program_reads_and_writes_only_where_it_may() {
    let (folder, other) = (Folder::new(), Folder::new());
    fs::write(other.path().join("secret"), "s").expect("it can be written");
    let paths = [folder.path(), other.path()].map(|path| path.display().to_string());
    let system: Vec<&str> =
        ["/usr", "/bin", "/lib", "/lib64", "/etc"].iter().flat_map(|path| ["--read", path]).collect();
    let script =
        format!("cat \"{0}/secret\"; echo x > \"{0}/new\"; echo y > new; cat new; cat /dev/null", paths[1]);
    let ended = guarded(folder.path(), &[&system[..], &["--write", &paths[0]]].concat(), &script);
    if ended.stdout == "sy\n" {
        return; // this system cannot confine files
    }
    assert_eq!((&*ended.stdout, ended.code), ("y\n", Some(0)), "{ended:?}");
    assert!(!other.path().join("new").exists());
}
