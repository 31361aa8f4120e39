//! A basket with one condition, and a latch.

use super::scene::{Focus, Part, Scene, Set, call, no_judge};
use crate::threads::{Condition, Latch, Lock};
use std::collections::VecDeque;
use std::sync::Arc;

const BASKET: &[(&str, &str)] = &[("items", "data")];
const LATCH: &[(&str, &str)] = &[("remaining", "data")];

pub(crate) fn scenes() -> Vec<Scene> {
    vec![
        Scene {
            name: "03-if-for-while",
            lesson: 3,
            title: "Awake means: look again",
            story: "Two consumers take one item each from a basket, and sleep on `filled` while it is empty. The producer puts two items in, one after the other.",
            task: "Let a consumer come back without an item.",
            mistake: "`wait_while` looks once: `if` for `while`. Between the notification and the moment in which the sleeper has the lock, the other consumer takes the item.",
            wrong: "if-for-while",
            fields: BASKET,
            focus: Focus::Locks,
            set: |_| basket(&["consumer-0", "consumer-1"], 2),
            judge: |facts| {
                facts
                    .returned("take", "None")
                    .then(|| "`None` too soon: a consumer was awake, and the basket was empty.".to_owned())
            },
        },
        Scene {
            name: "03-lost-wake-up",
            lesson: 3,
            title: "The gap before the sleep",
            story: "A consumer takes an item from a basket, and sleeps on `filled` while it is empty. The producer puts one in, and notifies.",
            task: "Let the consumer sleep beside an item.",
            mistake: "The wait lets go of the lock, and sleeps in a second step. What is notified in between, nobody hears.",
            wrong: "unlocks-before-it-sleeps",
            fields: BASKET,
            focus: Focus::Locks,
            set: |_| basket(&["consumer"], 1),
            judge: no_judge,
        },
        Scene {
            name: "03-two-counts",
            lesson: 3,
            title: "A latch of two",
            story: "Two workers count a latch down. The owner waits until it is at 0.",
            task: "Let the owner wait for ever, though both have counted.",
            mistake: "`count_down` reads under the lock and writes under the lock, and lets go in between. Two counts become one.",
            wrong: "latch-counts-in-two-steps",
            fields: LATCH,
            focus: Focus::Locks,
            set: |_| latch(2, &["worker-0", "worker-1"], &["owner"]),
            judge: no_judge,
        },
        Scene {
            name: "03-one-or-all",
            lesson: 3,
            title: "Two wait for one event",
            story: "Two threads wait at a latch of one. A worker counts it down.",
            task: "Let one of the two wait for ever at an open latch.",
            mistake: "The last count wakes one of those who wait: `notify_one` for `notify_all`.",
            wrong: "latch-wakes-one",
            fields: LATCH,
            focus: Focus::Locks,
            set: |_| latch(1, &["worker"], &["waiter-0", "waiter-1"]),
            judge: no_judge,
        },
    ]
}

fn basket(consumers: &[&'static str], items: u32) -> Set {
    let basket = Arc::new((Lock::new("basket", VecDeque::new()), Condition::new("filled")));
    let take = |basket: &Arc<(Lock<VecDeque<u32>>, Condition)>| -> Part {
        let basket = Arc::clone(basket);
        Box::new(move || {
            call("take()", || {
                let mut items = basket.1.wait_while(basket.0.lock(), |items| items.is_empty());
                format!("{:?}", items.pop_front())
            });
        })
    };
    let mut threads: Vec<(&'static str, Part)> =
        consumers.iter().map(|name| (*name, take(&basket))).collect();
    let (filled, seen) = (Arc::clone(&basket), basket);
    let put = move || {
        for item in 1..=items {
            call(&format!("put({item})"), || {
                filled.0.lock().push_back(item);
                filled.1.notify_one();
                "done".to_owned()
            });
        }
    };
    threads.push(("producer", Box::new(put)));
    Set { threads, watch: Box::new(move || format!("{:?}", seen.0)) }
}

fn latch(count: usize, workers: &[&'static str], waiters: &[&'static str]) -> Set {
    let latch = Arc::new(Latch::new(count));
    let part = |words: &'static str, what: fn(&Latch)| -> Part {
        let latch = Arc::clone(&latch);
        Box::new(move || {
            call(words, || {
                what(&latch);
                "done".to_owned()
            });
        })
    };
    let mut threads: Vec<(&'static str, Part)> = Vec::new();
    threads.extend(workers.iter().map(|name| (*name, part("count_down()", Latch::count_down))));
    threads.extend(waiters.iter().map(|name| (*name, part("wait()", Latch::wait))));
    Set { threads, watch: Box::new(move || format!("{latch:?}")) }
}
