//! The recorded scenes: that they are those of today's code, and that each can be broken in its wrong version alone.

use serde_json::Value;
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).ancestors().nth(2).expect("the crate is two folders deep")
}

fn graphs() -> Vec<(String, String)> {
    graphs_in(&root().join("lessons/book/graphs"))
}

/// The graphs in a folder, each with the name of its file.
fn graphs_in(folder: &Path) -> Vec<(String, String)> {
    let mut files: Vec<PathBuf> =
        fs::read_dir(folder).expect("there are graphs").flatten().map(|entry| entry.path()).collect();
    files.sort();
    let read = |file: &PathBuf| {
        let name = file.file_name().unwrap_or_default().to_string_lossy().into_owned();
        (name, fs::read_to_string(file).expect("a graph can be read"))
    };
    files.iter().map(read).collect()
}

/// The points that can be reached, and of these the bad ones.
fn reached(graph: &Value) -> (BTreeSet<u64>, BTreeSet<u64>) {
    let (mut reached, mut bad, mut todo) = (BTreeSet::new(), BTreeSet::new(), vec![0]);
    while let Some(point) = todo.pop() {
        if !reached.insert(point) {
            continue;
        }
        let row = &graph["points"][usize::try_from(point).expect("it is a place in a list")];
        if row[2] != 0 {
            bad.insert(point);
        }
        let ways = row[4].as_array().expect("a point has a list of ways");
        todo.extend(ways.chunks(2).map(|way| way[1].as_u64().expect("a way leads to a point")));
    }
    (reached, bad)
}

#[test]
fn every_scene_can_be_broken_in_its_wrong_version_and_by_no_way_in_its_right_one() {
    let graphs: Vec<(String, Value)> = graphs()
        .into_iter()
        .map(|(name, words)| (name, serde_json::from_str(&words).expect("a graph is JSON")))
        .collect();
    for (name, graph) in &graphs {
        let (reached, bad) = reached(graph);
        assert_eq!(reached.len(), graph["points"].as_array().expect("it has points").len(), "{name}");
        assert_eq!(bad.is_empty(), graph["wrong"] == false, "{name} has {} bad points", bad.len());
    }
    let versions = |wrong: bool| -> BTreeSet<&str> {
        let of = graphs.iter().filter(|(_, graph)| graph["wrong"] == wrong);
        of.filter_map(|(_, graph)| graph["name"].as_str()).collect()
    };
    assert_eq!(versions(true), versions(false), "a scene has only one version");
    assert!(versions(true).len() >= 12, "there are only {} scenes", versions(true).len());
    let lessons: BTreeSet<u64> = graphs.iter().filter_map(|(_, graph)| graph["lesson"].as_u64()).collect();
    assert!((1..=7).all(|lesson| lessons.contains(&lesson)), "only lessons {lessons:?} have scenes");
}

#[test]
fn the_recorded_scenes_are_those_of_todays_code() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("graphs");
    let _ = fs::remove_dir_all(&folder);
    book::record::record(root(), &root().join("target/book/scenes"), &folder)
        .expect("the scenes can be recorded");
    let (recorded, today) = (graphs(), graphs_in(&folder));
    let names = |graphs: &[(String, String)]| graphs.iter().map(|(name, _)| name.clone()).collect::<Vec<_>>();
    let again = "record them anew: cargo run --manifest-path lessons/book/Cargo.toml --target-dir target/book/build --bin scenes";
    assert_eq!(names(&recorded), names(&today), "{again}");
    for ((name, recorded), (_, today)) in recorded.iter().zip(&today) {
        assert!(recorded == today, "{name} is no longer what the code does; {again}");
    }
}
