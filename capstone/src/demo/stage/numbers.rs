//! The numbers in the JSON that our own commands print, each with its path: `steps.3.rejected`.
//!
//! It reads objects, lists, numbers, truth values and null, which is all that they print.

use std::iter::Peekable;
use std::str::Chars;

/// Numbers by path; true is 1 and false is 0.
#[derive(Debug, Default)]
pub(super) struct Numbers(Vec<(String, f64)>);

impl Numbers {
    /// None if the text is no such JSON.
    pub(super) fn parse(json: &str) -> Option<Self> {
        let (mut numbers, mut rest) = (Self::default(), json.trim().chars().peekable());
        numbers.value(&mut rest, "")?;
        rest.next().is_none().then_some(numbers)
    }

    pub(super) fn get(&self, path: &str) -> Option<f64> {
        self.0.iter().find(|(found, _)| found == path).map(|(_, number)| *number)
    }

    fn value(&mut self, rest: &mut Peekable<Chars<'_>>, path: &str) -> Option<()> {
        match rest.peek()? {
            '{' => self.items(rest, path, '}'),
            '[' => self.items(rest, path, ']'),
            _ => {
                let word = take_while(rest, |c| c.is_ascii_alphanumeric() || "+-.".contains(c));
                let number = match word.as_str() {
                    "null" => return Some(()),
                    "true" => 1.0,
                    "false" => 0.0,
                    number => number.parse().ok()?,
                };
                self.0.push((path.to_owned(), number));
                Some(())
            }
        }
    }

    /// The items of an object, by name, or of a list, by number.
    fn items(&mut self, rest: &mut Peekable<Chars<'_>>, path: &str, end: char) -> Option<()> {
        rest.next();
        for number in 0.. {
            take_while(rest, |c| c.is_whitespace() || c == ',');
            if rest.next_if_eq(&end).is_some() {
                return Some(());
            }
            let name = if end == '}' { name(rest)? } else { number.to_string() };
            let path = if path.is_empty() { name } else { format!("{path}.{name}") };
            self.value(rest, &path)?;
        }
        None
    }
}

fn name(rest: &mut Peekable<Chars<'_>>) -> Option<String> {
    rest.next_if_eq(&'"')?;
    let name = take_while(rest, |c| c != '"');
    rest.next();
    take_while(rest, |c| c.is_whitespace() || c == ':');
    Some(name)
}

fn take_while(rest: &mut Peekable<Chars<'_>>, wanted: impl Fn(char) -> bool) -> String {
    std::iter::from_fn(|| rest.next_if(|c| wanted(*c))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_number_has_its_path() {
        let json = r#"{"ok": 5, "latency_us": {"p50": 1.5, "mean": null}, "steps": [{"n": 1}, {"n": -2}], "valid": true}"#;
        let numbers = Numbers::parse(json).unwrap();
        let found = ["ok", "latency_us.p50", "latency_us.mean", "steps.1.n", "valid"];
        let expected = [Some(5.0), Some(1.5), None, Some(-2.0), Some(1.0)];
        assert_eq!(found.map(|path| numbers.get(path)), expected);
    }

    #[test]
    fn what_is_no_json_gives_nothing() {
        for text in ["", "{", r#"{"a": }"#, "5 6", "error"] {
            assert!(Numbers::parse(text).is_none(), "{text}");
        }
    }
}
