//! Pages that only the book has: pictures to explore, and for a lesson that has some a page of scenes, and one of the
//! schedules in which the reader's own code fails.

use crate::failed;
use crate::layout::Layout;
use anyhow::{Context, Result};
use serde_json::Value;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use week::lesson::Lesson;

/// Where the recorded scenes are.
pub(crate) const GRAPHS: &str = "lessons/book/graphs";

/// Where the pages of pictures are. Each begins with the number of its lesson.
const PICTURES: &str = "lessons/book/pages";

/// A page that belongs to a lesson: its title, and where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Extra {
    pub(crate) title: String,
    pub(crate) path: PathBuf,
}

/// The pages of a lesson that only the book has.
pub(crate) fn extras(root: &Path, lesson: &Lesson) -> Result<Vec<Extra>> {
    let mut extras = Vec::new();
    let prefix = format!("{:02}-", lesson.number);
    if names(root, GRAPHS)?.iter().any(|name| name.starts_with(&prefix)) {
        let path = format!("lessons/{}/scheduler.md", lesson.slug).into();
        extras.push(Extra { title: "Be the scheduler".to_owned(), path });
    }
    if !failed::of_lesson(root, lesson)?.is_empty() {
        extras.push(Extra { title: "My failing schedule".to_owned(), path: path_of_failed(lesson) });
    }
    for name in names(root, PICTURES)?.iter().filter(|name| name.starts_with(&prefix)) {
        let path = Path::new(PICTURES).join(name);
        let text = fs::read_to_string(root.join(&path))?;
        let title = text.lines().next().unwrap_or_default().trim_start_matches("# ").to_owned();
        extras.push(Extra { title, path });
    }
    Ok(extras)
}

fn path_of_failed(lesson: &Lesson) -> PathBuf {
    format!("lessons/{}/failing.md", lesson.slug).into()
}

fn names(root: &Path, folder: &str) -> Result<Vec<String>> {
    let entries = fs::read_dir(root.join(folder)).with_context(|| format!("{folder} cannot be read"))?;
    let mut names: Vec<String> =
        entries.flatten().map(|entry| entry.file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    Ok(names)
}

/// Makes those that are made of recorded scenes and schedules.
pub(crate) fn add_to(root: &Path, lessons: &[Lesson], layout: &mut Layout) -> Result<()> {
    for (lesson, graphs) in graphs(root)? {
        let lesson =
            lessons.iter().find(|it| u64::from(it.number) == lesson).context("a scene is of no lesson")?;
        let page = page(lesson, &graphs) + &scripts(graphs, layout);
        layout.pages.insert(format!("lessons/{}/scheduler.md", lesson.slug).into(), page);
    }
    for lesson in lessons {
        let all = failed::of_lesson(root, lesson)?;
        let graphs = all.iter().map(|failed| (failed.name() + ".wrong", failed.graph())).collect();
        let page = failed::page(root, lesson, &all) + &scripts(graphs, layout);
        layout.pages.extend((!all.is_empty()).then(|| (path_of_failed(lesson), page)));
    }
    Ok(())
}

/// What loads the graphs, at the end of their page.
fn scripts(graphs: BTreeMap<String, Value>, layout: &mut Layout) -> String {
    let mut tags = String::from("\n");
    for (name, graph) in graphs {
        tags += &format!("<script src=\"../../scenes/{name}.js\"></script>\n");
        let script =
            format!("window.scenes = window.scenes || {{}};\nwindow.scenes[\"{name}\"] = {graph};\n");
        layout.scripts.insert(format!("scenes/{name}.js").into(), script);
    }
    tags
}

/// The graphs by their lessons, each with the name of its file.
fn graphs(root: &Path) -> Result<BTreeMap<u64, BTreeMap<String, Value>>> {
    let mut graphs: BTreeMap<u64, BTreeMap<String, Value>> = BTreeMap::new();
    for entry in fs::read_dir(root.join(GRAPHS))? {
        let path = entry?.path();
        let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        let graph: Value =
            serde_json::from_str(&fs::read_to_string(&path)?).with_context(|| path.display().to_string())?;
        let lesson =
            graph["lesson"].as_u64().with_context(|| format!("{} names no lesson", path.display()))?;
        graphs.entry(lesson).or_default().insert(name, graph);
    }
    Ok(graphs)
}

fn page(lesson: &Lesson, graphs: &BTreeMap<String, Value>) -> String {
    let scene = |graph: &Value| {
        let words = |key: &str| graph[key].as_str().unwrap_or_default().to_owned();
        format!(
            "## {}\n\n{} **{}**\n\n<div class=\"scene panel\" data-scene=\"{}\"></div>\n",
            words("title"),
            words("story"),
            words("task"),
            words("name")
        )
    };
    let scenes: Vec<String> = graphs.values().filter(|graph| graph["wrong"] == true).map(scene).collect();
    format!(
        "# Be the scheduler: lesson {}\n\nYou choose which thread takes its next step: with its button, or with the keys 1, 2, 3 \
         when the scene has the focus. In the wrong version, make it happen. Then try the same in the right one.\n\nThe steps \
         are those of the code of [lesson {}](README.md), run under a schedule explorer in every order. A thread goes on to \
         its next lock, wait or notification, and what lies in between happens at once.\n\n{}",
        lesson.number,
        lesson.number,
        scenes.join("\n")
    )
}
