//! A tree in which lessons are judged: the course with the submission, compiled. What does not compile is made blank, file
//! by file, until the rest does.

use super::attempt::{Attempt, Course};
use super::refusal::refuse;
use super::sandbox::Sandbox;
use super::scratch::Scratch;
use super::submission::Unit;
use crate::check::cargo::{Build, Program};
use crate::check::proof::Proof;
use anyhow::{Context, Result, bail};
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::Command;

/// A compiled tree. Its folder goes when it does.
pub(super) struct Pass {
    pub(super) sandbox: Sandbox,
    pub(super) proof: Proof,
    /// The test programs by their names.
    pub(super) programs: BTreeMap<String, Program>,
    _folder: Scratch,
}

impl Pass {
    /// Compiles the tests `names` in a new folder in `within`, with the functions of the lessons `ours` from the course.
    /// Marks units that do not compile as refused.
    pub(super) fn new(
        course: &Course<'_>,
        units: &mut [Unit],
        ours: &[u32],
        within: &Path,
        names: &[String],
    ) -> Result<Self> {
        let folder = Scratch::new(within)?;
        let sandbox = Sandbox { folder: folder.path().to_owned() };
        for folder in [sandbox.tree(), sandbox.temporary(), sandbox.programs()] {
            fs::create_dir_all(&folder).with_context(|| format!("{} cannot be made", folder.display()))?;
        }
        copy(course.template, &sandbox.tree().join("target"))?;
        let proof = Proof::default();
        let attempt = Attempt { course, ours, names, sandbox: &sandbox, proof: &proof };
        let programs = loop {
            match attempt.build(units)? {
                Build::Done(programs) => break programs,
                Build::Errors(errors) => {
                    let first = errors.first().map_or("", |error| &error.shown);
                    refuse(&attempt, units, &errors, first)?;
                }
                Build::Refused(words) => refuse(&attempt, units, &[], &words)?,
                Build::Cancelled => bail!("the compiler was stopped"),
            }
        };
        let programs = kept(programs, &sandbox)?;
        // The secrets are not to be read there.
        attempt.tree(units)?.write_changed(&sandbox.tree())?;
        Ok(Self { sandbox, proof, programs, _folder: folder })
    }
}

/// The programs, copied to where nothing that is judged can write.
fn kept(programs: BTreeMap<String, Program>, sandbox: &Sandbox) -> Result<BTreeMap<String, Program>> {
    let keep = |(name, Program { path, folder }): (String, Program)| {
        let copy = sandbox.programs().join(&name);
        fs::copy(&path, &copy).with_context(|| format!("{} cannot be copied", path.display()))?;
        Ok((name, Program { path: copy, folder }))
    };
    programs.into_iter().map(keep).collect()
}

/// Copies a folder with its times, which cargo looks at; without copying bytes, where the system can do that.
fn copy(from: &Path, to: &Path) -> Result<()> {
    let args: &[&str] = if cfg!(target_os = "linux") { &["-a", "--reflink=auto"] } else { &["-a", "-c"] };
    let copied = Command::new("cp").args(args).arg(from).arg(to).status().context("cp cannot be run")?;
    if !copied.success() {
        bail!("{} cannot be copied to {}", from.display(), to.display());
    }
    Ok(())
}
