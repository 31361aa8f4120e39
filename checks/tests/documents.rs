//! The texts hang together: what they point at is there, and the syllabus says what the lessons say.

#[path = "documents/beside.rs"]
mod beside;
#[path = "documents/container.rs"]
mod container;
#[path = "documents/days.rs"]
mod days;
#[path = "documents/fault_table.rs"]
mod fault_table;
#[path = "documents/lesson.rs"]
mod lesson;
#[path = "documents/links.rs"]
mod links;
#[path = "documents/map.rs"]
mod map;
#[path = "documents/places.rs"]
mod places;
#[path = "documents/quizzes.rs"]
mod quizzes;
#[path = "documents/words.rs"]
mod words;

use checks::workspace_root;
use lesson::lessons;
use std::fs;

#[test]
fn every_link_to_a_file_leads_to_one() {
    let broken: Vec<String> = links::texts().iter().flat_map(|text| links::broken(text)).collect();
    assert!(broken.is_empty(), "links that lead nowhere:\n  {}", broken.join("\n  "));
}

#[test]
fn the_syllabus_has_a_row_for_every_lesson() {
    let syllabus = fs::read_to_string(workspace_root().join("syllabus.md")).expect("there is a syllabus");
    let rows: Vec<&str> =
        syllabus.lines().filter(|line| line.starts_with("| ") && line.contains("lessons/")).collect();
    let lessons = lessons();
    assert_eq!(rows.len(), lessons.len(), "lessons and rows of the syllabus differ in number");
    for (row, lesson) in rows.iter().zip(&lessons) {
        let cells: Vec<&str> = row.trim_matches('|').split('|').map(str::trim).collect();
        let link = format!("[{}](lessons/{}/README.md)", lesson.title, lesson.slug);
        let (number, minutes) = (lesson.number.to_string(), lesson.minutes.to_string());
        let expected = [number.as_str(), &lesson.day, &link, &minutes];
        let found = [cells[0], cells[1], cells[2], cells[5]];
        assert_eq!(
            found, expected,
            "the syllabus does not say what lessons/{}/lesson.toml says",
            lesson.slug
        );
    }
}

#[test]
fn the_table_of_days_says_when_each_lesson_comes_and_how_long_a_day_is() {
    let (lessons, days) = (lessons(), days::days());
    for lesson in &lessons {
        let on: Vec<&str> = days
            .iter()
            .filter(|day| day.lessons.contains(&lesson.number))
            .map(|day| day.name.as_str())
            .collect();
        assert_eq!(
            on,
            [lesson.day.as_str()],
            "the syllabus's table of days has lesson {} on another day than its lesson.toml",
            lesson.number
        );
    }
    for day in days {
        let expected = day.times_of(&lessons);
        assert_eq!(day.times, expected, "the hours of {} are not those of its lessons", day.name);
    }
}

#[test]
fn a_text_names_a_lesson_and_not_the_day_before_or_after() {
    let weekdays = days::days().into_iter().map(|day| day.name);
    let words: Vec<String> =
        ["yesterday", "tomorrow", "this morning"].map(str::to_owned).into_iter().chain(weekdays).collect();
    for lesson in lessons() {
        let path = workspace_root().join("lessons").join(&lesson.slug).join("README.md");
        let text = fs::read_to_string(&path).expect("a lesson has a README.md").to_lowercase();
        for word in words.iter().filter(|word| **word != lesson.day) {
            assert!(
                !text.contains(&word.to_lowercase()),
                "{} says {word:?}: name the lesson instead, for days move and readers have their own",
                path.display()
            );
        }
    }
}

#[test]
fn every_lesson_has_the_same_sections_in_the_same_order() {
    let sections = [
        "Goal",
        "Why",
        "Concept",
        "Build it",
        "Run it",
        "Check it",
        "Break it",
        "Hints",
        "Questions",
        "Further reading",
    ];
    for lesson in lessons() {
        let path = workspace_root().join("lessons").join(&lesson.slug).join("README.md");
        let text = fs::read_to_string(&path).expect("a lesson has a README.md");
        let found: Vec<&str> = text.lines().filter_map(|line| line.strip_prefix("## ")).collect();
        assert_eq!(found, sections, "{}", path.display());
        let first = format!("# Lesson {}: ", lesson.number);
        assert!(text.starts_with(&first), "{} does not begin with {first:?}", path.display());
    }
}
