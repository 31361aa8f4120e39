//! Which units of a submission are refused because it does not compile with them.
//!
//! The compiler says where an error shows, and not whose fault it is: a function that is declared otherwise than in the
//! course may break those that call it, or nobody. So what is declared otherwise is left out for a trial. The errors that
//! stay are the fault of the files that they are in; if none stays, halving finds who is to blame.

use super::attempt::Attempt;
use super::submission::Unit;
use crate::check::cargo::{Build, Error};
use anyhow::{Result, bail};

/// Marks units as refused, at least one. It does not compile because of `errors`; or nobody knows the place, and the
/// compiler said these `words`.
pub(super) fn refuse(attempt: &Attempt<'_>, units: &mut [Unit], errors: &[Error], words: &str) -> Result<()> {
    let in_use = attempt.in_use(units);
    let otherwise: Vec<usize> = in_use.iter().copied().filter(|at| units[*at].declares_otherwise).collect();
    let trial = if otherwise.is_empty() { None } else { Some(attempt.build(&without(units, &otherwise))?) };
    let lasting = match &trial {
        None => errors,
        Some(Build::Errors(lasting)) => lasting,
        Some(_) => &[],
    };
    let is_named = |at: &usize| !otherwise.contains(at) && own(&units[*at], lasting).is_some();
    let named: Vec<usize> = in_use.iter().copied().filter(is_named).collect();
    if named.is_empty() {
        let suspects = if matches!(trial, Some(Build::Done(_))) { otherwise } else { in_use };
        let guilty = culprit(attempt, units, &suspects, words)?;
        let shown = own(&units[guilty], errors).unwrap_or(words);
        refuse_one(&mut units[guilty], shown);
    }
    for at in named {
        let shown = own(&units[at], lasting).unwrap_or(words);
        refuse_one(&mut units[at], shown);
    }
    Ok(())
}

fn refuse_one(unit: &mut Unit, shown: &str) {
    unit.refused = Some(format!("it does not compile:\n{}", shown.trim_end()));
}

/// The first error in the unit's file.
fn own<'e>(unit: &Unit, errors: &'e [Error]) -> Option<&'e str> {
    errors.iter().find(|error| error.is_in(&unit.file)).map(|error| error.shown.as_str())
}

/// The units, those at `places` refused.
fn without(units: &[Unit], places: &[usize]) -> Vec<Unit> {
    let mut some = units.to_vec();
    places.iter().for_each(|at| some[*at].refused = Some(String::new()));
    some
}

/// The first of the suspects with which it cannot be built.
fn culprit(attempt: &Attempt<'_>, units: &[Unit], suspects: &[usize], words: &str) -> Result<usize> {
    let builds_with = |count: usize| -> Result<bool> {
        Ok(matches!(attempt.build(&without(units, &suspects[count..]))?, Build::Done(_)))
    };
    let (mut good, mut bad) = (0, suspects.len());
    if bad == 0 || !builds_with(0)? {
        bail!("the course itself cannot be built here:\n{words}");
    }
    while bad - good > 1 {
        let middle = usize::midpoint(good, bad);
        if builds_with(middle)? { good = middle } else { bad = middle }
    }
    Ok(suspects[good])
}
