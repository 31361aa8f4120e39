//! A tree in which lessons are judged: the course with the submission, compiled. What does not compile is made blank, file
//! by file, until the rest does.

use super::sandbox::Sandbox;
use super::submission::{Unit, judged};
use crate::check::cargo::{Build, Builder, Error, Program};
use crate::check::proof::Proof;
use crate::lesson::Lesson;
use crate::process::Cancel;
use crate::tree::Tree;
use anyhow::{Context, Result, bail};
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::Command;
use std::time::Duration;

/// A submission that takes the compiler longer than this does so on purpose.
const TIME: Duration = Duration::from_secs(900);

/// The course, and how a submission is put into it.
pub(super) struct Course<'a> {
    pub(super) tree: &'a Tree,
    pub(super) lessons: &'a [Lesson],
    /// The compiled dependencies.
    pub(super) template: &'a Path,
}

/// A compiled tree. Its folder goes when it does.
pub(super) struct Pass {
    pub(super) sandbox: Sandbox,
    pub(super) proof: Proof,
    /// The test programs by their names.
    pub(super) programs: BTreeMap<String, Program>,
}

impl Pass {
    /// Compiles the tests `names`, with the functions of the lessons `ours` from the course. Marks units that do not
    /// compile as refused.
    pub(super) fn new(
        course: &Course<'_>,
        units: &mut [Unit],
        ours: &[u32],
        folder: &Path,
        names: &[String],
    ) -> Result<Self> {
        let sandbox = Sandbox { folder: folder.to_owned() };
        let mut pass = Self { sandbox, proof: Proof::default(), programs: BTreeMap::new() };
        for folder in [pass.sandbox.tree(), pass.sandbox.temporary(), pass.sandbox.programs()] {
            fs::create_dir_all(&folder).with_context(|| format!("{} cannot be made", folder.display()))?;
        }
        copy(course.template, &pass.sandbox.tree().join("target"))?;
        let programs = loop {
            let tree = pass.with_proofs(judged(course.tree, course.lessons, units, ours)?)?;
            tree.write_changed(&pass.sandbox.tree())?;
            match pass.build(names)? {
                Build::Done(programs) => break programs,
                Build::Errors(errors) if refuse(units, ours, &errors) => {}
                Build::Errors(errors) => {
                    let shown = errors.first().map_or("", |error| &error.shown);
                    pass.refuse_culprit(course, units, ours, names, shown)?;
                }
                Build::Refused(words) => pass.refuse_culprit(course, units, ours, names, &words)?,
                Build::Cancelled => bail!("the compiler was stopped"),
            }
        };
        pass.programs = pass.kept(programs)?;
        // The secrets are not to be read there.
        judged(course.tree, course.lessons, units, ours)?.write_changed(&pass.sandbox.tree())?;
        Ok(pass)
    }

    /// The tree with a proof at the end of each test.
    fn with_proofs(&self, mut tree: Tree) -> Result<Tree> {
        let is_test = |path: &&String| path.contains("/tests/") && path.ends_with(".rs");
        for path in tree.0.keys().filter(is_test).cloned().collect::<Vec<_>>() {
            let text = self.proof.put_into(tree.text(&path)?).with_context(|| path.clone())?;
            tree.set(&path, text);
        }
        Ok(tree)
    }

    fn build(&self, names: &[String]) -> Result<Build> {
        let environment = self.sandbox.environment(true);
        let builder = Builder {
            root: &self.sandbox.tree(),
            colour: false,
            limits: self.sandbox.of_a_build(),
            environment: &environment,
            time: TIME,
            cancel: &Cancel::default(),
        };
        let (models, tests): (Vec<&String>, Vec<&String>) = names.iter().partition(|name| *name == "models");
        let tests: Vec<&str> = tests.into_iter().flat_map(|name| ["--test", name.as_str()]).collect();
        let build = builder.tests(&[&["test"], &tests[..]].concat(), |_| {})?;
        let Build::Done(mut programs) = build else { return Ok(build) };
        if !models.is_empty() {
            match builder.tests(&["models"], |_| {})? {
                Build::Done(models) => programs.extend(models),
                other => return Ok(other),
            }
        }
        Ok(Build::Done(programs))
    }

    /// It cannot be built, and nobody said because of which file: finds the first with which it cannot.
    fn refuse_culprit(
        &self,
        course: &Course<'_>,
        units: &mut [Unit],
        ours: &[u32],
        names: &[String],
        words: &str,
    ) -> Result<()> {
        let in_use = in_use(units, ours);
        let builds_with = |count: usize| -> Result<bool> {
            let mut some = units.to_vec();
            in_use[count..].iter().for_each(|at| some[*at].refused = Some(String::new()));
            self.with_proofs(judged(course.tree, course.lessons, &some, ours)?)?
                .write_changed(&self.sandbox.tree())?;
            Ok(matches!(self.build(names)?, Build::Done(_)))
        };
        let (mut good, mut bad) = (0, in_use.len());
        if bad == 0 || !builds_with(0)? {
            bail!("the course itself cannot be built here:\n{words}");
        }
        while bad - good > 1 {
            let middle = usize::midpoint(good, bad);
            if builds_with(middle)? { good = middle } else { bad = middle }
        }
        units[in_use[good]].refused = Some(format!("it cannot be compiled:\n{}", words.trim_end()));
        Ok(())
    }

    /// The programs, copied to where nothing that is judged can write.
    fn kept(&self, programs: BTreeMap<String, Program>) -> Result<BTreeMap<String, Program>> {
        let keep = |(name, Program { path, folder }): (String, Program)| {
            let copy = self.sandbox.programs().join(&name);
            fs::copy(&path, &copy).with_context(|| format!("{} cannot be copied", path.display()))?;
            Ok((name, Program { path: copy, folder }))
        };
        programs.into_iter().map(keep).collect()
    }
}

/// Marks as refused what the errors are in: a function that is declared otherwise comes first, since others call it; then
/// the files of the errors. Says whether there is one.
fn refuse(units: &mut [Unit], ours: &[u32], errors: &[Error]) -> bool {
    let shown = errors.first().map_or("", |error| error.shown.as_str());
    let in_use = in_use(units, ours);
    let has_error = |at: &usize| errors.iter().any(|error| error.files.contains(&units[*at].file));
    let declared: Vec<usize> = in_use.iter().copied().filter(|at| units[*at].declares_otherwise).collect();
    let named: Vec<usize> = in_use.iter().copied().filter(has_error).collect();
    let Some(guilty) = [declared, named].into_iter().find(|guilty| !guilty.is_empty()) else { return false };
    for at in guilty {
        let unit = &mut units[at];
        let own = errors.iter().find(|error| error.files.contains(&unit.file));
        unit.refused =
            Some(format!("it does not compile:\n{}", own.map_or(shown, |own| &own.shown).trim_end()));
    }
    true
}

/// The places of the units that come from the submission.
fn in_use(units: &[Unit], ours: &[u32]) -> Vec<usize> {
    (0..units.len()).filter(|at| units[*at].has_something() && !ours.contains(&units[*at].lesson)).collect()
}

impl Drop for Pass {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.sandbox.folder);
    }
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
