//! A tree of the course whose dependencies are compiled: each submission begins from a copy of it, so that nothing is
//! compiled twice, and nothing that one submission does reaches another.

use super::sandbox::Sandbox;
use crate::check::cargo;
use crate::process::{Cancel, End, Limits, run_within};
use crate::tree::Tree;
use anyhow::{Context, Result, bail};
use rustix::fs::{FlockOperation, flock};
use std::collections::hash_map::DefaultHasher;
use std::fs::{self, File};
use std::hash::{Hash, Hasher};
use std::path::{Path, PathBuf};
use std::process::Command;

/// A compiled template. While it is there, no grader of another course puts its own into that place.
pub(super) struct Template {
    /// The target directory.
    pub(super) target: PathBuf,
    _lock: File,
}

impl Template {
    /// That of the course, in `folder`. The first grader makes it, and the others wait for it.
    pub(super) fn of(course: &Tree, folder: &Path) -> Result<Self> {
        fs::create_dir_all(folder).with_context(|| format!("{} cannot be made", folder.display()))?;
        let (sandbox, stamp) = (Sandbox { folder: folder.join("template") }, folder.join("stamp"));
        let version = version(course);
        let is_there = || fs::read_to_string(&stamp).is_ok_and(|stamp| stamp == version);
        let lock = File::create(folder.join("lock"))?;
        loop {
            flock(&lock, FlockOperation::LockShared)?;
            if is_there() {
                return Ok(Self { target: sandbox.tree().join("target"), _lock: lock });
            }
            // Not while somebody copies it; and another may make it before it is our turn.
            flock(&lock, FlockOperation::LockExclusive)?;
            if !is_there() {
                let _ = fs::remove_file(&stamp);
                make(&sandbox, course)?;
                fs::write(&stamp, &version)?;
            }
        }
    }
}

fn make(template: &Sandbox, course: &Tree) -> Result<()> {
    eprintln!("Compiling what every submission needs. This is done once for a course.");
    hollow(course).write(&template.tree())?;
    fs::create_dir_all(template.temporary())?;
    compile(template)
}

/// Changes with any file of the course.
fn version(course: &Tree) -> String {
    let mut hasher = DefaultHasher::new();
    course.0.iter().for_each(|(path, file)| (path, &file.bytes).hash(&mut hasher));
    format!("{:016x}", hasher.finish())
}

/// The course with nothing in its files: to compile it is to compile its dependencies.
fn hollow(course: &Tree) -> Tree {
    let mut hollow = course.clone();
    for (_, file) in hollow.0.iter_mut().filter(|(path, _)| path.ends_with(".rs")) {
        file.bytes = b"fn main() {}\n".to_vec();
    }
    hollow
}

/// Compiles everything that checks run, and throws away what is the course's own.
fn compile(template: &Sandbox) -> Result<()> {
    let packages = packages(template)?;
    cargo(template, &["test", "--workspace", "--no-run"])?;
    if template.tree().join("checks/tests/models").exists() {
        cargo(template, &["models", "--no-run"])?;
    }
    // No check runs this command.
    let is_run = |package: &&Package| package.has_program && package.name != env!("CARGO_PKG_NAME");
    for package in packages.iter().filter(is_run) {
        cargo(template, &["build", "--release", "-p", &package.name, "--bins"])?;
    }
    let target = template.tree().join("target");
    for folder in ["debug", "release", "models/debug"] {
        forget(&target.join(folder), &packages)?;
    }
    Ok(())
}

/// Makes cargo compile the course's own packages anew, whatever their files' times are, and deletes their programs.
///
/// `cargo clean -p` takes more: a test called `log` makes it delete files of the crate `log`.
fn forget(profile: &Path, packages: &[Package]) -> Result<()> {
    let is_of_a_package = |name: &str| packages.iter().any(|package| package.name == name);
    let is_of_a_target =
        |name: &str| packages.iter().any(|package| package.targets.iter().any(|target| target == name));
    delete(&profile.join(".fingerprint"), is_of_a_package)?;
    delete(&profile.join("deps"), is_of_a_target)?;
    delete(&profile.join("examples"), is_of_a_target)
}

/// Deletes what is called `NAME-HASH`, for names that are `chosen`. Nothing with an ending is.
fn delete(folder: &Path, chosen: impl Fn(&str) -> bool) -> Result<()> {
    for entry in fs::read_dir(folder).into_iter().flatten() {
        let path = entry?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let (name, hash) = name.rsplit_once('-').unwrap_or_default();
        if hash.len() != 16 || !chosen(name) {
            continue;
        }
        if path.is_dir() { fs::remove_dir_all(&path)? } else { fs::remove_file(&path)? }
    }
    Ok(())
}

struct Package {
    name: String,
    /// What is compiled of it, as its files are called.
    targets: Vec<String>,
    has_program: bool,
}

/// The course's own packages.
fn packages(template: &Sandbox) -> Result<Vec<Package>> {
    let metadata = cargo(template, &["metadata", "--no-deps", "--format-version", "1"])?;
    let metadata: serde_json::Value = serde_json::from_str(&metadata).context("cargo metadata is no JSON")?;
    let package = |package: &serde_json::Value| {
        let targets: Vec<&serde_json::Value> = package["targets"].as_array().into_iter().flatten().collect();
        Some(Package {
            name: package["name"].as_str()?.to_owned(),
            has_program: targets.iter().any(|target| target["kind"][0] == "bin"),
            targets: targets
                .iter()
                .filter_map(|target| Some(target["name"].as_str()?.replace('-', "_")))
                .collect(),
        })
    };
    Ok(metadata["packages"].as_array().into_iter().flatten().filter_map(package).collect())
}

fn cargo(template: &Sandbox, args: &[&str]) -> Result<String> {
    let mut command = Command::new(cargo::program());
    command.args(args).current_dir(template.tree()).envs(template.environment(false));
    // With no limit to speak of, but in the environment in which submissions are compiled.
    let limits = Limits { processes: Some(10_000), ..Limits::default() };
    let ended = run_within(&limits, &command, cargo::PATIENT, &Cancel::default(), |_| {})?;
    if ended.end != End::Code(0) {
        bail!("the course does not compile here: cargo {} says\n{}", args.join(" "), ended.stderr.trim_end());
    }
    Ok(ended.stdout)
}
