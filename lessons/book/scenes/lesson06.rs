//! The end of a pool.

use super::lesson05::{Named, ok};
use super::scene::{Focus, Scene, Set, call};
use crate::threads::{Shutdown, ThreadPool};

pub(crate) fn scenes() -> Vec<Scene> {
    vec![Scene {
        name: "06-discard",
        lesson: 6,
        title: "Taken or discarded",
        story: "A pool of one worker has two jobs. Its owner shuts it down, and discards those that still wait.",
        task: "Let one job be counted twice: as completed and as discarded.",
        mistake: "`discard_waiting` counts what waits, and takes it out in a second step. In between the worker takes a job, and completes it.",
        wrong: "counts-then-discards",
        fields: &[],
        focus: Focus::Locks,
        set: |_| Set { threads: vec![("owner", Box::new(owner))], watch: Box::new(String::new) },
        judge: |facts| {
            let report = facts.results.iter().find(|(call, _)| call.starts_with("shutdown"));
            let lost = report.filter(|(_, report)| report.contains("impossible"));
            lost.map(|(_, report)| format!("A job has two ends: {report}."))
        },
    }]
}

fn owner() {
    let mut pool = None;
    call("ThreadPool::start(1, 2)", || {
        pool = ThreadPool::start(1, 2).ok();
        "a pool".to_owned()
    });
    let pool = pool.expect("the explorer refuses no thread");
    for name in ["first", "second"] {
        call(&format!("submit({name})"), || ok(pool.submit(Named(name, Box::new(|| ())))));
    }
    call("shutdown(Discard)", || {
        let report = pool.shutdown(Shutdown::Discard);
        let ends = report.completed + report.discarded;
        let verdict = if ends == 2 && report.abandoned == 0 { "" } else { ", which is impossible" };
        format!("accepted 2, completed {}, discarded {}{verdict}", report.completed, report.discarded)
    });
}
