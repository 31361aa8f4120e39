//! Locks as their callers use them.

use super::scene::{Focus, Part, Scene, Set, call, no_judge};
use crate::threads::Lock;
use std::sync::Arc;

pub(crate) fn scenes() -> Vec<Scene> {
    vec![
        Scene {
            name: "02-update",
            lesson: 2,
            title: "Two additions",
            story: "Two threads add 1 to a total behind a lock.",
            task: "Let the total be 1 when both have added.",
            mistake: "It reads under the lock and writes under the lock, and lets go in between. Both read 0, and both write 1.",
            wrong: "",
            fields: &[("total", "data")],
            focus: Focus::Locks,
            set: additions,
            judge: |facts| {
                (facts.over && facts.field("total") != "2")
                    .then(|| "Lost update: two additions, and the total is 1.".to_owned())
            },
        },
        Scene {
            name: "02-two-locks",
            lesson: 2,
            title: "Two locks",
            story: "Each thread moves 1 from one account to the other, and holds both locks while it does.",
            task: "Let each of them wait for the other.",
            mistake: "They take the locks in two orders. Each may hold one, and wait for the one that the other holds.",
            wrong: "",
            fields: &[("savings", "savings"), ("wallet", "wallet")],
            focus: Focus::Locks,
            set: transfers,
            judge: no_judge,
        },
    ]
}

fn additions(wrong: bool) -> Set {
    let total = Arc::new(Lock::new("total", 0));
    let adder = || -> Part {
        let total = Arc::clone(&total);
        if wrong {
            Box::new(move || {
                let mut seen = 0;
                call("let n = *total.lock()", || {
                    seen = *total.lock();
                    seen.to_string()
                });
                call("*total.lock() = n + 1", || {
                    *total.lock() = seen + 1;
                    "done".to_owned()
                });
            })
        } else {
            Box::new(move || {
                call("*total.lock() += 1", || {
                    *total.lock() += 1;
                    "done".to_owned()
                });
            })
        }
    };
    let threads = vec![("adder-0", adder()), ("adder-1", adder())];
    Set { threads, watch: Box::new(move || format!("{total:?}")) }
}

fn transfers(wrong: bool) -> Set {
    let accounts = Arc::new((Lock::new("wallet", 10), Lock::new("savings", 10)));
    let (one, other, seen) = (Arc::clone(&accounts), Arc::clone(&accounts), accounts);
    let save = move || {
        call("save", || {
            let (mut wallet, mut savings) = (one.0.lock(), one.1.lock());
            *wallet -= 1;
            *savings += 1;
            "done".to_owned()
        });
    };
    let spend = move || {
        call("spend", || {
            if wrong {
                let (mut savings, mut wallet) = (other.1.lock(), other.0.lock());
                *savings -= 1;
                *wallet += 1;
            } else {
                let (mut wallet, mut savings) = (other.0.lock(), other.1.lock());
                *savings -= 1;
                *wallet += 1;
            }
            "done".to_owned()
        });
    };
    let value = |lock: &Lock<i32>, name: &str| format!("{lock:?}").replacen("data", name, 1);
    let watch = move || format!("{} {}", value(&seen.0, "wallet"), value(&seen.1, "savings"));
    Set { threads: vec![("saver", Box::new(save)), ("spender", Box::new(spend))], watch: Box::new(watch) }
}
