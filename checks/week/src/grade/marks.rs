//! The marks of a submission: a point for each claim that holds, and one for each model.

use crate::lesson::Lesson;
use serde::Serialize;

/// All lessons.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Marks {
    pub(crate) lessons: Vec<LessonMarks>,
    /// What the instructor should know of how it was judged.
    pub(crate) notes: Vec<String>,
    pub(crate) seconds: u64,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct LessonMarks {
    pub(crate) number: u32,
    pub(crate) title: String,
    pub(crate) cases: Vec<Mark>,
    /// What is to be said of the lesson as a whole.
    pub(crate) notes: Vec<String>,
}

/// The mark of one claim, or of one model.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct Mark {
    /// What must hold.
    pub(crate) words: String,
    /// Nothing, if it holds; else why not.
    pub(crate) problem: Option<String>,
}

impl Marks {
    pub(crate) fn points(&self) -> usize {
        self.lessons.iter().map(LessonMarks::points).sum()
    }

    pub(crate) fn most(&self) -> usize {
        self.lessons.iter().map(|lesson| lesson.cases.len()).sum()
    }
}

impl LessonMarks {
    pub(super) fn of(lesson: &Lesson) -> Self {
        let Lesson { number, title, .. } = lesson;
        Self { number: *number, title: title.clone(), cases: Vec::new(), notes: Vec::new() }
    }

    pub(crate) fn points(&self) -> usize {
        self.cases.iter().filter(|case| case.problem.is_none()).count()
    }

    pub(crate) fn is_full(&self) -> bool {
        self.points() == self.cases.len()
    }
}
