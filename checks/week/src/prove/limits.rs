//! How long a check may take, on a machine that does nothing else. What was compiled before does not count.

use std::time::Duration;

/// To its first diagnosis, or to its end if it has none.
const FIRST: Duration = Duration::from_secs(15);

/// To its end.
const END: Duration = Duration::from_secs(60);

/// What is over its limit in a run that may be `slower` by so many times: `first` is the time to its first diagnosis, or to its
/// end if it has none; `end` the time to its end.
pub(super) fn exceeded(slower: u32, first: Duration, end: Duration) -> Option<String> {
    let over = |what: &str, time: Duration, limit: Duration| {
        let limit = limit * slower;
        let words =
            || format!("{what} took {:.1} s, and {} s are the limit", time.as_secs_f64(), limit.as_secs());
        (time > limit).then(words)
    };
    over("it", first, FIRST).or_else(|| over("all of it", end, END))
}
