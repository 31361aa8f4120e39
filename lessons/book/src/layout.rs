//! All pages of the book as texts, with every link led to one of them.
//!
//! A link to a source or a folder asks for a page that shows it; that page is made when the texts are done. A link to
//! something that is not there is an error: the book has no broken links.

use crate::contents::{Line, texts};
use crate::links::{Target, rewrite, target, way};
use crate::pages::{Extra, extras};
use crate::{front, pages, quiz, sources};
use anyhow::{Context, Result, bail};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use week::lesson::Lesson;
use week::quiz::questions;
use week::standing::standings;

/// The book before mdBook has it.
#[derive(Debug, Default)]
pub(crate) struct Layout {
    /// The table of contents.
    pub(crate) contents: Vec<Line>,
    /// Each page's text, by where it stands.
    pub(crate) pages: BTreeMap<PathBuf, String>,
    /// Pictures, which stand where they stand in the course.
    pub(crate) pictures: BTreeSet<PathBuf>,
    /// What pages load, by where it stands.
    pub(crate) scripts: BTreeMap<PathBuf, String>,
    /// Sources and folders that a page leads to.
    shown: BTreeSet<PathBuf>,
}

impl Layout {
    /// The book of the course in `root`.
    pub(crate) fn of(root: &Path) -> Result<Self> {
        let lessons = week::lesson::lessons(root)?;
        let mut layout = Self { contents: texts(root, &lessons)?, ..Self::default() };
        pages::add_to(root, &lessons, &mut layout)?;
        for path in layout.paths() {
            let text = match layout.pages.remove(&path) {
                Some(text) => text,
                None => text_at(root, &path, &lessons)?,
            };
            let text = layout.led(root, &path, &text).with_context(|| path.display().to_string())?;
            layout.pages.insert(path, text);
        }
        layout.show_built_files(&lessons);
        layout.show_sources(root)?;
        Ok(layout)
    }

    fn paths(&self) -> Vec<PathBuf> {
        let path = |line: &Line| match line {
            Line::Part(_) => None,
            Line::Page(_, _, path) => Some(path.clone()),
        };
        self.contents.iter().filter_map(path).collect()
    }

    fn led(&mut self, root: &Path, from: &Path, text: &str) -> Result<String> {
        let texts: BTreeSet<PathBuf> = self.paths().into_iter().collect();
        let (mut pictures, mut shown) = (BTreeSet::new(), BTreeSet::new());
        let mut in_code = BTreeSet::new();
        let led = rewrite(
            text,
            |link| {
                let (Target::Inside(path), place) = target(from, link) else { return Ok(None) };
                let page = if texts.contains(&path) {
                    path
                } else if texts.contains(&path.join("README.md")) {
                    path.join("README.md")
                } else if path.extension().is_some_and(|extension| extension == "svg") {
                    pictures.insert(path);
                    return Ok(None);
                } else if root.join(&path).exists() {
                    shown.insert(path.clone());
                    sources::page_of(&path)
                } else {
                    bail!("the link to {link} leads to nothing");
                };
                Ok(Some(way(from, &page) + &place))
            },
            |code| {
                let path = source_named(root, code)?;
                in_code.insert(path.clone());
                Some(way(from, &sources::page_of(&path)))
            },
        )?;
        self.pictures.extend(pictures);
        self.shown.extend(shown);
        self.shown.extend(in_code);
        Ok(led)
    }

    /// What a lesson builds has a page, whether or not a text leads there.
    fn show_built_files(&mut self, lessons: &[Lesson]) {
        self.shown.extend(lessons.iter().flat_map(Lesson::files).map(PathBuf::from));
    }

    fn show_sources(&mut self, root: &Path) -> Result<()> {
        let shown: Vec<PathBuf> = self.shown.iter().cloned().collect();
        let all = PathBuf::from("source/all.md");
        let line =
            |path: &PathBuf| format!("- [{}]({})\n", path.display(), way(&all, &sources::page_of(path)));
        let lines: String = shown.iter().map(line).collect();
        self.contents.push(Line::Page(0, "Sources".to_owned(), all.clone()));
        self.pages.insert(
            all,
            format!("# Sources\n\nThose that a text leads to, and those that a lesson builds.\n\n{lines}"),
        );
        for path in shown {
            let page = sources::page_of(&path);
            let text = if root.join(&path).is_dir() {
                sources::folder(&path, &self.entries(root, &path, &page)?)
            } else {
                sources::source(root, &path)?
            };
            self.contents.push(Line::Page(1, path.display().to_string(), page.clone()));
            self.pages.insert(page, text);
        }
        Ok(())
    }

    /// What is in a folder, each with its page if it has one.
    fn entries(&self, root: &Path, folder: &Path, from: &Path) -> Result<Vec<(String, Option<String>)>> {
        let texts: BTreeSet<PathBuf> = self.paths().into_iter().collect();
        let mut names: Vec<String> = fs::read_dir(root.join(folder))?
            .flatten()
            .map(|entry| entry.file_name().to_string_lossy().into_owned())
            .filter(|name| !name.starts_with('.') && name != "target")
            .collect();
        names.sort();
        let page = |name: &String| {
            let path = folder.join(name);
            let text = [path.clone(), path.join("README.md")].into_iter().find(|path| texts.contains(path));
            text.or_else(|| self.shown.contains(&path).then(|| sources::page_of(&path)))
        };
        Ok(names.iter().map(|name| (name.clone(), page(name).map(|page| way(from, &page)))).collect())
    }
}

/// A text of the course, with what the book adds to it.
fn text_at(root: &Path, path: &Path, lessons: &[Lesson]) -> Result<String> {
    let text = fs::read_to_string(root.join(path)).context("it cannot be read")?;
    if path == Path::new("syllabus.md") {
        return Ok(front::with_progress(&text, lessons, standings(root)?.as_deref()));
    }
    match lessons.iter().find(|lesson| path == Path::new(&lesson.text())) {
        Some(lesson) => {
            let text = with_extras(&text, &extras(root, lesson)?, path);
            quiz::with_quiz(&text, lesson.number, &questions(root, lesson)?)
        }
        None => Ok(text),
    }
}

/// The lesson's text with the way to its pictures and scenes before the functions are written.
fn with_extras(text: &str, extras: &[Extra], from: &Path) -> String {
    let line = |extra: &Extra| format!("- [{}]({})\n", extra.title, way(from, &extra.path));
    let lines: String = extras.iter().map(line).collect();
    match lines.is_empty() {
        true => text.to_owned(),
        false => text.replacen(
            "\n## Build it\n",
            &format!("\n**Try it** in this book:\n\n{lines}\n## Build it\n"),
            1,
        ),
    }
}

/// The source that a text means by a path in code type: from the root, or from the capstone's sources.
fn source_named(root: &Path, code: &str) -> Option<PathBuf> {
    let is_path =
        code.contains('/') && (code.ends_with(".rs") || code.ends_with(".toml")) && !code.contains(' ');
    let here = [PathBuf::from(code), Path::new("capstone/src").join(code)];
    here.into_iter().find(|path| is_path && path.is_relative() && root.join(path).is_file())
}
