//! The toy course in `tests/toy`, copied to a folder of its own, and the command in it.

use crate::folder::{Folder, copy};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// The toy course, and room beside it.
#[derive(Debug)]
pub(crate) struct Toy {
    folder: Folder,
}

/// What a command left.
#[derive(Debug)]
pub(crate) struct Ended {
    pub(crate) code: Option<i32>,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

impl Toy {
    /// The course, as an unpacked archive has it: without git.
    pub(crate) fn new() -> Self {
        let toy = Self { folder: Folder::new() };
        copy(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/toy"), &toy.course());
        toy
    }

    pub(crate) fn course(&self) -> PathBuf {
        self.beside("course")
    }

    pub(crate) fn beside(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// The learner's copy, which `start` has made.
    pub(crate) fn started(args: &[&str]) -> Self {
        let toy = Self::new();
        week(&toy.course(), &[&["start"], args].concat()).succeeds();
        toy
    }

    pub(crate) fn copy(&self) -> PathBuf {
        self.beside("my-week")
    }
}

/// Runs `cargo week` with `args` in `folder`.
pub(crate) fn week(folder: &Path, args: &[&str]) -> Ended {
    run(command(folder).args(args))
}

/// The command in `folder`, on a machine where git knows nobody's name.
pub(crate) fn command(folder: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_week"));
    command.current_dir(folder).env("GIT_CONFIG_GLOBAL", "/dev/null").env("GIT_CONFIG_SYSTEM", "/dev/null");
    for variable in ["CARGO_TARGET_DIR", "GIT_AUTHOR_NAME", "GIT_AUTHOR_EMAIL", "EMAIL", "RUST_BACKTRACE"] {
        command.env_remove(variable);
    }
    command
}

pub(crate) fn run(command: &mut Command) -> Ended {
    let output = command.stdin(Stdio::null()).output().expect("the program can be run");
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("it writes text");
    Ended { code: output.status.code(), stdout: text(output.stdout), stderr: text(output.stderr) }
}

impl Ended {
    /// What it wrote, if it succeeded and complained of nothing.
    #[track_caller]
    pub(crate) fn succeeds(self) -> String {
        assert!(self.code == Some(0) && self.stderr.is_empty(), "{self:?}");
        self.stdout
    }

    /// What it complained of, in a line.
    #[track_caller]
    pub(crate) fn refuses(self) -> String {
        assert!(self.code == Some(1) && self.stdout.is_empty(), "{self:?}");
        let line = self.stderr.strip_prefix("cargo week: ").and_then(|line| line.strip_suffix('\n'));
        line.filter(|line| !line.contains('\n')).unwrap_or_else(|| panic!("{self:?}")).to_owned()
    }
}

#[track_caller]
pub(crate) fn read(path: impl AsRef<Path>) -> String {
    let path = path.as_ref();
    fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// Replaces words of a file, which are there.
#[track_caller]
pub(crate) fn change(path: impl AsRef<Path>, from: &str, to: &str) {
    let text = read(&path);
    assert!(text.contains(from), "{from:?} is not in\n{text}");
    fs::write(path, text.replacen(from, to, 1)).expect("it can be written");
}
