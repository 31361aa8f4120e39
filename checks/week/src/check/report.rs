//! What a learner reads of a check: a line for each case, and all that is known of the first failure.

use super::case::Case;
use super::lanes::News;
use super::verdict::{Failure, Verdict};
use crate::terminal::{Terminal, WIDTH, wrapped};

/// What a failure's sentence is set in by.
const INDENT: &str = "        ";

/// The lines of a check, as they are written.
#[derive(Debug)]
pub(crate) struct Report {
    terminal: Terminal,
    /// The first failure, whose message is shown whole.
    pub(crate) first: Option<Failure>,
    pub(crate) failed: usize,
    pub(crate) cancelled: usize,
}

impl Report {
    pub(crate) fn new(terminal: Terminal) -> Self {
        Self { terminal, first: None, failed: 0, cancelled: 0 }
    }

    pub(crate) fn hear(&mut self, news: News<'_>) {
        match news {
            News::Runs(case) => self.terminal.now(&format!("  ...   {}", case.words)),
            News::Is(case, Verdict::Holds) => self.line(&self.terminal.green("ok"), "    ", case),
            News::Is(case, Verdict::Fails(failure)) => {
                match failure.is_of_a_blank() {
                    true => self.line(&self.terminal.yellow("blank"), " ", case),
                    false => self.line(&self.terminal.red("FAIL"), "  ", case),
                }
                self.failed += 1;
                if self.first.is_none() {
                    self.terminal.say(&self.whole(failure));
                    self.first = Some(failure.clone());
                }
            }
            News::Is(_, Verdict::Cancelled) => self.cancelled += 1,
        }
    }

    fn line(&self, word: &str, blanks: &str, case: &Case) {
        self.terminal.over();
        self.terminal.say(&format!("  {word}{blanks}{}\n", case.words));
    }

    fn whole(&self, failure: &Failure) -> String {
        let mut lines = wrapped(&failure.sentence, WIDTH - INDENT.len());
        lines.extend(failure.details.iter().map(|detail| format!("  {detail}")));
        lines.extend(failure.read.iter().map(|read| self.terminal.bold(&format!("Read {read}."))));
        let lines: String = lines.iter().map(|line| format!("{INDENT}{line}\n")).collect();
        format!("\n{lines}\n")
    }
}
