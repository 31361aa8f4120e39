//! The bounded queue.

use super::scene::{Focus, Part, Scene, Set, call, no_judge};
use crate::threads::BoundedQueue;
use std::sync::Arc;

type Queue = Arc<BoundedQueue<u32>>;

const QUEUE: &[(&str, &str)] = &[("closed", "closed"), ("items", "items")];

pub(crate) fn scenes() -> Vec<Scene> {
    vec![
        Scene {
            name: "04-none-too-soon",
            lesson: 4,
            title: "Two pops and one item",
            story: "Two consumers pop. The producer pushes one item, and closes the queue.",
            task: "Let a pop return `None` while the queue is open.",
            mistake: "`wait_for_item` says `if` for `while`. A consumer that is woken takes from an empty queue, because the other one was quicker.",
            wrong: "pop-believes-the-notification",
            fields: QUEUE,
            focus: Focus::Locks,
            set: |_| {
                set(
                    0,
                    &[("consumer-0", &["pop"]), ("consumer-1", &["pop"]), ("producer", &["push 1", "close"])],
                )
            },
            judge: |facts| {
                (facts.returned("pop", "None") && facts.field("closed") == "false")
                    .then(|| "`None` too soon: a pop has said that nothing will come any more, and the queue is open.".to_owned())
            },
        },
        Scene {
            name: "04-beyond-capacity",
            lesson: 4,
            title: "Room for one",
            story: "The queue has room for one item, and is full. Two producers push one each, and a consumer pops twice.",
            task: "Let two items wait in the queue.",
            mistake: "`wait_for_room` says `if` for `while`. A producer that is woken fills a place that the other one has filled already.",
            wrong: "push-believes-the-notification",
            fields: QUEUE,
            focus: Focus::Locks,
            set: |_| {
                set(
                    1,
                    &[
                        ("producer-0", &["push 1"]),
                        ("producer-1", &["push 2"]),
                        ("consumer", &["pop", "pop"]),
                    ],
                )
            },
            judge: |facts| {
                facts
                    .field("items")
                    .contains(',')
                    .then(|| "An item beyond the capacity: there is room for one, and two wait.".to_owned())
            },
        },
        Scene {
            name: "04-one-condition",
            lesson: 4,
            title: "Who is woken?",
            story: "The queue has room for one item, and is empty. Two consumers pop one item each, and a producer pushes two.",
            task: "Let everybody sleep, with room in the queue.",
            mistake: "Consumers and producers sleep on one condition. A notification wakes one sleeper, and does not choose a suitable one.",
            wrong: "one-condition-for-both",
            fields: QUEUE,
            focus: Focus::Locks,
            set: |_| {
                set(
                    0,
                    &[
                        ("consumer-0", &["pop"]),
                        ("consumer-1", &["pop"]),
                        ("producer", &["push 1", "push 2"]),
                    ],
                )
            },
            judge: no_judge,
        },
        Scene {
            name: "04-closed-beside",
            lesson: 4,
            title: "The end of the queue",
            story: "A consumer pops from an empty queue. Somebody closes it.",
            task: "Let the consumer sleep for ever in a closed queue.",
            mistake: "`closed` is an atomic beside the lock. It changes, and is announced, between the consumer's look and its sleep.",
            wrong: "closed-beside-the-lock",
            fields: &[("items", "items")],
            focus: Focus::Locks,
            set: |_| set(0, &[("consumer", &["pop"]), ("owner", &["close"])]),
            judge: no_judge,
        },
        Scene {
            name: "04-notify-first",
            lesson: 4,
            title: "Tell, then do",
            story: "A consumer pops from an empty queue. Somebody closes it.",
            task: "Let the consumer sleep for ever in a closed queue.",
            mistake: "`close` notifies first and changes the state then. Who is woken looks too early, and who sleeps a moment later hears nothing.",
            wrong: "notifies-before-it-closes",
            fields: QUEUE,
            focus: Focus::Locks,
            set: |_| set(0, &[("consumer", &["pop"]), ("owner", &["close"])]),
            judge: no_judge,
        },
        Scene {
            name: "04-claimed",
            lesson: 4,
            title: "A promise to notify",
            story: "Two consumers pop one item each from an empty queue with room for two. A producer pushes two items.",
            task: "Let a consumer sleep beside an item.",
            mistake: "`leave` claims a wake-up before it looks whether there is cause for one. A consumer that leaves an empty queue claims, and notifies nobody; from then on every push relies on that wake-up.",
            wrong: "claims-and-does-not-wake",
            fields: &[("closed", "closed"), ("items", "items"), ("consumers", "consumers")],
            focus: Focus::Locks,
            set: |_| queue_of(2, 0, &[("consumer-0", &["pop"]), ("consumer-1", &["pop"]), ("producer", &["push 1", "push 2"])]),
            judge: no_judge,
        },
    ]
}

fn set(full: u32, parts: &[(&'static str, &'static [&'static str])]) -> Set {
    queue_of(1, full, parts)
}

/// A queue with so many items in it, and threads that make these calls.
fn queue_of(capacity: usize, full: u32, parts: &[(&'static str, &'static [&'static str])]) -> Set {
    let queue: Queue = Arc::new(BoundedQueue::new(capacity));
    (0..full).for_each(|_| queue.push(0).expect("there is room"));
    let part = |calls: &'static [&'static str]| -> Part {
        let queue = Arc::clone(&queue);
        Box::new(move || calls.iter().for_each(|words| make(&queue, words)))
    };
    let threads = parts.iter().map(|(name, calls)| (*name, part(calls))).collect();
    Set { threads, watch: Box::new(move || format!("{queue:?}")) }
}

fn make(queue: &Queue, words: &str) {
    match words.split_once(' ') {
        Some((_, item)) => {
            let item = item.parse().expect("items are numbers");
            call(&format!("push({item})"), || if queue.push(item).is_ok() { "Ok" } else { "Err" }.to_owned());
        }
        None if words == "pop" => call("pop()", || format!("{:?}", queue.pop())),
        None => call("close()", || {
            queue.close();
            "done".to_owned()
        }),
    }
}
