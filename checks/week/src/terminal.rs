//! What a command writes, and in which colours: in none unless a person looks at a terminal.

use anstyle::{AnsiColor, Effects, Style};
use std::env;
use std::io::{self, IsTerminal, Write};

/// A line longer than this might not fit on one of the terminal's, and could not be taken away.
const NOW: usize = 72;

/// Where the output goes.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Terminal {
    /// Whether it is a terminal, and not a file or a pipe.
    pub(crate) is_one: bool,
    /// Whether colours are wanted.
    pub(crate) colour: bool,
}

impl Terminal {
    pub(crate) fn of_stdout() -> Self {
        let is_one = io::stdout().is_terminal();
        let refused = env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
        let dumb = env::var_os("TERM").is_some_and(|value| value == "dumb");
        Self { is_one, colour: is_one && !refused && !dumb }
    }

    /// Writes it to stdout. If nobody reads that any more, nothing is lost.
    pub(crate) fn say(self, words: &str) {
        let mut stdout = io::stdout().lock();
        let _ = stdout.write_all(words.as_bytes()).and_then(|()| stdout.flush());
    }

    /// Shows what happens now, until something else is said. Only a person who waits wants to see that.
    pub(crate) fn now(self, words: &str) {
        if self.is_one {
            let words: String = words.chars().take(NOW).collect();
            self.say(&format!("\r\x1b[K{}", self.faint(&words)));
        }
    }

    /// Takes away what [`now`](Self::now) has shown.
    pub(crate) fn over(self) {
        if self.is_one {
            self.say("\r\x1b[K");
        }
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

    pub(crate) fn yellow(self, words: &str) -> String {
        self.styled(words, AnsiColor::Yellow.on_default())
    }

    pub(crate) fn faint(self, words: &str) -> String {
        self.styled(words, Style::new().effects(Effects::DIMMED))
    }
}

/// Lines that are read are broken at this width.
pub(crate) const WIDTH: usize = 100;

/// The words in lines of at most `width` characters, if no word is longer.
pub(crate) fn wrapped(words: &str, width: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in words.split_whitespace() {
        match lines.last_mut() {
            Some(line) if line.chars().count() + 1 + word.chars().count() <= width => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_broken_between_words() {
        assert_eq!(wrapped("one two three", 7), ["one two", "three"]);
        assert_eq!(wrapped("ünüsüäl wörd", 7), ["ünüsüäl", "wörd"]);
        assert!(wrapped("", 7).is_empty());
    }
}
