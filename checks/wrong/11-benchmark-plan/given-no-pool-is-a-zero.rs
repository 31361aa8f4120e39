//! lesson: 11
//! mistake: shows a server without workers as 0 in the tables, where the text shows `none`
//! expect: in the output: sleep 0
//! file: benchmarks/src/run/report.rs

pub(crate) fn workers(count: usize) -> String {
    count.to_string()
}
