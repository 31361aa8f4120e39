//! Where a failure that a text shows says that it comes from: `at FILE:LINE:COLUMN`. Whoever changes that file moves the line.

use crate::lesson::lessons;
use checks::workspace_root;
use std::fs;

#[test]
fn the_place_of_a_failure_that_a_text_shows_is_an_assertion() {
    let root = workspace_root();
    let mut places = 0;
    for lesson in lessons() {
        let text = fs::read_to_string(root.join("lessons").join(&lesson.slug).join("README.md")).unwrap();
        for place in text.lines().filter_map(|line| line.trim().strip_prefix("at checks/tests/")) {
            let [file, line, column] = place.split(':').collect::<Vec<_>>()[..] else {
                panic!("lessons/{}: no place in a file: {place}", lesson.slug)
            };
            let code = fs::read_to_string(root.join("checks/tests").join(file)).unwrap();
            let [line, column] = [line, column].map(|number| number.parse::<usize>().unwrap());
            let there =
                code.lines().nth(line - 1).and_then(|line| line.get(column - 1..)).unwrap_or_default();
            assert!(
                there.starts_with("assert"),
                "lessons/{}/README.md shows a failure at checks/tests/{place}, and there stands: {there}",
                lesson.slug
            );
            places += 1;
        }
    }
    assert!(places >= 3, "only {places} places were found in the texts");
}
