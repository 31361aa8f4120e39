//! All that the demo has said, line by line, as it goes to a terminal, to a file, or into a picture.

use std::io::{self, Write};

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
}

impl Transcript {
    pub(super) fn new(has_colours: bool) -> Self {
        Self { lines: Vec::new(), has_colours }
    }

    /// Says one line. Whoever has closed stdout does not want to hear it.
    pub(super) fn say(&mut self, style: Style, line: impl Into<String>) {
        let line = line.into();
        let mut stdout = io::stdout().lock();
        let _ = if self.has_colours && !line.is_empty() {
            writeln!(stdout, "\x1b[{}m{line}\x1b[0m", style.code())
        } else {
            writeln!(stdout, "{line}")
        };
        let _ = stdout.flush();
        self.lines.push((style, line));
    }
}
