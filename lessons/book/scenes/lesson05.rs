//! The pool.

use super::scene::{Focus, Scene, Set, call, job, no_judge};
use crate::threads::{Job, ThreadPool};
use std::fmt;
use std::sync::Arc;

pub(crate) fn scenes() -> Vec<Scene> {
    vec![
        Scene {
            name: "05-one-tally",
            lesson: 5,
            title: "Two workers count",
            story: "A pool of two workers runs two jobs. Each worker counts the jobs that it has completed: it reads its count, and writes one more.",
            task: "Let two jobs run, and only one be counted.",
            mistake: "Both workers count in one tally, which only one thread may write. Both read 0, and both write 1.",
            wrong: "one-tally-for-all",
            fields: &[("counts", "counts")],
            focus: Focus::Atomics("reads its count of completed jobs", "writes {} to it"),
            set: |_| two_jobs(),
            judge: |facts| {
                let counted: u32 = facts.field("counts").split(' ').filter_map(|count| count.parse::<u32>().ok()).sum();
                (facts.over && counted != 2).then(|| "Lost update: two jobs have run, and one is counted.".to_owned())
            },
        },
        Scene {
            name: "05-submit-inside",
            lesson: 5,
            title: "A job hands in a job",
            story: "The pool has one worker, and room for one job that waits. The owner submits two jobs, and then drops the pool. The first job hands in one more.",
            task: "Let the worker wait for itself.",
            mistake: "The job calls `submit`, which sleeps while the queue is full. Its own worker is the only one who could make room.",
            wrong: "",
            fields: &[("items", "items"), ("closed", "closed")],
            focus: Focus::Locks,
            set: submit_inside,
            judge: no_judge,
        },
    ]
}

fn two_jobs() -> Set {
    let pool = Arc::new(ThreadPool::start(2, 2).expect("the explorer refuses no thread"));
    // It stays there to be looked at. To drop it would be to join its workers, when the scene is over.
    let seen: &Arc<ThreadPool<Named>> = Box::leak(Box::new(Arc::clone(&pool)));
    let owner = move || {
        for name in ["first", "second"] {
            call(&format!("submit({name})"), || ok(pool.submit(Named(name, Box::new(|| ())))));
        }
        call("close()", || {
            pool.close();
            "done".to_owned()
        });
    };
    let watch = move || {
        let shown = shared(seen);
        let counts = shown.split("completed: ").skip(1).filter_map(|rest| rest.split(',').next());
        format!("{shown} counts: {}, ", counts.collect::<Vec<_>>().join(" "))
    };
    Set { threads: vec![("owner", Box::new(owner))], watch: Box::new(watch) }
}

/// What the workers share, and not the handles of their threads, which say when they were made.
fn shared(pool: &ThreadPool<Named>) -> String {
    let shown = format!("{pool:?}");
    shown.split(", crew: ").next().unwrap_or_default().to_owned()
}

/// A job that can be told from others.
pub(crate) struct Named(pub(crate) &'static str, pub(crate) Box<dyn FnOnce() + Send>);

impl Job for Named {
    fn run(self) {
        job(self.0);
        (self.1)();
    }
}

impl fmt::Debug for Named {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0)
    }
}

pub(crate) fn ok<E>(result: Result<(), E>) -> String {
    if result.is_ok() { "Ok" } else { "Err" }.to_owned()
}

fn submit_inside(wrong: bool) -> Set {
    let pool = Arc::new(ThreadPool::start(1, 1).expect("the explorer refuses no thread"));
    let (inner, seen) = (Arc::downgrade(&pool), Arc::downgrade(&pool));
    let another = || Named("another", Box::new(|| ()));
    let first = move || {
        let Some(pool): Option<Arc<ThreadPool<Named>>> = inner.upgrade() else { return };
        if wrong {
            call("submit(another)", || ok(pool.submit(another())));
        } else {
            call("try_submit(another)", || ok(pool.try_submit(another())));
        }
    };
    let owner = move || {
        call("submit(first)", || ok(pool.submit(Named("first", Box::new(first)))));
        call("submit(second)", || ok(pool.submit(Named("second", Box::new(|| ())))));
    };
    Set {
        threads: vec![("owner", Box::new(owner))],
        watch: Box::new(move || seen.upgrade().map(|pool| shared(&pool)).unwrap_or_default()),
    }
}
