//! Records the scenes: compiles them into copies of the capstone's threads, and lets each copy write its graphs.
//!
//! The right copy is the capstone's own files. Each wrong one has the items of a fragment spliced in, as those of
//! `checks/wrong` are. Every copy is a crate below the folder that is given, with nothing but `threads/`, `sync/`, and of
//! `net/` the way from the workers to the loop.

use anyhow::{Context, Result, ensure};
use std::collections::BTreeMap;
use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use week::splice::{Files, Fragment};

/// The capstone's files that a scene needs: files, and folders with all that is in them.
const FILES: [&str; 7] =
    ["sync.rs", "sync", "threads", "net/completions.rs", "net/waker.rs", "net/sys.rs", "net/sys"];

/// What the wrong copies are made of: the fragments that scenes name by their files.
const WRONG: [&str; 15] = [
    "checks/wrong/01-threads/wakes-before-it-opens.rs",
    "checks/wrong/03-condition-variable/if-for-while.rs",
    "checks/wrong/03-condition-variable/latch-counts-in-two-steps.rs",
    "checks/wrong/03-condition-variable/latch-wakes-one.rs",
    "checks/wrong/03-condition-variable/unlocks-before-it-sleeps.rs",
    "checks/wrong/04-bounded-queue/claims-and-does-not-wake.rs",
    "checks/wrong/04-bounded-queue/closed-beside-the-lock.rs",
    "checks/wrong/04-bounded-queue/notifies-before-it-closes.rs",
    "checks/wrong/04-bounded-queue/pop-believes-the-notification.rs",
    "checks/wrong/04-bounded-queue/push-believes-the-notification.rs",
    "checks/wrong/05-thread-pool/one-tally-for-all.rs",
    "checks/wrong/06-graceful-shutdown/counts-then-discards.rs",
    "lessons/book/wrong/looks-and-announces-in-two-steps.rs",
    "lessons/book/wrong/one-condition-for-both.rs",
    "lessons/book/wrong/rings-before-it-posts.rs",
];

const MAIN: &str = "#![allow(warnings)]\npub mod net;\nmod scenes;\npub mod sync;\npub mod threads;\n\nfn main() {\n    scenes::main();\n}\n";

const NET: &str = "mod completions;\npub mod sys;\nmod waker;\n\npub use completions::Completions;\npub use waker::Waker;\n";

/// Writes the graph of each scene into `graphs`, with the copies and what is compiled of them in `work`. Returns what
/// each copy says of its graphs.
///
/// # Errors
///
/// If a fragment does not fit the capstone's files, or a copy does not compile or ends in a panic.
pub fn record(root: &Path, work: &Path, graphs: &Path) -> Result<String> {
    let right = files(root)?;
    let mut versions = BTreeMap::from([("right".to_owned(), right.clone())]);
    for path in WRONG.map(|path| root.join(path)) {
        let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        let words = fs::read_to_string(&path).with_context(|| path.display().to_string())?;
        let changed = Fragment::parse(&words).and_then(|fragment| fragment.apply(&right));
        let changed = changed.map_err(|problem| anyhow::anyhow!("{}: {problem}", path.display()))?;
        versions.insert(name, right.clone().into_iter().chain(changed).collect());
    }
    write_workspace(root, work, &versions)?;
    fs::create_dir_all(graphs)?;
    cargo(work)?;
    versions.keys().map(|name| run(work, name, graphs)).collect()
}

/// The capstone's files that are needed, by their paths from the root.
fn files(root: &Path) -> Result<Files> {
    let mut files = Files::new();
    let mut paths: Vec<PathBuf> = FILES.iter().map(|file| Path::new("capstone/src").join(file)).collect();
    while let Some(path) = paths.pop() {
        let here = root.join(&path);
        if here.is_dir() {
            let entries = fs::read_dir(&here)?.collect::<Result<Vec<_>, _>>()?;
            paths.extend(entries.iter().map(|entry| path.join(entry.file_name())));
        } else {
            let words = fs::read_to_string(&here).with_context(|| here.display().to_string())?;
            files.insert(path.to_string_lossy().into_owned(), words);
        }
    }
    Ok(files)
}

fn write_workspace(root: &Path, work: &Path, versions: &BTreeMap<String, Files>) -> Result<()> {
    let members: Vec<String> = versions.keys().map(|name| format!("\"{name}\"")).collect();
    let workspace = format!(
        "[workspace]\nresolver = \"3\"\nmembers = [{}]\n\n[profile.dev]\ndebug = false\ndebug-assertions = false\noverflow-checks = true\n",
        members.join(", ")
    );
    keep(&work.join("Cargo.toml"), &workspace)?;
    keep(&work.join("Cargo.lock"), &fs::read_to_string(root.join("Cargo.lock"))?)?;
    let scenes = fs::read_dir(root.join("lessons/book/scenes"))?.collect::<Result<Vec<_>, _>>()?;
    for (name, files) in versions {
        let package = format!(
            "[package]\nname = \"scenes-{name}\"\nversion = \"0.1.0\"\nedition = \"2024\"\n\n[features]\ndefault = [\"shuttle\"]\nshuttle = []\n\n[dependencies]\nlibc = \"0.2\"\nserde_json = \"1\"\nshuttle = \"0.9.9\"\n"
        );
        let folder = work.join(name);
        keep(&folder.join("Cargo.toml"), &package)?;
        keep(&folder.join("src/main.rs"), MAIN)?;
        keep(&folder.join("src/net/mod.rs"), NET)?;
        for (path, words) in files {
            let path = path.strip_prefix("capstone/").unwrap_or(path);
            // What walks past the door cannot be seen by the explorer. In a fragment it may stand for what the right code has not.
            keep(&folder.join(path), words)?;
        }
        for scene in &scenes {
            keep(&folder.join("src/scenes").join(scene.file_name()), &fs::read_to_string(scene.path())?)?;
        }
    }
    Ok(())
}

/// Writes a file unless it is there already as it should be: cargo compiles again what is newer.
fn keep(path: &Path, words: &str) -> Result<()> {
    if fs::read_to_string(path).is_ok_and(|there| there == words) {
        return Ok(());
    }
    let folder = path.parent().context("a file stands in a folder")?;
    fs::create_dir_all(folder)?;
    fs::write(path, words).with_context(|| path.display().to_string())
}

fn cargo(work: &Path) -> Result<()> {
    let cargo = env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut command = Command::new(cargo);
    command.args(["build", "--quiet", "--workspace", "--target-dir", "target"]).current_dir(work);
    command.env_remove("CARGO_TARGET_DIR").env_remove("RUSTFLAGS");
    let status = command.status().context("cargo cannot be run")?;
    ensure!(status.success(), "the scenes in {} do not compile", work.display());
    Ok(())
}

fn run(work: &Path, name: &str, graphs: &Path) -> Result<String> {
    let program = work.join("target/debug").join(format!("scenes-{name}"));
    let mut command = Command::new(&program);
    command.arg(name).arg(graphs).stderr(Stdio::piped());
    let output = command.output().with_context(|| program.display().to_string())?;
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    ensure!(output.status.success(), "the scenes of {name} ended with {}:\n{said}", output.status);
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}
