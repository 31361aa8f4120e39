//! What clients log, and what can be found again.

use super::child::Left;
use super::theatre::Theatre;
use anyhow::{Result, ensure};
use capstone::demo::{Evidence, Figure};
use capstone::observe::Entry;

/// The longest line of a log that is shown, in characters.
const WIDTH: usize = 92;

impl Theatre {
    pub(super) fn echo(&mut self, text: &str) -> Result<Evidence> {
        let left = self.run(&self.with_address("send", &[text.to_owned()])?)?;
        let came = left.stdout.trim_end_matches('\n');
        let same = text.bytes().zip(came.bytes()).filter(|(sent, back)| sent == back).count();
        let count = if came.len() == text.len() { same } else { 0 };
        let evidence = Evidence::default().line(format!("$ capstone send {text:?}")).line(came);
        Ok(evidence.with("echoed bytes", Figure::count(count as u64)))
    }

    pub(super) fn log_texts(&mut self, texts: &[&str]) -> Result<Evidence> {
        let (mut evidence, mut logged) = (Evidence::default(), 0);
        for text in texts {
            let args = ["--type", "log", text].map(str::to_owned);
            let left = self.run(&self.with_address("send", &args)?)?;
            logged += u64::from(left.status.success());
            evidence = evidence.line(format!("$ capstone send --type log {text:?}"));
        }
        Ok(evidence.with("texts logged", Figure::count(logged)))
    }

    pub(super) fn find(&mut self, name: &str, filters: &[&str]) -> Result<Evidence> {
        let found = self.search(filters)?.stdout;
        let mut evidence =
            Evidence::default().line(format!("$ capstone log server.log {}", filters.join(" ")));
        for line in found.lines() {
            evidence = evidence.line(shortened(line));
        }
        Ok(evidence.with(name, Figure::count(found.lines().count() as u64)))
    }

    pub(super) fn read_back(&mut self, texts: &[&str]) -> Result<Evidence> {
        let all = self.search(&[])?.stdout;
        let messages: Vec<_> = all.lines().filter_map(Entry::parse).map(|entry| entry.message).collect();
        let there = texts.iter().filter(|text| messages.iter().any(|message| message == *text)).count();
        Ok(Evidence::default()
            .line(format!("{} lines, {} of them entries", all.lines().count(), messages.len()))
            .with("texts read back", Figure::count(there as u64)))
    }

    fn search(&self, filters: &[&str]) -> Result<Left> {
        let path = self.log().display().to_string();
        let args: Vec<String> = ["log", &path].iter().chain(filters).map(ToString::to_string).collect();
        let left = self.run(&args)?;
        ensure!(left.status.success(), "`capstone log` failed: {}", left.stderr);
        Ok(left)
    }
}

/// The line with its tabs as blanks, cut to the width that fits.
fn shortened(line: &str) -> String {
    let line = line.replace('\t', "  ");
    match line.char_indices().nth(WIDTH) {
        Some((end, _)) => format!("{}...", &line[..end]),
        None => line,
    }
}
