//! Threads that the system refuses, for want of memory, in a process of its own. Linux alone has a limit for that.
#![cfg(target_os = "linux")]

use crate::WORKERS;
use capstone::threads::ThreadPool;
use checks::{in_little_memory, is_child};

#[test]
fn a_pool_whose_threads_are_refused_is_an_error() {
    WORKERS.claim("a pool that the system refuses a thread must be an error, and no smaller pool").holds(
        || {
            let told = in_little_memory("refused::child", "64 workers: ").wait_for_line("64 workers: ");
            assert_eq!(told, "64 workers: an error, of 64 threads wanted");
        },
    );
}

#[test]
#[ignore = "the check above runs it in a process of its own"]
fn child() {
    if !is_child() {
        return;
    }
    let told = match ThreadPool::new(64, 8) {
        Ok(pool) => format!("a pool of {}", pool.workers()),
        Err(error) => format!("an error, of {} threads wanted", error.wanted),
    };
    println!("\n64 workers: {told}");
}
