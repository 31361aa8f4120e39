//! Builds the program of a check, and picks the one compiler error that a learner should read.

use crate::process::{Cancel, End, Ended, run};
use anyhow::Result;
use serde::Deserialize;
use std::env;
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

/// A first build, with a network that is slow, on a machine that is slow.
const LIMIT: Duration = Duration::from_secs(3600);

/// What came of a build.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Build {
    Done(Program),
    /// The compiler found errors.
    Errors(Errors),
    /// Cargo said this, and it is no error in the code.
    Refused(String),
    Cancelled,
}

/// A test program.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Program {
    pub(crate) path: PathBuf,
    /// The folder of its package, in which cargo would run it.
    pub(crate) folder: PathBuf,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Errors {
    /// The first error in a file that the learner writes in, as the compiler shows it; or else the first of all.
    pub(crate) first: String,
    pub(crate) count: usize,
}

/// A line of cargo's output, as far as it matters here.
#[derive(Debug, Deserialize)]
struct Message {
    reason: String,
    #[serde(default)]
    manifest_path: PathBuf,
    target: Option<Target>,
    executable: Option<PathBuf>,
    message: Option<Diagnostic>,
}

#[derive(Debug, Deserialize)]
struct Target {
    name: String,
    kind: Vec<String>,
}

#[derive(Debug, Deserialize)]
struct Diagnostic {
    level: String,
    rendered: String,
    spans: Vec<Span>,
}

#[derive(Debug, Deserialize)]
struct Span {
    file_name: String,
    is_primary: bool,
}

/// How a program is built.
#[derive(Debug)]
pub(crate) struct Builder<'a> {
    /// The workspace's folder.
    pub(crate) root: &'a Path,
    /// The files that the learner writes in now.
    pub(crate) own: Vec<&'a str>,
    pub(crate) colour: bool,
    pub(crate) cancel: &'a Cancel,
}

impl Builder<'_> {
    /// Builds the test `name` with cargo's arguments `args`; `compiles` hears what is compiled.
    pub(crate) fn test(&self, name: &str, args: &[&str], mut compiles: impl FnMut(&str)) -> Result<Build> {
        let rendered = if self.colour { "json-diagnostic-rendered-ansi" } else { "json" };
        let mut cargo = Command::new(program());
        cargo.args(args).args(["--no-run", "--quiet", &format!("--message-format={rendered}")]);
        cargo.current_dir(self.root);
        let mut found = Found { program: None, errors: Vec::new() };
        let ended = run(&cargo, LIMIT, self.cancel, |line| {
            if let Ok(message) = serde_json::from_str(line) {
                found.take(message, name, &mut compiles);
            }
        })?;
        Ok(self.outcome(found, ended))
    }

    fn outcome(&self, found: Found, ended: Ended) -> Build {
        let Found { program, errors } = found;
        let is_own = |error: &&Diagnostic| {
            error.spans.iter().any(|span| span.is_primary && self.own.contains(&span.file_name.as_str()))
        };
        match (ended.end, program) {
            (End::Cancelled, _) => Build::Cancelled,
            (End::Code(0), Some(program)) => Build::Done(program),
            _ => match errors.iter().find(is_own).or(errors.first()) {
                Some(first) => Build::Errors(Errors { first: first.rendered.clone(), count: errors.len() }),
                None => Build::Refused(ended.stderr),
            },
        }
    }
}

struct Found {
    program: Option<Program>,
    errors: Vec<Diagnostic>,
}

impl Found {
    fn take(&mut self, message: Message, name: &str, compiles: &mut impl FnMut(&str)) {
        match (message.reason.as_str(), message.target, message.message) {
            ("compiler-message", _, Some(error)) if error.level == "error" && !error.spans.is_empty() => {
                self.errors.push(error);
            }
            ("compiler-artifact", Some(target), _) => {
                compiles(&target.name);
                let is_test = target.name == name && target.kind.iter().any(|kind| kind == "test");
                if let Some(path) = message.executable.filter(|_| is_test) {
                    let folder = message.manifest_path.parent().unwrap_or(Path::new("")).to_owned();
                    self.program = Some(Program { path, folder });
                }
            }
            _ => {}
        }
    }
}

/// The cargo that runs this command.
pub(crate) fn program() -> OsString {
    env::var_os("CARGO").unwrap_or_else(|| "cargo".into())
}
