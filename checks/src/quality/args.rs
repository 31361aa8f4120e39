//! What the gate was asked for.

use super::point::Point;
use super::points;
use std::ffi::OsString;
use std::path::PathBuf;

/// The command line.
#[derive(Debug, Default)]
pub(crate) struct Args {
    /// Only what takes seconds.
    pub(crate) fast: bool,
    /// These points alone; all, if there is none.
    only: Vec<String>,
    /// The program to judge, in place of the one that this copy builds. For the checks, which have built one
    /// already, or have one that is broken on purpose.
    pub(crate) capstone: Option<PathBuf>,
}

impl Args {
    /// The arguments; none if they ask for help.
    pub(crate) fn parse(words: impl Iterator<Item = OsString>) -> Result<Option<Self>, String> {
        let (mut args, mut words) = (Self::default(), words);
        while let Some(word) = words.next() {
            let word = in_utf8(word)?;
            let mut value = || words.next().ok_or(format!("{word} needs a value"));
            match word.as_str() {
                "--fast" => args.fast = true,
                "--only" => args.only.extend(in_utf8(value()?)?.split(',').map(str::to_owned)),
                "--capstone" => args.capstone = Some(value()?.into()),
                "--help" | "-h" => return Ok(None),
                _ => return Err(format!("{word} is no option of the gate")),
            }
        }
        for name in &args.only {
            let Some(point) = points::ALL.iter().find(|point| point.name == *name) else {
                return Err(format!("there is no point {name:?}: the points are {}", names()));
            };
            if point.slow && args.fast {
                return Err(format!("--fast leaves out {name}, and --only asks for it: drop one of the two"));
            }
        }
        Ok(Some(args))
    }

    /// Why this point is not to be looked at, if it is not.
    pub(crate) fn why_not(&self, point: &Point) -> Option<&'static str> {
        if self.fast && point.slow {
            Some("left out by --fast")
        } else if !self.only.is_empty() && !self.only.iter().any(|name| name == point.name) {
            Some("left out by --only")
        } else {
            None
        }
    }
}

fn in_utf8(word: OsString) -> Result<String, String> {
    word.into_string().map_err(|word| format!("{word:?} is not UTF-8"))
}

pub(crate) fn usage() -> String {
    format!(
        "usage: cargo run --example lesson16 -- [--fast] [--only POINT,...]\n\
         --fast leaves out what takes minutes: {}. The points: {}",
        names_of(|point| point.slow),
        names()
    )
}

fn names() -> String {
    names_of(|_| true)
}

fn names_of(is_meant: impl Fn(&Point) -> bool) -> String {
    points::ALL.iter().filter(|point| is_meant(point)).map(|point| point.name).collect::<Vec<_>>().join(", ")
}
