//! The record of a campaign, in Markdown.

use super::Options;
use super::claims::Claims;
use super::outcome::Outcome;
use super::report::{KINDS, minutes, sentence, word};
use super::subject::Kind;
use crate::clock;
use crate::record::About;
use std::env::consts::{ARCH, OS};
use std::process::Command;
use std::thread;
use std::time::Duration;

/// The table.
pub(super) fn of(
    about: &About,
    options: &Options,
    outcomes: &[Outcome],
    claims: Option<&[Claims]>,
    took: Duration,
) -> String {
    let mut words = "# The checks, proved\n\n".to_owned();
    words += &conditions(about, options, took);
    words += "\n";
    for kind in KINDS {
        let all: Vec<&Outcome> = outcomes.iter().filter(|outcome| outcome.kind == kind).collect();
        let proved = all.iter().filter(|outcome| outcome.is_proved()).count();
        if all.is_empty() {
            continue;
        }
        words += &format!("- {proved} of {} {}\n", all.len(), sentence(kind));
    }
    words += &solutions(outcomes);
    words += &claims.map(of_claims).unwrap_or_default();
    words
}

fn conditions(about: &About, options: &Options, took: Duration) -> String {
    let cpus = thread::available_parallelism().map_or(1, usize::from);
    let rustc = Command::new("rustc").arg("--version").output();
    let rustc =
        rustc.map(|output| String::from_utf8_lossy(&output.stdout).trim().to_owned()).unwrap_or_default();
    let pinned = if options.pinned { ", pinned to one processor beside a busy loop" } else { "" };
    let date = clock::now().date.map(|date| date.to_string()).unwrap_or_default();
    format!(
        "{date}, {}, {rustc}, {OS} {ARCH} with {cpus} processors. {} runs or more of each solution{pinned}, in {} copies side by \
         side, in {}. \"after\" is the slowest run: to its first diagnosis, or to its end. \"to the end\" is the slowest of those that \
         went there.\n",
        about.version(),
        options.times,
        options.jobs(),
        minutes(took)
    )
}

fn solutions(outcomes: &[Outcome]) -> String {
    let mut words =
        "\n| lesson | | solution | what it does | as it must be | after | to the end | first diagnosis | claims red |\n|---|---|---|---|---|---|---|---|---|\n"
            .to_owned();
    let is_shown = |outcome: &&Outcome| outcome.kind != Kind::Blank && !is_dull(outcome);
    for outcome in outcomes.iter().filter(is_shown) {
        let Outcome {
            lesson, kind, name, about, runs, met, first, is_model, red, seconds, to_the_end, ..
        } = outcome;
        let model = if *is_model { " (a model)" } else { "" };
        let went_there = *to_the_end > 0.0;
        let is_asked = went_there && matches!(kind, Kind::Wrong | Kind::Omission);
        let red = if is_asked { red.len().to_string() } else { String::new() };
        let to_the_end = if went_there { format!("{to_the_end:.1} s") } else { String::new() };
        let first = first.as_deref().map(cell).unwrap_or_default();
        words += &format!(
            "| {lesson} | {} | {name} | {} | {met} of {runs} | {seconds:.1} s | {to_the_end} | {first}{model} | {red} |\n",
            word(*kind),
            cell(about)
        );
    }
    words
}

/// Whether it is one of many mutations, and caught: the sum says it.
fn is_dull(outcome: &Outcome) -> bool {
    outcome.kind == Kind::Mutation && outcome.is_proved() && outcome.first.is_some()
}

fn of_claims(claims: &[Claims]) -> String {
    let survive = claims.iter().flat_map(|claims| {
        claims.survive.iter().map(|claim| format!("- lesson {}: {claim}\n", claims.lesson))
    });
    let never_alone = claims.iter().flat_map(|claims| {
        let line = |(claim, why): &(String, Option<String>)| {
            let why = why.as_deref().map(|why| format!(": {}", cell(why))).unwrap_or_default();
            format!("- lesson {}: {claim}{why}\n", claims.lesson)
        };
        claims.never_alone.iter().map(line)
    });
    format!(
        "\n## Claims\n\nNo wrong solution turns these red:\n\n{}\nNo wrong solution turns these red alone:\n\n{}",
        or_none(survive.collect()),
        or_none(never_alone.collect())
    )
}

fn or_none(lines: String) -> String {
    if lines.is_empty() { "- none\n".to_owned() } else { lines }
}

/// Words that do not end their cell.
fn cell(words: &str) -> String {
    words.replace('|', "\\|").split_whitespace().collect::<Vec<_>>().join(" ")
}
