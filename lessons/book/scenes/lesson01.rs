//! The gate of a crew.

use super::scene::{Focus, Scene, Set, call, no_judge};
use crate::threads::Crew;

pub(crate) fn scenes() -> Vec<Scene> {
    vec![Scene {
        name: "01-gate",
        lesson: 1,
        title: "The gate",
        story: "The owner makes a crew of one thread. The member waits at the gate until the owner opens it: it looks, and parks while the gate is closed.",
        task: "Let the member stay at the gate for ever.",
        mistake: "The gate wakes first and opens second. A member that is quick wakes, finds it closed, and parks again; the wake-up is used up.",
        wrong: "wakes-before-it-opens",
        fields: &[],
        focus: Focus::Atomics("looks at the gate", "sets the gate to {} (1 is open)"),
        set: |_| Set { threads: vec![("owner", Box::new(owner))], watch: Box::new(String::new) },
        judge: no_judge,
    }]
}

fn owner() {
    let mut crew = None;
    call("Crew::spawn", || {
        crew = Crew::spawn("member", 1, |_| ()).ok();
        "a crew".to_owned()
    });
    call("join", || format!("{:?}", crew.map(Crew::join)));
}
