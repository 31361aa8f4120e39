//! Builds the programs of checks, and picks the one compiler error that a learner should read.

use crate::process::{Cancel, End, Limits, run_within};
use anyhow::Result;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;
use std::{env, iter};

/// Time for a first build, with a network that is slow, on a machine that is slow.
pub(crate) const PATIENT: Duration = Duration::from_secs(3600);

/// No check reads debug information, and without it a change is compiled in half the time.
pub(crate) const WITHOUT_DEBUG: [(&str, &str); 2] =
    [("CARGO_PROFILE_DEV_DEBUG", "false"), ("CARGO_PROFILE_RELEASE_DEBUG", "false")];

/// What came of a build.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Build {
    /// The test programs by their names.
    Done(BTreeMap<String, Program>),
    /// The compiler found errors, at least one.
    Errors(Vec<Error>),
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

/// An error that the compiler has found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Error {
    /// As the compiler shows it.
    pub(crate) shown: String,
    /// Where it is: files from the workspace's folder, and the byte in each.
    pub(crate) places: Vec<(String, usize)>,
}

impl Error {
    /// Whether it is in this file.
    pub(crate) fn is_in(&self, file: &str) -> bool {
        self.places.iter().any(|(place, _)| place == file)
    }
}

/// The error to begin with: the first that is in one of the files `own`, or else the first of all.
pub(crate) fn first<'e>(errors: &'e [Error], own: &[&str]) -> Option<&'e Error> {
    let is_own = |error: &&Error| own.iter().any(|file| error.is_in(file));
    errors.iter().find(is_own).or(errors.first())
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
    byte_start: usize,
    is_primary: bool,
    /// For what a macro has made: where it was called.
    expansion: Option<Box<Expansion>>,
}

#[derive(Debug, Deserialize)]
struct Expansion {
    span: Span,
}

impl Span {
    /// The file and the byte, and those of the macros' calls that have led there.
    fn places(&self) -> impl Iterator<Item = (String, usize)> {
        let spans = iter::successors(Some(self), |span: &&Self| {
            span.expansion.as_ref().map(|expansion| &expansion.span)
        });
        spans.map(|span| (span.file_name.clone(), span.byte_start))
    }
}

/// How programs are built.
#[derive(Debug)]
pub(crate) struct Builder<'a> {
    /// The workspace's folder.
    pub(crate) root: &'a Path,
    pub(crate) colour: bool,
    pub(crate) limits: Limits,
    /// What is set in the environment.
    pub(crate) environment: &'a [(OsString, OsString)],
    pub(crate) time: Duration,
    pub(crate) cancel: &'a Cancel,
}

impl Builder<'_> {
    /// Builds with cargo's arguments `args`, which name tests; `compiles` hears what is compiled.
    pub(crate) fn tests(&self, args: &[&str], compiles: impl FnMut(&str)) -> Result<Build> {
        self.build(&[args, &["--no-run"]].concat(), compiles)
    }

    /// Builds with cargo's arguments `args`.
    pub(crate) fn build(&self, args: &[&str], mut compiles: impl FnMut(&str)) -> Result<Build> {
        let rendered = if self.colour { "json-diagnostic-rendered-ansi" } else { "json" };
        let mut cargo = Command::new(program());
        cargo.args(args).args(["--quiet", &format!("--message-format={rendered}")]).current_dir(self.root);
        cargo.envs(self.environment.iter().map(|(name, value)| (name, value)));
        let (mut programs, mut errors) = (BTreeMap::new(), Vec::new());
        let ended = run_within(&self.limits, &cargo, self.time, self.cancel, |line| {
            match serde_json::from_str::<Message>(line).map(Message::matters) {
                Ok(Matters::Program(name, program)) => drop(programs.insert(name, program)),
                Ok(Matters::Error(error)) => errors.push(error),
                Ok(Matters::Compiled(name)) => compiles(&name),
                Ok(Matters::Not) | Err(_) => {}
            }
        })?;
        Ok(match ended.end {
            End::Cancelled => Build::Cancelled,
            End::Code(0) => Build::Done(programs),
            _ if !errors.is_empty() => Build::Errors(errors),
            End::Code(_) => Build::Refused(ended.stderr),
            end => Build::Refused(format!("{}\nThe compiler was ended {end}.", ended.stderr.trim_end())),
        })
    }
}

/// What matters of a line.
enum Matters {
    Program(String, Program),
    Compiled(String),
    Error(Error),
    Not,
}

impl Message {
    fn matters(self) -> Matters {
        match (self.reason.as_str(), self.target, self.message) {
            ("compiler-message", _, Some(Diagnostic { level, rendered, spans })) => {
                let primary = spans.iter().filter(|span| span.is_primary);
                let places: Vec<(String, usize)> = primary.flat_map(Span::places).collect();
                // "aborting due to 2 previous errors" is nowhere.
                if level != "error" || places.is_empty() {
                    return Matters::Not;
                }
                Matters::Error(Error { shown: rendered, places })
            }
            ("compiler-artifact", Some(Target { name, kind }), _) => match self.executable {
                Some(path) if kind.iter().any(|kind| kind == "test") => {
                    let folder = self.manifest_path.parent().unwrap_or(Path::new("")).to_owned();
                    Matters::Program(name, Program { path, folder })
                }
                _ => Matters::Compiled(name),
            },
            _ => Matters::Not,
        }
    }
}

/// The cargo that runs this command.
pub(crate) fn program() -> OsString {
    env::var_os("CARGO").unwrap_or_else(|| "cargo".into())
}

/// What the compiler says of itself: nothing if it cannot be asked.
pub(crate) fn compiler() -> String {
    let rustc = env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
    let said = Command::new(rustc).arg("-vV").stdin(Stdio::null()).output();
    said.map_or_else(|_| String::new(), |said| String::from_utf8_lossy(&said.stdout).into_owned())
}
