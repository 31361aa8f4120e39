//! Lesson 1.

use things::counter::Counter;

#[test]
fn a_new_counter_counts_nothing() {
    let count = Counter::default().count();
    assert!(count == 0, "a new counter must count nothing, but it counts {count}; see lessons/01-counter/README.md, section \"Concept\"");
}

mod more {
    use super::*;

    #[test]
    fn each_up_counts_one() {
        let counter = Counter::default();
        (0..3).for_each(|_| counter.up());
        let count = counter.count();
        assert!(count == 3, "each up must count one, but 3 gave {count}; see lessons/01-counter/README.md, section \"Concept\"\n    a detail");
    }

    #[test]
    fn the_count_does_not_wrap_around() {
        let counter = Counter::at(u32::MAX);
        counter.up();
        assert!(counter.count() == u32::MAX, "the count must not wrap around, but it did; see lessons/01-counter/README.md, section \"Limits\"");
    }
}

#[test]
fn a_text_shows_the_truth() {}

#[test]
#[ignore = "others run it"]
fn a_child() {}
