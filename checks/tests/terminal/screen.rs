//! What stands on a terminal after all that was written to it: as much of a terminal as our programs use.

/// The lines of a screen that is high enough for all of them.
#[derive(Debug)]
pub(crate) struct Screen {
    columns: usize,
    rows: Vec<Vec<char>>,
    row: usize,
    column: usize,
    wraps: bool,
}

impl Screen {
    /// A screen of so many columns to which this was written.
    pub(crate) fn of(columns: u16, text: &str) -> Self {
        let mut screen =
            Self { columns: columns.into(), rows: vec![Vec::new()], row: 0, column: 0, wraps: true };
        let mut rest = text;
        while let Some(character) = rest.chars().next() {
            rest = &rest[character.len_utf8()..];
            match character {
                '\r' => screen.column = 0,
                '\n' => screen.go_down(),
                '\x1b' => rest = screen.obey(rest),
                _ => screen.put(character),
            }
        }
        screen
    }

    /// The lines that are not empty.
    pub(crate) fn lines(&self) -> Vec<String> {
        let lines = self.rows.iter().map(|row| row.iter().collect::<String>().trim_end().to_owned());
        lines.filter(|line| !line.is_empty()).collect()
    }

    fn go_down(&mut self) {
        self.row += 1;
        if self.row == self.rows.len() {
            self.rows.push(Vec::new());
        }
    }

    fn put(&mut self, character: char) {
        if self.column == self.columns {
            if self.wraps {
                self.column = 0;
                self.go_down();
            } else {
                self.column -= 1; // the last column gets the latest character
            }
        }
        let row = &mut self.rows[self.row];
        row.resize(row.len().max(self.column + 1), ' ');
        row[self.column] = character;
        self.column += 1;
    }

    /// Does what this control sequence says, and returns what follows it.
    fn obey<'a>(&mut self, sequence: &'a str) -> &'a str {
        let body = sequence.strip_prefix('[').expect("our programs use no other sequences");
        let end = body.find(|c: char| c.is_ascii_alphabetic()).expect("a sequence ends with a letter");
        let (parameter, command) = (&body[..end], &body[end..=end]);
        match (parameter, command) {
            ("?7", "l") => self.wraps = false,
            ("?7", "h") => self.wraps = true,
            ("2", "K") => self.rows[self.row].clear(),
            ("", "J") => {
                self.rows[self.row].truncate(self.column);
                self.rows.truncate(self.row + 1);
            }
            (lines, "F") => {
                self.row -= lines.parse::<usize>().expect("it says how many lines");
                self.column = 0;
            }
            (_, "m") => {} // a colour
            _ => panic!("this screen does not know \\x1b[{parameter}{command}"),
        }
        &body[end + 1..]
    }
}
