//! lesson: 14
//! mistake: the naive runner leaves its loop and not its function, so it removes the folder that the text says it leaves behind
//! expect: in the output: the folder of the demo is still there: false
//! file: lessons/14-demo-run/before.rs

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
                break; // the rest would only be confusing
            }
        }
    }
    fs::remove_dir(folder).expect("a folder can be removed");
}
