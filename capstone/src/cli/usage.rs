//! From the words of the command line to a command, or to one line that names what is wrong with them.

use clap::error::ErrorKind;
use clap::{Arg, Parser};
use std::any::TypeId;
use std::ffi::OsString;
use std::fmt;
use std::time::Duration;

/// Wrong usage: it gets exit code 2.
#[derive(Debug)]
pub(super) struct Usage(pub(super) String);

impl fmt::Display for Usage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for Usage {}

/// What the words ask for.
#[derive(Debug)]
pub(super) enum Asked<C> {
    Command(C),
    /// Help, or the version.
    Text(String),
}

/// Understands the words, of which the first is the program's name.
pub(super) fn parse<C: Parser>(words: &[OsString]) -> Result<Asked<C>, Usage> {
    match try_parse(words, Arg::allow_negative_numbers) {
        Ok(command) => Ok(Asked::Command(command)),
        Err(error) if !error.use_stderr() => Ok(Asked::Text(error.render().to_string())),
        Err(error) => Err(Usage(describe::<C>(error, words))),
    }
}

/// `heed` says what a flag for a number makes of a next word that begins with a hyphen.
fn try_parse<C: Parser>(words: &[OsString], heed: fn(Arg, bool) -> Arg) -> Result<C, clap::Error> {
    let heed_in_numbers = |arg: Arg| if takes_number(&arg) { heed(arg, true) } else { arg };
    let mut command = C::command().mut_subcommands(|subcommand| subcommand.mut_args(heed_in_numbers));
    C::from_arg_matches(&command.try_get_matches_from_mut(words)?)
}

pub(super) fn takes_number(arg: &Arg) -> bool {
    let numbers = [TypeId::of::<u64>(), TypeId::of::<f64>(), TypeId::of::<Duration>()];
    numbers.iter().any(|number| arg.get_value_parser().type_id() == *number)
}

/// The first paragraph of what clap says, in one line.
fn describe<C: Parser>(error: clap::Error, words: &[OsString]) -> String {
    let text = match error.kind() {
        ErrorKind::InvalidUtf8 => not_utf8::<C>(words).map(|word| format!("{word:?} is not UTF-8")),
        ErrorKind::UnknownArgument => not_a_number::<C>(words).map(|error| error.render().to_string()),
        _ => None,
    };
    let text = text.unwrap_or_else(|| error.render().to_string());
    let paragraph = text.split("\n\n").next().unwrap_or_default();
    let line: Vec<&str> = paragraph.lines().map(str::trim).collect();
    format!("{} (try --help)", line.join(" ").trim_start_matches("error: "))
}

/// What a flag for a number says to `-inf`, which to clap is no negative number but some unknown flags.
fn not_a_number<C: Parser>(words: &[OsString]) -> Option<clap::Error> {
    let error = try_parse::<C>(words, Arg::allow_hyphen_values).err()?;
    (error.kind() == ErrorKind::ValueValidation).then_some(error)
}

/// The word that is not UTF-8 and has to be, which clap does not name. A path need not be.
fn not_utf8<C: Parser>(words: &[OsString]) -> Option<&OsString> {
    let is_refused = |words: &&[OsString]| {
        try_parse::<C>(words, Arg::allow_negative_numbers)
            .is_err_and(|error| error.kind() == ErrorKind::InvalidUtf8)
    };
    (1..=words.len()).map(|count| &words[..count]).find(is_refused)?.last()
}
