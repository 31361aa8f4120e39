//! The evidence of the steps of a section: figures to judge, and lines to show.

use super::figure::Figure;

/// Figures by name, and lines for the reader, both in the order in which they came.
///
/// ```
/// use capstone::demo::{Evidence, Figure};
///
/// let evidence = Evidence::default().with("served", Figure::count(500));
/// assert_eq!(evidence.get("served"), Some(Figure::count(500)));
/// assert_eq!(evidence.get("lost"), None);
/// ```
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Evidence {
    /// The measured figures, by name.
    pub figures: Vec<(String, Figure)>,
    /// The lines to show.
    pub lines: Vec<String>,
}

impl Evidence {
    /// With this figure; a name that is there already gets the new value.
    pub fn with(mut self, name: impl Into<String>, figure: Figure) -> Self {
        self.set(name.into(), figure);
        self
    }

    /// With this line.
    pub fn line(mut self, line: impl Into<String>) -> Self {
        self.lines.push(line.into());
        self
    }

    /// The figure of this name.
    pub fn get(&self, name: &str) -> Option<Figure> {
        self.figures.iter().find(|(found, _)| found == name).map(|(_, figure)| *figure)
    }

    /// Adds the figures of a later step. Its lines are not kept: they were shown.
    pub fn add(&mut self, later: &Evidence) {
        for (name, figure) in &later.figures {
            self.set(name.clone(), *figure);
        }
    }

    fn set(&mut self, name: String, figure: Figure) {
        match self.figures.iter_mut().find(|(found, _)| *found == name) {
            Some((_, old)) => *old = figure,
            None => self.figures.push((name, figure)),
        }
    }
}
