//! One entry of the log and the one line it becomes.
//!
//! Clients choose what some messages say, so a message may hold anything: a forged second entry, a terminal's
//! escape sequences. Invariant: an entry is one line whatever it says, a line is at most one entry, and each
//! can be had back from the other exactly.

use super::{Level, Timestamp};
use std::borrow::Cow;
use std::fmt::{self, Write};

/// One entry of the log. [`Display`](fmt::Display) gives its line, without the newline.
///
/// ```
/// use capstone::observe::{Entry, Level};
///
/// let line = "2026-11-23T02:35:00.123Z\tINFO\tclient\t42\tfirst\\nsecond";
/// let entry = Entry::parse(line).unwrap();
/// assert_eq!((entry.level, entry.request_id), (Level::Info, Some(42)));
/// assert_eq!(entry.message, "first\nsecond");
/// assert_eq!(entry.to_string(), line);
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry<'a> {
    /// When it was written, by the wall clock. That may jump: entries stand in the order they were made, not
    /// in this.
    pub time: Timestamp,
    /// How much it matters.
    pub level: Level,
    /// Which part of the server speaks, such as `net.accept`. Not empty, and without control characters.
    pub component: &'a str,
    /// The request it is about, if there is one.
    pub request_id: Option<u64>,
    /// What happened; any text at all.
    pub message: Cow<'a, str>,
}

impl<'a> Entry<'a> {
    /// Reads a line, given without its newline. `None` unless it is, to the byte, what an entry's `Display`
    /// writes.
    pub fn parse(line: &'a str) -> Option<Self> {
        let mut fields = line.splitn(5, '\t');
        Some(Self {
            time: parse_time(fields.next()?)?,
            level: parse_level(fields.next()?)?,
            component: fields.next().filter(|name| !name.is_empty() && !name.contains(char::is_control))?,
            request_id: parse_id(fields.next()?)?,
            message: unescape(fields.next()?)?,
        })
    }
}

impl fmt::Display for Entry<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let message = format_args!("{}", self.message);
        write_line(f, self.time, self.level, self.component, self.request_id, message)
    }
}

/// Writes an entry's line, without the newline, from its parts: the logger has no use for an entry in
/// between.
pub(super) fn write_line(
    out: &mut impl Write,
    time: Timestamp,
    level: Level,
    component: &str,
    request_id: Option<u64>,
    message: fmt::Arguments<'_>,
) -> fmt::Result {
    // One `write!` for the four fields would be shorter, and half as fast.
    out.write_str(std::str::from_utf8(&time.text()).map_err(|_| fmt::Error)?)?;
    for field in ["\t", level.as_str(), "\t", component, "\t"] {
        out.write_str(field)?;
    }
    match request_id {
        Some(id) => write!(out, "{id}\t")?,
        None => out.write_str("-\t")?,
    }
    Escape(out).write_fmt(message)
}

/// What has an escape of two characters. The other control characters are written `\u{1b}`.
const SHORT: [(char, &str); 4] = [('\t', "\\t"), ('\n', "\\n"), ('\r', "\\r"), ('\\', "\\\\")];

/// Passes text on, with whatever could end a line, or command a terminal, spelt out.
struct Escape<'a, W>(&'a mut W);

impl<W: Write> Write for Escape<'_, W> {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        // Nearly every text is plain. This look at its bytes, which compiles to a few vector instructions,
        // spares it the one at its characters. In UTF-8, C1 is 0xC2 and another byte.
        if text
            .bytes()
            .fold(true, |plain, byte| plain & !(byte < b' ' || matches!(byte, b'\\' | 0x7F | 0xC2)))
        {
            return self.0.write_str(text);
        }
        let mut passed = 0;
        for (at, special) in text.char_indices().filter(|(_, char)| is_special(*char)) {
            self.0.write_str(&text[passed..at])?;
            passed = at + special.len_utf8();
            match SHORT.iter().find(|(char, _)| *char == special) {
                Some((_, escape)) => self.0.write_str(escape)?,
                None => write!(self.0, "\\u{{{:02x}}}", u32::from(special))?,
            }
        }
        self.0.write_str(&text[passed..])
    }
}

/// `is_control` is Unicode's category Cc: C0 (up to U+001F), DEL and C1 (U+0080 to U+009F), and nothing else.
fn is_special(char: char) -> bool {
    char == '\\' || char.is_control()
}

/// What [`Escape`] was given, if this is what it made of it.
fn unescape(text: &str) -> Option<Cow<'_, str>> {
    if text.contains(char::is_control) {
        return None;
    }
    if !text.contains('\\') {
        return Some(Cow::Borrowed(text));
    }
    let (mut message, mut rest) = (String::with_capacity(text.len()), text);
    while let Some(at) = rest.find('\\') {
        message.push_str(&rest[..at]);
        let (special, after) = read_escape(&rest[at..])?;
        message.push(special);
        rest = after;
    }
    message.push_str(rest);
    Some(Cow::Owned(message))
}

/// The character that the escape at the start of `text` stands for, and what follows it.
fn read_escape(text: &str) -> Option<(char, &str)> {
    let short = SHORT.iter().find_map(|(char, escape)| Some((*char, text.strip_prefix(escape)?)));
    short.or_else(|| {
        let (digits, after) = text.strip_prefix("\\u{")?.split_at_checked(2)?;
        let special = char::from(u8::from_str_radix(digits, 16).ok()?);
        let written_so = special.is_control()
            && !SHORT.iter().any(|(char, _)| *char == special)
            && digits.bytes().all(|digit| matches!(digit, b'0'..=b'9' | b'a'..=b'f'));
        Some((special, after.strip_prefix('}').filter(|_| written_so)?))
    })
}

/// The times that the log holds are a part of those that RFC 3339 allows.
fn parse_time(field: &str) -> Option<Timestamp> {
    let time: Timestamp = field.parse().ok()?;
    (time.text() == *field.as_bytes()).then_some(time)
}

fn parse_level(field: &str) -> Option<Level> {
    Level::ALL.into_iter().find(|level| level.as_str() == field)
}

fn parse_id(field: &str) -> Option<Option<u64>> {
    let number = field == "0" || field.starts_with(|first| matches!(first, '1'..='9'));
    match field {
        "-" => Some(None),
        _ => field.parse().ok().filter(|_| number).map(Some),
    }
}
