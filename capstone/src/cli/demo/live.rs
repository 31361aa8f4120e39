//! Figures that are shown while they change: on a terminal, and nowhere else.

use std::io::{self, Write};

/// From here on the terminal cuts lines off.
const CUT_OFF: &str = "\x1b[?7l";

/// From here on it wraps them.
const WRAP: &str = "\x1b[?7h";

/// Lines that are written again and again, below what stays.
#[derive(Debug, Default)]
pub(super) struct Live {
    is_terminal: bool,
    /// How many lines stand there now.
    shown: usize,
}

impl Live {
    pub(super) fn new(is_terminal: bool) -> Self {
        Self { is_terminal, shown: 0 }
    }

    /// Writes these lines in place of the ones before.
    pub(super) fn show(&mut self, lines: &[String]) {
        if !self.is_terminal {
            return;
        }
        self.clear();
        // Each must be one line on the screen, or too few of them would be taken away. A narrow terminal cuts it off.
        let text: String = lines.iter().map(|line| format!("      {line}\n")).collect();
        self.shown = lines.len();
        write(&format!("{CUT_OFF}{text}{WRAP}"));
    }

    /// Takes them away.
    pub(super) fn clear(&mut self) {
        if self.shown > 0 {
            // Up to the first of them, and from there nothing.
            write(&format!("\x1b[{}F\x1b[J", self.shown));
            self.shown = 0;
        }
    }
}

/// Whoever has closed stdout does not want to see this.
fn write(text: &str) {
    let mut stdout = io::stdout().lock();
    let _ = stdout.write_all(text.as_bytes()).and_then(|()| stdout.flush());
}
