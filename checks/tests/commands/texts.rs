//! The commands that the texts show: behind `$ ` in a fenced block, or `cargo ...` in the running text.

use checks::workspace_root;
use regex_lite::Regex;
use std::fs;
use std::sync::LazyLock;

/// A command, and where it stands.
#[derive(Debug, Clone)]
pub(crate) struct Shown {
    /// The text's path from the workspace's root.
    pub(crate) text: String,
    pub(crate) line: usize,
    pub(crate) command: String,
    /// What the text shows below it, up to the next command or the end of the block.
    pub(crate) output: String,
    /// Whether the block is marked `console`: then its output is a promise, line for line.
    pub(crate) promised: bool,
}

/// A text like a lesson's, and none of them.
const APPENDIX: &str = "lessons/after-the-week/README.md";

/// Every command of every text that a learner reads. `lessonNN` stands for each lesson.
pub(crate) fn commands() -> Vec<Shown> {
    let all = texts().into_iter().flat_map(|text| {
        let content = fs::read_to_string(workspace_root().join(&text))
            .unwrap_or_else(|error| panic!("{text} could not be read: {error}"));
        commands_in(&text, &content)
    });
    all.flat_map(each_lesson).collect()
}

/// The README.md of each lesson, in order.
fn lesson_texts() -> Vec<String> {
    let root = workspace_root();
    let folders = fs::read_dir(root.join("lessons")).expect("there is a folder of lessons").flatten();
    let is_lesson = |folder: &String| root.join("lessons").join(folder).join("lesson.toml").exists();
    let names = folders.map(|folder| folder.file_name().to_string_lossy().into_owned()).filter(is_lesson);
    let mut texts: Vec<String> = names.map(|name| format!("lessons/{name}/README.md")).collect();
    texts.sort();
    assert!(!texts.is_empty(), "there are no lessons");
    texts
}

fn texts() -> Vec<String> {
    let mut texts = lesson_texts();
    let beside = |text: &String| {
        ["hints.md", "answers.md", "reference.md"].map(|name| text.replace("README.md", name))
    };
    texts.extend(texts.iter().flat_map(beside).collect::<Vec<_>>());
    let others =
        ["README.md", "syllabus.md", "capstone/README.md", "capstone/PROTOCOL.md", "benchmarks/README.md"];
    texts.extend(others.into_iter().chain([APPENDIX]).map(str::to_owned));
    texts
}

pub(crate) fn commands_in(text: &str, content: &str) -> Vec<Shown> {
    let mut found: Vec<Shown> = Vec::new();
    let mut add = |line, command: &str, promised| {
        // What a shell takes for a comment is one.
        let command = command.split("    #").next().unwrap_or_default().trim().to_owned();
        found.push(Shown { text: text.to_owned(), line, command, output: String::new(), promised });
        found.len() - 1
    };
    let (mut outputs, mut block, mut last) = (Vec::new(), None, None);
    let mut prose = String::new(); // the text with its blocks blanked: the lines keep their numbers
    for (number, line) in content.lines().enumerate() {
        if let Some(info) = line.strip_prefix("```") {
            block = if block.is_none() { Some(info.starts_with("console")) } else { None };
            last = None;
        } else if let Some(promised) = block {
            match line.strip_prefix("$ ") {
                Some(command) => last = Some(add(number + 1, command, promised)),
                None => outputs.extend(last.map(|last| (last, line))),
            }
        } else {
            prose.push_str(line);
        }
        prose.push('\n');
    }
    for (line, command) in in_prose(&prose) {
        add(line, &command, false);
    }
    for (index, line) in outputs {
        found[index].output.push_str(line);
        found[index].output.push('\n');
    }
    found
}

/// The commands in running text, which may be wrapped, each with its line.
fn in_prose(prose: &str) -> Vec<(usize, String)> {
    static CODE: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(r"`(cargo\s[^`]+)`").expect("it is a pattern"));
    let found = CODE.captures_iter(prose).filter_map(|found| found.get(1));
    let line_of = |start: usize| prose[..start].matches('\n').count() + 1;
    found.map(|code| (line_of(code.start()), code.as_str().replace('\n', " "))).collect()
}

fn each_lesson(shown: Shown) -> Vec<Shown> {
    if !shown.command.contains("lessonNN") {
        return vec![shown];
    }
    // Lessons 3 to 7 have models.
    let lessons = if shown.command.starts_with("cargo models") { 3..=7 } else { 1..=lesson_texts().len() };
    lessons
        .map(|number| {
            let command = shown.command.replace("lessonNN", &format!("lesson{number:02}"));
            Shown { command, ..shown.clone() }
        })
        .collect()
}
