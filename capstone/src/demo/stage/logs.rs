//! The texts that clients log, and a check that all of them can be found.

use super::child::Output;
use super::sandbox::Sandbox;
use crate::demo::evidence::Evidence;
use crate::demo::figure::Figure;
use crate::observe::Entry;
use anyhow::{Result, ensure};

/// The longest line of a log that is shown, in characters.
const WIDTH: usize = 92;

pub(super) fn echo(sandbox: &mut Sandbox, text: &str) -> Result<Evidence> {
    let output = sandbox.run(&sandbox.with_address("send", &[text.to_owned()])?)?;
    let came = output.stdout.trim_end_matches('\n');
    let same = text.bytes().zip(came.bytes()).filter(|(sent, back)| sent == back).count();
    let count = if came.len() == text.len() { same } else { 0 };
    let evidence = Evidence::default().line(format!("$ capstone send {text:?}")).line(came);
    Ok(evidence.with("echoed bytes", Figure::count(count as u64)))
}

pub(super) fn log_texts(sandbox: &mut Sandbox, texts: &[&str]) -> Result<Evidence> {
    let (mut evidence, mut logged) = (Evidence::default(), 0);
    for text in texts {
        let args = ["--type", "log", text].map(str::to_owned);
        let output = sandbox.run(&sandbox.with_address("send", &args)?)?;
        logged += u64::from(output.status.success());
        evidence = evidence.line(format!("$ capstone send --type log {text:?}"));
    }
    Ok(evidence.with("texts logged", Figure::count(logged)))
}

pub(super) fn find(sandbox: &mut Sandbox, name: &str, filters: &[&str]) -> Result<Evidence> {
    let found = search(sandbox, filters)?.stdout;
    let mut evidence = Evidence::default().line(format!("$ capstone log server.log {}", filters.join(" ")));
    for line in found.lines() {
        evidence = evidence.line(shortened(line));
    }
    Ok(evidence.with(name, Figure::count(found.lines().count() as u64)))
}

pub(super) fn read_back(sandbox: &mut Sandbox, texts: &[&str]) -> Result<Evidence> {
    let all = search(sandbox, &[])?.stdout;
    let messages: Vec<_> = all.lines().filter_map(Entry::parse).map(|entry| entry.message).collect();
    let there = texts.iter().filter(|text| messages.iter().any(|message| message == *text)).count();
    Ok(Evidence::default()
        .line(format!("{} lines, {} of them entries", all.lines().count(), messages.len()))
        .with("texts read back", Figure::count(there as u64)))
}

fn search(sandbox: &Sandbox, filters: &[&str]) -> Result<Output> {
    let path = sandbox.log().display().to_string();
    let args: Vec<String> = ["log", &path].iter().chain(filters).map(ToString::to_string).collect();
    let output = sandbox.run(&args)?;
    ensure!(output.status.success(), "`capstone log` failed: {}", output.stderr);
    Ok(output)
}

/// The line with its tabs as blanks, cut to the width that fits.
fn shortened(line: &str) -> String {
    let line = line.replace('\t', "  ");
    match line.char_indices().nth(WIDTH) {
        Some((end, _)) => format!("{}...", &line[..end]),
        None => line,
    }
}
