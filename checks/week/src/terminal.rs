//! What a command writes, and in which colours: in none unless a person looks at a terminal.

use anstyle::{AnsiColor, Effects, Style};
use std::env;
use std::io::{self, IsTerminal, Write};

/// Where the output goes.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Terminal {
    /// Whether colours are wanted.
    pub(crate) colour: bool,
}

impl Terminal {
    pub(crate) fn of_stdout() -> Self {
        let is_one = io::stdout().is_terminal();
        let refused = env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
        let dumb = env::var_os("TERM").is_some_and(|value| value == "dumb");
        Self { colour: is_one && !refused && !dumb }
    }

    /// Writes it to stdout. If nobody reads that any more, nothing is lost.
    pub(crate) fn say(self, words: &str) {
        let mut stdout = io::stdout().lock();
        let _ = stdout.write_all(words.as_bytes()).and_then(|()| stdout.flush());
    }

    pub(crate) fn bold(self, words: &str) -> String {
        self.styled(words, Style::new().effects(Effects::BOLD))
    }

    fn styled(self, words: &str, style: Style) -> String {
        if self.colour { format!("{style}{words}{style:#}") } else { words.to_owned() }
    }

    pub(crate) fn green(self, words: &str) -> String {
        self.styled(words, AnsiColor::Green.on_default())
    }

    pub(crate) fn red(self, words: &str) -> String {
        self.styled(words, AnsiColor::Red.on_default())
    }

    pub(crate) fn faint(self, words: &str) -> String {
        self.styled(words, Style::new().effects(Effects::DIMMED))
    }
}
