//! The table of days in the syllabus, which is the one plan of the week: what the lessons say has to fit it.

use crate::lesson::Lesson;
use checks::workspace_root;
use std::fs;
use std::ops::RangeInclusive;

/// One row of the table.
pub(crate) struct Day {
    pub(crate) name: String,
    pub(crate) lessons: RangeInclusive<u32>,
    /// `to read` and `to build`, as they stand in the table.
    pub(crate) times: [String; 2],
}

/// Building takes at least this many times as long as reading.
const BUILDING: [u32; 2] = [2, 3];

/// The table's rows.
pub(crate) fn days() -> Vec<Day> {
    let syllabus = fs::read_to_string(workspace_root().join("syllabus.md")).expect("there is a syllabus");
    let table = syllabus.split("## The days").nth(1).and_then(|rest| rest.split("## ").next());
    let rows = table.expect("the syllabus has a section on the days").lines();
    rows.filter(|line| line.starts_with("| ")).skip(1).map(Day::parse).collect()
}

impl Day {
    fn parse(row: &str) -> Self {
        let cells: Vec<&str> = row.trim_matches('|').split('|').map(str::trim).collect();
        let [name, lessons, _, to_read, to_build] = cells[..] else { panic!("five cells, not {row:?}") };
        let numbers: Vec<u32> = lessons.split_whitespace().filter_map(|word| word.parse().ok()).collect();
        let (Some(first), Some(last)) = (numbers.first(), numbers.last()) else {
            panic!("no lessons: {row:?}")
        };
        Self {
            name: name.to_owned(),
            lessons: *first..=*last,
            times: [to_read.to_owned(), to_build.to_owned()],
        }
    }

    /// What `times` has to be, by the minutes of the day's lessons.
    pub(crate) fn times_of(&self, lessons: &[Lesson]) -> [String; 2] {
        let of_the_day = lessons.iter().filter(|lesson| self.lessons.contains(&lesson.number));
        let minutes: u32 = of_the_day.map(|lesson| lesson.minutes).sum();
        let [least, most] = BUILDING.map(|factor| hours(factor * minutes));
        [hours(minutes), format!("{least} to {most}")]
    }
}

fn hours(minutes: u32) -> String {
    format!("{}:{:02}", minutes / 60, minutes % 60)
}
