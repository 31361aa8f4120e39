//! The runner that everybody writes first: it stops at the first failure, and its exit code does not show it.

use capstone::println;
use std::path::Path;
use std::{env, fs, process};

fn demo(folder: &Path) {
    fs::create_dir(folder).expect("a folder can be made");
    let sections = [
        ("logger", Ok(())),
        ("pool", Err("the last client waited 200 ms instead of 50 ms")),
        ("shutdown", Err("of 204 accepted requests, 203 were answered")),
    ];
    for (name, result) in sections {
        match result {
            Ok(()) => println!("PASS {name}"),
            Err(error) => {
                println!("FAIL {name}: {error}");
                return; // the rest would only be confusing
            }
        }
    }
    fs::remove_dir(folder).expect("a folder can be removed");
}

fn main() {
    let folder = env::temp_dir().join(format!("lesson14-before-{}", process::id()));
    demo(&folder);
    println!("the folder of the demo is still there: {}", folder.exists());
    let _ = fs::remove_dir(&folder); // so that at least this lesson leaves nothing behind
}
