//! `cargo week reset`: the blanks come back, and what was written is kept.
//!
//! A learner's file changes in the lesson's functions only. One that is not Rust any more, or lacks one of them, is
//! replaced: by the course's file with those functions of other lessons that can still be found.

use crate::clock;
use crate::lesson::Lesson;
use crate::place::Place;
use crate::progress::Progress;
use crate::record::FOLDER;
use crate::splice::{Problem, Source, indented, is_blank, transplant};
use crate::starter;
use crate::terminal::Terminal;
use crate::tree::{File, text_of};
use anyhow::Result;
use std::collections::BTreeSet;

/// A file that was reset.
struct Reset {
    new: String,
    /// What stood there.
    kept: String,
}

/// A function that a learner has written.
struct Written {
    name: String,
    words: String,
}

/// Puts the blanks of one lesson back, or of all that came blank.
pub(crate) fn reset(place: &Place, lesson: Option<u32>, terminal: Terminal) -> Result<()> {
    let at = place.must_be_a_copy()?.at;
    let course = place.course()?.tree;
    let lessons = course.lessons()?;
    let chosen: Vec<&Lesson> = match lesson {
        Some(_) => vec![place.lesson(&lessons, lesson)?],
        None => lessons.iter().filter(|lesson| lesson.number >= at).collect(),
    };
    let mut blanks = course.clone();
    for lesson in lessons.iter().filter(|lesson| lesson.number >= at || chosen.contains(lesson)) {
        starter::blank(&mut blanks, lesson)?;
    }
    let files: BTreeSet<&str> = chosen.iter().flat_map(|lesson| lesson.files()).collect();
    let mut resets = Vec::new();
    for file in files {
        let others: Vec<&Lesson> = lessons.iter().filter(|lesson| !chosen.contains(lesson)).collect();
        let (names, others) = (names_in(file, &chosen), names_in(file, &others));
        let old = text_of(&place.root.join(file))?.unwrap_or_default();
        resets.push((file, reset_file(file, &old, &names, &others, blanks.text(file)?)));
    }
    let kept: String = resets.iter().map(|(_, reset)| reset.kept.as_str()).collect();
    let told = keep(place, lesson, &kept)?; // before anything is overwritten
    for (file, reset) in resets {
        File { bytes: reset.new.into_bytes(), executable: false }.write(&place.root.join(file))?;
    }
    Progress::change(&place.root, |progress| chosen.iter().for_each(|lesson| progress.begin_again(lesson)))?;
    let name = lesson.map_or("all lessons".to_owned(), |number| format!("lesson {number}"));
    terminal.say(&format!("The blanks of {name} are back. {told}\n"));
    Ok(())
}

fn names_in<'l>(file: &str, lessons: &[&'l Lesson]) -> Vec<&'l str> {
    lessons.iter().flat_map(|lesson| lesson.names_in(file)).collect()
}

/// The learner's file with the blanks of `names`. If it must be replaced, the functions `others` stay if they are there.
fn reset_file(file: &str, old: &str, names: &[&str], others: &[&str], blank: &str) -> Reset {
    match reset_functions(old, names, blank) {
        Ok((new, written)) => {
            let kept =
                written.iter().map(|Written { name, words }| titled(&format!("{name}, {file}"), words));
            Reset { new, kept: kept.collect() }
        }
        Err(problem) => {
            let new = others.iter().fold(blank.to_owned(), |new, name| with(new, old, name));
            let kept = titled(&format!("{file}, all of it ({problem})"), old);
            Reset { new, kept: if old.is_empty() { String::new() } else { kept } }
        }
    }
}

/// The file with the blanks, and the functions that stood in their place.
fn reset_functions(old: &str, names: &[&str], blank: &str) -> Result<(String, Vec<Written>), Problem> {
    let (source, blanks) = (Source::parse(old)?, Source::parse(blank)?);
    let mut written = Vec::new();
    for name in names {
        if !is_blank(&source, name)? {
            written.push(Written { name: (*name).to_owned(), words: indented(&source, name)? });
        }
    }
    Ok((transplant(old, &blanks, names)?, written))
}

/// The file with this function as the old one has it, if that can be found there.
fn with(new: String, old: &str, name: &str) -> String {
    let found = Source::parse(old).and_then(|source| transplant(&new, &source, &[name]));
    found.unwrap_or(new)
}

fn titled(title: &str, words: &str) -> String {
    format!("// {title}\n{words}\n\n")
}

/// Writes what was taken out into a file; says which.
fn keep(place: &Place, lesson: Option<u32>, kept: &str) -> Result<String> {
    if kept.is_empty() {
        return Ok("Nothing was written there.".to_owned());
    }
    let name = lesson.map_or("all".to_owned(), |number| format!("lesson{number:02}"));
    let time: String = clock::now().to_string().chars().filter(char::is_ascii_digit).collect();
    let path = |more: &str| format!("{FOLDER}/kept/{name}-{time}{more}.rs");
    // Two resets in a second keep two files.
    let names = (1..).map(|number| path(&if number == 1 { String::new() } else { format!("-{number}") }));
    let path = names.into_iter().find(|path| !place.root.join(path).exists()).unwrap_or_default();
    File { bytes: kept.as_bytes().to_owned(), executable: false }.write(&place.root.join(&path))?;
    Ok(format!("What was written there is kept in {path}"))
}
