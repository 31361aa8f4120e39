//! The workspace's own programs: built when first asked for, found where cargo says they are.
//!
//! `cargo test` builds a program for the tests of its own package only, and a test may well run alone, so we
//! ask cargo. It builds what changed and nothing else, and several processes may ask at once: cargo makes
//! them take turns.

use crate::deadline::off_the_clock;
use serde_json::Value;
use std::collections::BTreeMap;
use std::env;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

/// The path of the workspace's binary `name`.
///
/// # Panics
///
/// If it does not build; then with the compiler's own messages.
pub fn binary(name: &str) -> PathBuf {
    built("bin", name)
}

/// The path of the binary of the workspace's package `name`, built as `cargo run --release -p NAME` builds it. For
/// programs that a lesson runs in this way: they are then there before its time begins to count.
///
/// # Panics
///
/// If it does not build; then with the compiler's own messages.
pub fn release_binary(name: &str) -> PathBuf {
    built("release", name)
}

/// The path of the program `benchmarks`, built like any [`release_binary`]. The server that it measures is built with it:
/// it would otherwise build that itself, within its time.
///
/// # Panics
///
/// If one of them does not build; then with the compiler's own messages.
pub fn benchmarks() -> PathBuf {
    release_binary("capstone");
    release_binary("benchmarks")
}

/// The path of the workspace's example `name`.
///
/// # Panics
///
/// If it does not build; then with the compiler's own messages.
pub fn example(name: &str) -> PathBuf {
    built("example", name)
}

/// The folder of the workspace's `Cargo.toml`.
pub fn workspace_root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("the crate's folder is in the workspace's")
}

fn built(kind: &str, name: &str) -> PathBuf {
    type Built = BTreeMap<(String, String), Arc<OnceLock<PathBuf>>>;
    static BUILT: Mutex<Built> = Mutex::new(Built::new());

    let key = (kind.to_owned(), name.to_owned());
    let path = Arc::clone(BUILT.lock().unwrap_or_else(PoisonError::into_inner).entry(key).or_default());
    path.get_or_init(|| off_the_clock(|| build(kind, name))).clone()
}

fn build(kind: &str, name: &str) -> PathBuf {
    let mut cargo = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    cargo.args(["build", "--message-format=json-render-diagnostics"]);
    if kind == "release" {
        cargo.args(["--release", "-p", name, "--bin", name]);
    } else {
        // No package is named: features unify over all that are selected, and so they are those that `cargo test`
        // chose.
        cargo.args([&format!("--{kind}"), name]).args(like_this_build());
    }
    cargo.current_dir(workspace_root()).stdin(Stdio::null());
    let output = cargo.output().unwrap_or_else(|error| panic!("cargo could not be run: {error}"));
    let messages = String::from_utf8_lossy(&output.stdout);
    let target = if kind == "release" { "bin" } else { kind };
    let path = messages.lines().find_map(|line| path_in(line, target, name));
    match path {
        Some(path) if output.status.success() => path,
        _ => panic!(
            "the {target} `{name}` could not be built: cargo says\n{}",
            String::from_utf8_lossy(&output.stderr)
        ),
    }
}

/// The program's path, if this line of cargo's output tells it.
fn path_in(line: &str, kind: &str, name: &str) -> Option<PathBuf> {
    let message: Value = serde_json::from_str(line).ok()?;
    let target = &message["target"];
    let is_it =
        message["reason"] == "compiler-artifact" && target["kind"][0] == kind && target["name"] == name;
    is_it.then(|| message["executable"].as_str().map(PathBuf::from)).flatten()
}

/// The options with which cargo built the running test: its target directory and its profile.
///
/// The environment names a target directory only if the user set one there, and never the profile, so they
/// are read from the test's own path, `TARGET_DIR[/TRIPLE]/PROFILE/deps/NAME`. Cargo marks the target
/// directory with a file.
fn like_this_build() -> Vec<String> {
    let Ok(test) = env::current_exe() else { return Vec::new() };
    let marked = |dir: &&Path| dir.join("CACHEDIR.TAG").exists();
    let Some(target_dir) = test.ancestors().find(marked) else { return Vec::new() };
    let mut options = vec!["--target-dir".to_owned(), target_dir.display().to_string()];
    let below = test.strip_prefix(target_dir).expect("an ancestor is a prefix");
    let folders: Vec<String> = below.iter().map(|part| part.to_string_lossy().into_owned()).collect();
    let profile = match folders.as_slice() {
        [triple, profile, deps, _] if deps == "deps" => {
            options.extend(["--target".to_owned(), triple.clone()]);
            profile
        }
        [profile, _] | [profile, _, _] => profile,
        // It was copied to somewhere else. Cargo builds where it does by itself.
        _ => return Vec::new(),
    };
    // The folder of the profile `dev` is the only one with another name than its profile.
    let profile = if profile == "debug" { "dev" } else { profile };
    options.extend(["--profile".to_owned(), profile.to_owned()]);
    options
}
