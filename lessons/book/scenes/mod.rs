//! Scenes: a few threads at work on the capstone's own code, walked through in every order in which they can run.
//!
//! This folder is no crate. `lessons/book/src/record.rs` compiles it into copies of the capstone's `threads/`: the right
//! one, and one for each mistake.

mod explorer;
mod graph;
mod lesson01;
mod lesson02;
mod lesson03;
mod lesson04;
mod lesson05;
mod lesson06;
mod lesson07;
mod run;
mod scene;
mod thread;

use scene::Scene;
use std::{env, fs};

fn all() -> Vec<Scene> {
    let mut all = lesson01::scenes();
    all.extend(lesson02::scenes());
    all.extend(lesson03::scenes());
    all.extend(lesson04::scenes());
    all.extend(lesson05::scenes());
    all.extend(lesson06::scenes());
    all.extend(lesson07::scenes());
    all
}

/// Writes the graphs of the scenes that this copy of the capstone is for: `PROGRAM VERSION FOLDER`.
pub(crate) fn main() {
    let args: Vec<String> = env::args().collect();
    let [_, version, folder] = &args[..] else { panic!("usage: {} VERSION FOLDER", args[0]) };
    let is_right = version == "right";
    for scene in all() {
        // The right copy also plays the mistakes that are the caller's.
        let plays_wrong = scene.wrong == *version || (is_right && scene.wrong.is_empty());
        for wrong in [is_right.then_some(false), plays_wrong.then_some(true)].into_iter().flatten() {
            let graph = explorer::explore(&scene, wrong);
            let name = format!("{folder}/{}.{}.json", scene.name, if wrong { "wrong" } else { "right" });
            println!("{name}: {}", graph.summary());
            fs::write(&name, graph.json(&scene, wrong)).expect("the graph can be written");
        }
    }
}
