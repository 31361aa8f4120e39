//! What may go to a terminal beside plain lines: colours, and lines that are written again and again.

use std::env;
use std::io::{IsTerminal, Write};

/// From here on the terminal cuts lines off.
const CUT_OFF: &str = "\x1b[?7l";

/// From here on it wraps them.
const WRAP: &str = "\x1b[?7h";

/// Whether a stream leads to a terminal that can write over what it shows.
pub(super) fn can_rewrite(stream: &impl IsTerminal) -> bool {
    let is_smart = env::var_os("TERM").is_some_and(|name| !name.is_empty() && name != "dumb");
    stream.is_terminal() && is_smart
}

/// Whether it also may show colours: see <https://no-color.org>.
pub(super) fn shows_colours(stream: &impl IsTerminal) -> bool {
    let is_wanted = env::var_os("NO_COLOR").is_none_or(|value| value.is_empty());
    can_rewrite(stream) && is_wanted
}

/// Lines that are written again and again, below what stays. Where they are not wanted, nothing happens.
#[derive(Debug)]
pub(super) struct Live<W> {
    /// Where they go, if they are wanted.
    stream: Option<W>,
    /// How many lines stand there now.
    shown: usize,
}

impl<W: Write> Live<W> {
    pub(super) fn new(stream: Option<W>) -> Self {
        Self { stream, shown: 0 }
    }

    /// Writes these lines in place of the ones before; with none, those are taken away.
    ///
    /// Each must be one line on the screen, or too few of them would be taken away: a narrow terminal cuts it off.
    pub(super) fn show(&mut self, lines: &[String]) {
        self.clear();
        if !lines.is_empty() {
            let text: String = lines.iter().map(|line| format!("{line}\n")).collect();
            self.write(&format!("{CUT_OFF}{text}{WRAP}"));
            self.shown = lines.len();
        }
    }

    fn clear(&mut self) {
        if self.shown > 0 {
            // Up to the first of them, and from there nothing.
            self.write(&format!("\x1b[{}F\x1b[J", self.shown));
            self.shown = 0;
        }
    }

    /// Lets them stand.
    pub(super) fn keep(&mut self) {
        self.shown = 0;
    }

    /// If the stream is closed, no reader is there to see this.
    fn write(&mut self, text: &str) {
        if let Some(stream) = &mut self.stream {
            let _ = stream.write_all(text.as_bytes()).and_then(|()| stream.flush());
        }
    }
}
