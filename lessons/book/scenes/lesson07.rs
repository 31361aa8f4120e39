//! The way from the workers to the loop.

use super::scene::{Focus, Scene, Set, call, no_judge, poll};
use crate::net::Completions;
use crate::net::sys::{PollFd, poll as poll_now};
use std::os::fd::AsFd;
use std::sync::Arc;
use std::time::Duration;

const FIELDS: &[(&str, &str)] = &[("finished", "finished"), ("loop sleeps", "loop_sleeps"), ("pipe", "pipe")];

pub(crate) fn scenes() -> Vec<Scene> {
    vec![
        Scene {
            name: "07-two-steps",
            lesson: 7,
            title: "Look, then announce",
            story: "The loop looks whether something is finished, announces that it sleeps, and polls. A worker posts a completion.",
            task: "Let the loop sleep with a completion in the list.",
            mistake: "`announce_sleep` looks under the lock, lets go, and sets the flag under the lock. A completion in between is not seen, and does not ring.",
            wrong: "looks-and-announces-in-two-steps",
            fields: FIELDS,
            focus: Focus::Locks,
            set: |_| set(&["worker"]),
            judge: no_judge,
        },
        Scene {
            name: "07-byte-first",
            lesson: 7,
            title: "Ring, then post",
            story: "The loop sleeps in poll(2) until a byte is in the pipe. A worker posts a completion.",
            task: "Let the loop sleep with a completion in the list.",
            mistake: "`post` writes the byte before the completion is in the list. The loop wakes, finds nothing, and announces the next sleep; nobody rings again.",
            wrong: "rings-before-it-posts",
            fields: FIELDS,
            focus: Focus::Locks,
            set: |_| set(&["worker"]),
            judge: no_judge,
        },
    ]
}

fn is_rung(completions: &Completions<u32>) -> bool {
    poll_now(&mut [PollFd::new(completions.as_fd(), true, false)], Some(Duration::ZERO))
        .is_ok_and(|ready| ready > 0)
}

fn set(workers: &[&'static str]) -> Set {
    let completions: Arc<Completions<u32>> =
        Arc::new(Completions::new().expect("there are descriptors left"));
    let (of_loop, seen, count) = (Arc::clone(&completions), Arc::clone(&completions), workers.len());
    let mut threads: Vec<(&'static str, super::scene::Part)> =
        vec![("loop", Box::new(move || turn(&of_loop, count)))];
    for name in workers {
        let completions = Arc::clone(&completions);
        let post = move || {
            call("post(7)", || {
                completions.post(7);
                "done".to_owned()
            });
        };
        threads.push((name, Box::new(post)));
    }
    let watch = move || {
        let shown = format!("{seen:?}");
        let state = shown.split(", waker:").next().unwrap_or_default();
        format!("{state} pipe: {}, ", if is_rung(&seen) { "a byte" } else { "empty" })
    };
    Set { threads, watch: Box::new(watch) }
}

/// Turns of the loop, until everything has been collected.
fn turn(completions: &Arc<Completions<u32>>, count: usize) {
    let mut found = Vec::new();
    while found.len() < count {
        let mut sleeps = false;
        call("announce_sleep()", || {
            sleeps = completions.announce_sleep();
            sleeps.to_string()
        });
        if sleeps {
            let pipe = Arc::clone(completions);
            poll(move || is_rung(&pipe));
        }
        call("collect()", || {
            let mut room = Vec::new();
            completions.collect(is_rung(completions), &mut room);
            found.append(&mut room);
            format!("{found:?}")
        });
    }
}
