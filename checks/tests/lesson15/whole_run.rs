//! What the release program measures, and what the text says of it.

use crate::{LAYERS, README, RUN};
use checks::{Ended, Process, assert_example_matches_readme, assert_figures_come_from_a_record, benchmarks};
use std::time::Duration;

/// Long enough for a short benchmark on a loaded machine.
const PATIENCE: Duration = Duration::from_secs(120);

#[test]
fn the_layers_are_measured_side_by_side() {
    let claim = LAYERS.claim("each layer must be measured with the same two tasks");
    claim.beside_others().within(PATIENCE).holds(|| {
        let ended = Ended::of(Process::start(&benchmarks(), &["impact", "--smoke"]));
        assert!(ended.code == Some(0), "the run failed: {ended:?}");
        for layer in ["raw framing", "+ envelope", "+ log", "+ pool", "pool, no log"] {
            let row = ended.stdout.lines().find(|line| line.starts_with(layer));
            let rates = row.map_or(0, |row| row.matches("/s").count());
            assert!(rates == 2, "the layer {layer:?} had {rates} rates: {}", ended.stdout);
        }
    });
}

#[test]
fn the_figures_in_the_text_come_from_the_record() {
    RUN.claim("every line of a table in the text must stand in a record").holds(|| {
        assert_figures_come_from_a_record(README, 7, |line| {
            line.starts_with(['|', '>']).then(|| line.trim_start_matches("> "))
        });
    });
}

#[test]
fn the_text_shows_what_its_program_writes() {
    let text = RUN.claim("the lesson's text must show what its program writes");
    text.beside_others().within(PATIENCE).holds(|| {
        benchmarks(); // the example runs it, and would have to build it within its time
        assert_example_matches_readme("lesson15", README);
    });
}
