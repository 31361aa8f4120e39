//! All that the demo has said, line by line, as it goes to a terminal, to a file, or into a picture.

use super::super::console::print;
use anyhow::{Error, Result};

/// What a line is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Style {
    Title,
    Plain,
    /// What a step has shown.
    Shown,
    /// An expectation that came true, and how.
    Faint,
    Pass,
    Fail,
}

impl Style {
    /// The colour of a terminal, as the parameter of its escape sequence.
    fn code(self) -> &'static str {
        match self {
            Self::Title => "1",
            Self::Plain => "0",
            Self::Shown => "36",
            Self::Faint => "2",
            Self::Pass => "32",
            Self::Fail => "1;31",
        }
    }
}

/// What was said so far. Every line goes to stdout at once.
#[derive(Debug)]
pub(super) struct Transcript {
    pub(super) lines: Vec<(Style, String)>,
    has_colours: bool,
    /// Why a line could not be written, if one could not. The demo goes on: it has a verdict beside its text.
    failure: Option<Error>,
}

impl Transcript {
    pub(super) fn new(has_colours: bool) -> Self {
        Self { lines: Vec::new(), has_colours, failure: None }
    }

    /// Says one line.
    pub(super) fn say(&mut self, style: Style, line: impl Into<String>) {
        let line = line.into();
        let text = if self.has_colours && !line.is_empty() {
            format!("\x1b[{}m{line}\x1b[0m\n", style.code())
        } else {
            format!("{line}\n")
        };
        if let Err(error) = print(text.as_bytes()) {
            self.failure.get_or_insert(error);
        }
        self.lines.push((style, line));
    }

    /// Whether all of it was written.
    ///
    /// # Errors
    ///
    /// Why the first line that was not could not be.
    pub(super) fn finish(self) -> Result<()> {
        self.failure.map_or(Ok(()), Err)
    }
}
