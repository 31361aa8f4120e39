//! The drawing as text: a column for each thread.

use super::{Step, Steps};

impl Steps {
    /// The drawing, line by line; nothing if no thread has told anything.
    pub(crate) fn drawing(&self) -> Vec<String> {
        let drawn = self.drawn();
        if drawn.is_empty() {
            return Vec::new();
        }
        let names = self.names(&drawn);
        let head: Vec<&str> = names.iter().map(String::as_str).chain(self.titles.iter().copied()).collect();
        let rows: Vec<Vec<&str>> = (0..self.last.len()).map(|row| self.cells(row, &drawn)).collect();
        let widths: Vec<usize> = (0..head.len())
            .map(|column| {
                rows.iter().chain([&head]).map(|row| row[column].chars().count()).max().unwrap_or_default()
            })
            .collect();
        let line = |cells: &Vec<&str>| {
            let cells = cells.iter().zip(&widths).map(|(cell, width)| format!("{cell:<width$}"));
            cells.collect::<Vec<_>>().join("  ").trim_end().to_owned()
        };
        let mut lines = vec![String::new(), line(&head)];
        if self.earlier > 0 {
            lines.push(format!("... {} steps ...", self.earlier));
        }
        lines.extend(rows.iter().map(line));
        lines.extend(self.ending());
        lines
    }

    /// The words of a step, in its thread's column, and the values that it has changed; in the first row, all.
    fn cells(&self, row: usize, drawn: &[usize]) -> Vec<&str> {
        let Step { id, words, shared, .. } = &self.last[row];
        let before = row.checked_sub(1).map(|row| &self.last[row].shared);
        let value = |column: usize| {
            let value = shared.get(column).map_or("", String::as_str);
            let is_as_before = before.is_some_and(|before| before.get(column).is_some_and(|it| it == value));
            if is_as_before { "" } else { value }
        };
        let threads = drawn.iter().map(|column| if column == id { words.as_str() } else { "" });
        threads.chain((0..self.titles.len()).map(value)).collect()
    }

    /// Those that have a step among the last ones, or something to say at the end.
    pub(super) fn drawn(&self) -> Vec<usize> {
        let has_step = |id: &usize| self.last.iter().any(|step| step.id == *id);
        self.threads.keys().copied().filter(|id| has_step(id) || self.is_at_something(*id)).collect()
    }

    /// Names that two threads have are numbered.
    pub(super) fn names(&self, drawn: &[usize]) -> Vec<String> {
        let name = |id: &usize| self.threads[id].name.as_str();
        let twins = |id: &usize| drawn.iter().filter(|other| name(other) == name(id)).count();
        let before =
            |id: &usize| drawn.iter().filter(|other| name(other) == name(id) && *other <= id).count();
        drawn
            .iter()
            .map(
                |id| {
                    if twins(id) > 1 { format!("{} ({})", name(id), before(id)) } else { name(id).to_owned() }
                },
            )
            .collect()
    }
}
