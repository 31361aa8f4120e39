//! What a submission may do while it is compiled and judged.

use crate::check::cargo;
use crate::process::Limits;
use std::env;
use std::ffi::OsString;
use std::fs::{self, DirEntry};
use std::path::{Path, PathBuf};

/// A folder in which one submission is judged.
#[derive(Debug)]
pub(super) struct Sandbox {
    pub(super) folder: PathBuf,
}

/// What a program needs of the system.
const SYSTEM: [&str; 12] =
    ["/usr", "/bin", "/sbin", "/lib", "/lib32", "/lib64", "/etc", "/opt", "/nix", "/proc", "/sys", "/dev"];

/// What is looked for in the folders above.
const ABOVE: [&str; 4] = [".cargo/config", ".cargo/config.toml", "rust-toolchain", "rust-toolchain.toml"];

/// What of the grader's own environment is handed on.
const KEPT: [&str; 6] =
    ["PATH", "LANG", "LC_ALL", "RUSTUP_TOOLCHAIN", "RUST_TEST_THREADS", "CARGO_HTTP_CAINFO"];

impl Sandbox {
    /// The course, with the submission in it.
    pub(super) fn tree(&self) -> PathBuf {
        self.folder.join("tree")
    }

    /// Test programs, where nothing that is judged can change them.
    pub(super) fn programs(&self) -> PathBuf {
        self.folder.join("programs")
    }

    pub(super) fn temporary(&self) -> PathBuf {
        self.folder.join("tmp")
    }

    /// Of the compiler, which a submission makes work.
    pub(super) fn of_a_build(&self) -> Limits {
        self.limits(64, 6 << 10, 8 << 10)
    }

    /// Of a check. Some build a program of their own.
    pub(super) fn of_a_check(&self) -> Limits {
        self.limits(200, 3 << 10, 1 << 10)
    }

    fn limits(&self, processes: usize, memory: u64, disk: u64) -> Limits {
        let mut read: Vec<PathBuf> = SYSTEM.map(PathBuf::from).into();
        read.extend([self.folder.clone(), rustup_home()]);
        read.extend(files_of_cargo());
        // Cargo and rustup look for their files in every folder above.
        let above = self.folder.ancestors().skip(1);
        read.extend(above.flat_map(|folder| ABOVE.map(|name| folder.join(name))));
        // Not the programs: a check that runs could change the next.
        let write = vec![self.tree().join("target"), self.temporary()];
        Limits { processes: Some(processes), memory: Some(memory), disk: Some(disk), read, write }
    }

    /// What is set in the environment. A grader's secrets are none of it.
    pub(super) fn environment(&self, offline: bool) -> Vec<(OsString, OsString)> {
        let kept = KEPT.into_iter().filter_map(|name| Some((name.into(), env::var_os(name)?)));
        let set: [(&str, OsString); 7] = [
            ("HOME", self.temporary().into()),
            ("TMPDIR", self.temporary().into()),
            ("CARGO_HOME", cargo_home().into()),
            ("RUSTUP_HOME", rustup_home().into()),
            ("CARGO", cargo::program()),
            ("CARGO_INCREMENTAL", "0".into()),
            ("CARGO_NET_OFFLINE", if offline { "true" } else { "false" }.into()),
        ];
        let faster = cargo::WITHOUT_DEBUG.map(|(name, value)| (name.into(), value.into()));
        kept.chain(set.map(|(name, value)| (name.into(), value))).chain(faster).collect()
    }
}

/// What cargo keeps of its own, but for the passwords of registries.
fn files_of_cargo() -> Vec<PathBuf> {
    let entries = fs::read_dir(cargo_home()).into_iter().flatten().flatten();
    let is_open = |entry: &DirEntry| !entry.file_name().to_string_lossy().starts_with("credentials");
    entries.filter(is_open).map(|entry| entry.path()).collect()
}

fn cargo_home() -> PathBuf {
    home("CARGO_HOME", ".cargo")
}

fn rustup_home() -> PathBuf {
    home("RUSTUP_HOME", ".rustup")
}

fn home(variable: &str, name: &str) -> PathBuf {
    let own = || Path::new(&env::var_os("HOME").unwrap_or_default()).join(name);
    env::var_os(variable).map_or_else(own, PathBuf::from)
}
