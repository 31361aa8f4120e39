//! The scenes: each wrong version can be broken by its buttons, and the reader's own schedule is stepped through.

use crate::site::root;
use crate::{address, chromium};
use serde_json::Value;
use std::collections::BTreeSet;
use std::fs;
use std::path::PathBuf;

/// The fewest choices that lead to a bad point.
fn way_to_break(graph: &Value) -> Vec<u64> {
    let mut ways: Vec<(usize, Vec<u64>)> = vec![(0, Vec::new())];
    let mut seen = BTreeSet::from([0]);
    let mut at = 0;
    while let Some((point, way)) = ways.get(at).cloned() {
        at += 1;
        let row = &graph["points"][point];
        if row[2] != 0 {
            return way;
        }
        for pair in row[4].as_array().expect("a point has ways").chunks(2) {
            let [thread, to] = [0, 1].map(|index| pair[index].as_u64().expect("it is a number"));
            let to = usize::try_from(to).expect("it is a place in a list");
            if seen.insert(to) {
                ways.push((to, way.iter().copied().chain([thread]).collect()));
            }
        }
    }
    panic!("nothing breaks {}", graph["name"]);
}

#[test]
fn every_scene_is_broken_by_its_buttons() {
    let Some(mut chromium) = chromium("scenes") else { return };
    let folder = root().join("lessons/book/graphs");
    let mut files: Vec<PathBuf> =
        fs::read_dir(folder).expect("there are graphs").flatten().map(|entry| entry.path()).collect();
    files.sort();
    for file in files.iter().filter(|file| file.to_string_lossy().ends_with(".wrong.json")) {
        let graph: Value =
            serde_json::from_str(&fs::read_to_string(file).expect("it can be read")).expect("it is JSON");
        let (name, lesson) = (graph["name"].as_str().expect("it has a name"), graph["lesson"].as_u64());
        let folders = fs::read_dir(root().join("lessons")).expect("there are lessons").flatten();
        let prefix = format!("{:02}-", lesson.expect("it has a lesson"));
        let slug = folders
            .map(|entry| entry.file_name().to_string_lossy().into_owned())
            .find(|it| it.starts_with(&prefix));
        let errors = chromium
            .open(&address(&format!("lessons/{}/scheduler.html", slug.expect("the lesson is there"))));
        assert!(errors.is_empty(), "{errors:?}");
        let way = way_to_break(&graph);
        let said = chromium.evaluate(&format!(
            "(() => {{
                const scene = document.querySelector('[data-scene=\"{name}\"]');
                for (const thread of {way:?}) {{
                    scene.querySelector(`button[data-thread=\"${{thread}}\"]`).click();
                }}
                const verdict = scene.querySelector('.scene-status').dataset.verdict;
                const steps = scene.querySelectorAll('.scene-history tbody tr').length;
                scene.querySelector('.scene-buttons button').click();
                const back = scene.querySelector('.scene-status').dataset.verdict;
                return [verdict, steps, back].join(' ');
            }})()"
        ));
        assert_eq!(said.as_str(), Some(format!("bad {} ", way.len()).as_str()), "{name}");
    }
}

#[test]
fn the_readers_own_schedule_begins_at_its_end_and_goes_back_and_on() {
    let Some(mut chromium) = chromium("failing") else { return };
    let errors = chromium.open(&address("lessons/03-condition-variable/failing.html"));
    assert!(errors.is_empty(), "{errors:?}");
    let said = chromium.evaluate(
        "(() => {
            const scene = document.querySelector('.own');
            const [back, begin, next] = scene.querySelectorAll('.scene-buttons button');
            const taker = () => [...scene.querySelectorAll('.scene-thread')].find((it) => it.querySelector('h4').textContent === 'taker');
            const said = [];
            const say = () => said.push([
                scene.querySelector('.scene-status').textContent,
                taker().dataset.state,
                [...taker().querySelectorAll('p')].map((it) => it.textContent).join(' and '),
                scene.querySelectorAll('.scene-history tbody tr').length,
                [...scene.querySelectorAll('.scene-history tbody tr:last-child td')].map((it) => it.textContent).join('|'),
                [...scene.querySelectorAll('.scene-history tfoot tr')].map((it) => it.textContent).join('|'),
            ].join('; '));
            say();
            back.click();
            say();
            next.click();
            say();
            begin.click();
            say();
            return said.join(' / ');
        })()",
    );
    let end = "the taker must get what the giver brings, but in one schedule its threads wait for ever; asleep; sleeps on filled; \
               7; |unlocks cup and sleeps on filled|; at the end: taker sleeps on filled|failed: no thread can go on";
    let before = "6 of 7 steps.; ready; can go on and holds cup; 6; |locks cup|; ";
    let expected = format!("{end} / {before} / {end} / 0 of 7 steps.; ready; can go on; 0; ; ");
    assert_eq!(said.as_str().unwrap_or_default(), expected);
}
