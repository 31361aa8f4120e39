//! Drawings of steps that are given.

use super::*;

/// Steps as the explorer would have them told.
fn steps(told: &[(usize, &str, Action)]) -> Steps {
    let mut steps = Steps::default();
    for (id, name, action) in told {
        steps.hear(*id, Event::Next(action.clone()));
        steps.run(*id, Some((*name).to_owned()));
        if let Action::Lock(lock) = action {
            let is_free = steps.threads.values().all(|thread| !thread.at.holds.contains(lock));
            if is_free {
                steps.hear(*id, Event::Took(lock));
            }
        }
    }
    steps
}

#[test]
fn each_thread_has_a_column_and_each_step_a_line() {
    let steps = steps(&[
        (1, "popper", Action::Lock("queue")),
        (1, "popper", Action::Wait("not_empty", "queue")),
        (2, "popper", Action::Lock("queue")),
        (3, "closer", Action::NotifyAll("not_empty")),
    ]);
    let expected = [
        "",
        "popper (1)                            popper (2)   closer",
        "locks queue",
        "unlocks queue and sleeps on not_empty",
        "                                      locks queue",
        "                                                   notifies all on not_empty",
        "at the end: popper (1) sleeps on not_empty",
        "at the end: popper (2) holds queue",
    ];
    let drawing = steps.drawing();
    let squeezed = |line: &str| line.split_whitespace().collect::<Vec<_>>().join(" ");
    assert_eq!(
        drawing.iter().map(|line| squeezed(line)).collect::<Vec<_>>(),
        expected.map(squeezed),
        "{drawing:#?}"
    );
    assert!(drawing[4].starts_with("    "), "the second thread's steps stand in the second column");
}

#[test]
fn only_the_last_steps_are_drawn() {
    let told: Vec<_> = (0..100).map(|_| (1, "ringer", Action::NotifyOne("bell"))).collect();
    let drawing = steps(&told).drawing();
    assert_eq!((drawing.len(), drawing[2].as_str()), (MOST + 3, "... 76 steps ..."));
    assert!(svg(&drawing).contains(">ringer</text>"));
}

#[test]
fn of_two_locks_with_one_name_nobody_is_called_the_holder() {
    let held = [(1, "anna", Action::Lock("queue"))];
    let waits = |steps: &mut Steps| {
        steps.hear(3, Event::Next(Action::Lock("queue")));
        steps.run(3, Some("carl".to_owned()));
        steps.drawing().into_iter().find(|line| line.contains("carl waits")).unwrap()
    };
    let mut one = steps(&held);
    assert_eq!(waits(&mut one), "at the end: carl waits for queue, which anna holds");
    let mut two = steps(&held);
    two.run(2, Some("bert".to_owned()));
    two.hear(2, Event::Took("queue"));
    assert_eq!(waits(&mut two), "at the end: carl waits for queue");
}
