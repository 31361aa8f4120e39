//! Claims: what holds passes, what fails is told in one sentence, and nothing hangs.

use crate::door::Door;
use crate::{failure_of, failure_of_hanging};
use checks::{Claim, Section, Text, asleep, blocked, join, spawn_named, until};
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

const TEXT: Section = Text::at("lessons/00-machinery/README.md").section("Close");
const SHORT: Duration = Duration::from_millis(300);

fn claim() -> Claim {
    TEXT.claim("close must wake every blocked pop")
}

#[test]
fn a_claim_that_holds_passes() {
    let (sender, receiver) = mpsc::channel();
    claim().holds(move || sender.send(thread::current().name().map(str::to_owned)).unwrap());
    assert_eq!(receiver.recv().unwrap().as_deref(), Some("check"));
}

#[test]
fn a_check_that_hangs_says_which_thread_waits_where() {
    let door = Door::new();
    let failure = failure_of(|| {
        claim().within(SHORT).holds({
            let door = door.clone();
            move || join(spawn_named("popper-1", move || door.wait()))
        });
    });
    door.open();
    assert_eq!(
        failure,
        "close must wake every blocked pop, but after 300ms one thread was still waiting; see \
         lessons/00-machinery/README.md, section \"Close\"\n    thread `popper-1` waits on the condition `opened`"
    );
}

#[test]
fn a_thread_left_behind_by_one_check_does_not_show_in_the_next() {
    let door = Door::new();
    failure_of(|| {
        claim().within(SHORT).holds({
            let door = door.clone();
            move || door.wait()
        });
    });
    claim().holds(|| assert_eq!(blocked(), []));
    let failure = failure_of(|| claim().within(SHORT).holds(|| Door::new().wait()));
    door.open();
    assert_eq!(failure.lines().count(), 2, "only the new thread counts: {failure}");
}

#[test]
fn a_loop_that_never_ends_is_told_apart_from_a_sleeper() {
    let (stop, stopped) = mpsc::channel::<()>();
    let failure = failure_of(|| {
        claim().within(SHORT).holds(move || assert!(stopped.recv().is_err()));
    });
    drop(stop);
    assert!(failure.contains("but after 300ms no thread was asleep"), "{failure}");
}

#[test]
fn a_panic_becomes_the_second_half_of_the_sentence() {
    let line = line!() + 1;
    let failure = failure_of(|| claim().holds(|| assert_eq!(1 + 1, 3, "pop returned two")));
    let expected = format!(
        "close must wake every blocked pop, but pop returned two; see lessons/00-machinery/README.md, section \
         \"Close\"\n      left: 2\n     right: 3\n    at {}:{line}:",
        file!()
    );
    assert!(failure.starts_with(&expected), "{failure}");
}

#[test]
fn a_panic_in_a_thread_is_told_by_whoever_joins_it() {
    let failure =
        failure_of(|| claim().holds(|| join(spawn_named("popper-1", || panic!("the item was gone")))));
    assert!(failure.contains(", but thread `popper-1` panicked: the item was gone; see "), "{failure}");
}

#[test]
fn a_panic_that_the_body_has_caught_itself_does_no_harm() {
    claim().holds(|| drop(failure_of(|| panic!("on purpose"))));
}

#[test]
fn a_function_still_to_be_written_is_named_at_once() {
    let door = Door::new();
    let failure = failure_of_hanging(claim(), {
        let door = door.clone();
        move || {
            spawn_named("popper-1", || todo!("lesson 04: BoundedQueue::pop"));
            door.wait();
        }
    });
    door.open();
    assert!(
        failure.contains(", but `lesson 04: BoundedQueue::pop` is still to be written; see "),
        "{failure}"
    );
}

#[test]
fn a_blank_in_the_body_itself_is_named_too() {
    let failure = failure_of(|| claim().holds(|| todo!("lesson 03: Latch::wait")));
    assert!(failure.contains(", but `lesson 03: Latch::wait` is still to be written; see "), "{failure}");
}

#[test]
fn a_blank_without_words_is_named_by_its_function() {
    fn a_function() {
        todo!()
    }
    let line = line!() - 2;
    let failure = failure_of(|| claim().holds(a_function));
    let expected = format!(", but `a_function` ({}:{line}) is still to be written; see ", file!());
    assert!(failure.contains(&expected), "{failure}");
}

#[test]
fn a_panic_of_a_thread_that_nobody_joins_is_told_below() {
    let failure = failure_of(|| {
        claim().within(SHORT).holds(|| {
            let (sender, receiver) = mpsc::channel::<()>();
            spawn_named("popper-1", move || {
                let _never_sends = sender;
                panic!("the item was gone");
            });
            receiver.recv().expect("popper-1 has ended");
        });
    });
    assert!(failure.contains(", but popper-1 has ended: RecvError; see "), "{failure}");
    assert!(failure.contains("\n    thread `popper-1` panicked: the item was gone\n      at "), "{failure}");
}

#[test]
fn until_waits_for_the_event_itself() {
    claim().holds(|| {
        let door = Door::new();
        let sleepers = [1, 2, 3].map(|number| {
            let door = door.clone();
            spawn_named(&format!("popper-{number}"), move || door.wait())
        });
        until("three poppers sleep", || asleep("popper") == 3);
        door.open();
        sleepers.into_iter().for_each(join);
        assert_eq!(asleep("popper"), 0);
    });
}

#[test]
fn until_says_what_did_not_happen_and_who_waits() {
    let door = Door::new();
    let failure = failure_of(|| {
        claim().within(SHORT).holds({
            let door = door.clone();
            move || {
                spawn_named("popper-1", move || door.wait());
                until("two poppers sleep", || asleep("popper") == 2);
            }
        });
    });
    door.open();
    assert!(failure.contains("; expected within 300ms: two poppers sleep; see "), "{failure}");
    assert!(
        failure.contains("\n    thread `popper-1` waits on the condition `opened`\n    at "),
        "{failure}"
    );
}

#[test]
fn a_section_that_the_text_does_not_have_is_an_error_in_the_check() {
    let claim = Text::at("LICENSE").section("Close").claim("never mind");
    let failure = failure_of(|| claim.holds(|| ()));
    assert!(failure.contains("\"Close\" of LICENSE, which has no such heading"), "{failure}");
}
