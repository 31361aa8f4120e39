//! Functions taken from one file and put into another that has them, too.

use super::blank::indent;
use super::edits::Edits;
use super::graft::{What, graft};
use super::problem::Problem;
use super::source::Source;

/// The text of a function, from its signature to the end of its body: without attributes, documentation and visibility.
///
/// # Errors
///
/// If the name does not fit exactly one function.
pub fn function<'a>(source: &Source<'a>, name: &str) -> Result<&'a str, Problem> {
    let (signature, body) = source.function(name)?;
    Ok(&source.text[signature.start..body.end])
}

/// How the function is declared, without blanks.
///
/// # Errors
///
/// If the name does not fit exactly one function.
pub fn signature(source: &Source<'_>, name: &str) -> Result<String, Problem> {
    let (signature, _) = source.function(name)?;
    Ok(source.text[signature].split_whitespace().collect())
}

/// A function as [`function`] gives it, with the blanks that stand before its first line, so that all of its lines are as deep as in their file.
///
/// # Errors
///
/// If the name does not fit exactly one function.
pub fn indented(source: &Source<'_>, name: &str) -> Result<String, Problem> {
    let (signature, _) = source.function(name)?;
    Ok(format!("{}{}", indent(source.text, &signature), function(source, name)?))
}

/// The file `into` with these functions as `from` has them: signature and body, since a learner may have renamed a
/// parameter. Documentation, attributes and visibility stay those of `into`.
///
/// # Errors
///
/// If one of the files is not Rust, or one of the names does not fit exactly one function in each.
pub fn transplant(into: &str, from: &Source<'_>, names: &[&str]) -> Result<String, Problem> {
    let source = Source::parse(into)?;
    let mut edits = Edits::default();
    for name in names {
        let (signature, body) = source.function(name)?;
        edits.replace(signature.start..body.end, function(from, name)?);
    }
    Ok(edits.apply(into))
}

/// The file `into` with what `from` has and it lacks: functions, methods, types, imports. What both have stays.
///
/// # Errors
///
/// If `into` is not Rust, or has an item twice that `from` has.
pub fn additions(into: &str, from: &Source<'_>) -> Result<String, Problem> {
    graft(&Source::parse(into)?, from, &What { replace: false, add: &|_| true, imports: true })
}
