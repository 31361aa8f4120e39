//! JSON for other programs: objects of numbers, truth values, objects and lists. It has no text to escape.

use std::fmt::Write;

/// An object under construction. Its fields keep their order.
#[derive(Debug, Default)]
pub(super) struct Object(String);

impl Object {
    pub(super) fn count(self, name: &str, value: u64) -> Self {
        self.field(name, format_args!("{value}"))
    }

    /// A number with so many decimals; null if it is none.
    pub(super) fn number(self, name: &str, value: f64, decimals: usize) -> Self {
        if value.is_finite() {
            self.field(name, format_args!("{value:.decimals$}"))
        } else {
            self.field(name, format_args!("null"))
        }
    }

    pub(super) fn flag(self, name: &str, value: bool) -> Self {
        self.field(name, format_args!("{value}"))
    }

    /// With the mark of a run that was interrupted. A whole run has no such field.
    pub(super) fn interrupted(self, interrupted: bool) -> Self {
        if interrupted { self.flag("interrupted", true) } else { self }
    }

    pub(super) fn object(self, name: &str, value: Object) -> Self {
        self.field(name, format_args!("{}", value.finish()))
    }

    pub(super) fn list(self, name: &str, items: impl Iterator<Item = Object>) -> Self {
        let items: Vec<String> = items.map(Object::finish).collect();
        self.field(name, format_args!("[{}]", items.join(", ")))
    }

    pub(super) fn finish(self) -> String {
        format!("{{{}}}", self.0)
    }

    fn field(mut self, name: &str, value: std::fmt::Arguments<'_>) -> Self {
        let comma = if self.0.is_empty() { "" } else { ", " };
        // Writing to a String cannot fail.
        let _ = write!(self.0, "{comma}\"{name}\": {value}");
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_object_is_json() {
        let inner = Object::default().number("p50", 1.25, 1).number("mean", f64::NAN, 1);
        let text = Object::default().count("ok", 5).flag("valid", true).object("latency_us", inner).finish();
        assert_eq!(text, r#"{"ok": 5, "valid": true, "latency_us": {"p50": 1.2, "mean": null}}"#);
        let items = [1, 2].map(|count| Object::default().count("n", count));
        assert_eq!(Object::default().list("l", items.into_iter()).finish(), r#"{"l": [{"n": 1}, {"n": 2}]}"#);
        assert_eq!(Object::default().finish(), "{}");
    }
}
