//! `capstone demo` as its users meet it: it passes, it can fail, it says why, and it leaves nothing behind.
#![cfg(not(feature = "shuttle"))]

#[path = "demo/stage.rs"]
mod stage;

use capstone::client::Random;
use checks::{Ended, Signal, hangup_is_ignored};
use stage::{Scene, end};
use std::fs;
use std::thread::sleep;
use std::time::{Duration, Instant};

const SECTIONS: [&str; 9] = [
    "logger",
    "server",
    "protocol",
    "pool",
    "robustness",
    "backpressure",
    "overload",
    "contention",
    "shutdown",
];

/// The lines that begin so, without the blanks before.
fn lines<'a>(ended: &'a Ended, beginning: &str) -> Vec<&'a str> {
    ended.stdout.lines().map(str::trim).filter(|line| line.starts_with(beginning)).collect()
}

#[test]
fn every_section_passes_and_the_scorecard_says_so() {
    let scene = Scene::new();
    let ended = scene.run(&["--fast"]);
    assert_eq!((ended.code, ended.stderr.as_str()), (Some(0), ""), "{}", ended.stdout);
    for (number, name) in SECTIONS.iter().enumerate() {
        let header = format!("== {}/{} {name}: ", number + 1, SECTIONS.len());
        assert_eq!(lines(&ended, &header).len(), 1, "{header}\n{}", ended.stdout);
        let passed = format!("PASS {name} (");
        assert_eq!(lines(&ended, &passed).len(), 1, "{passed}\n{}", ended.stdout);
    }
    let last = format!("{0} of {0} sections passed, in ", SECTIONS.len());
    assert!(ended.stdout.lines().last().is_some_and(|line| line.starts_with(&last)), "{}", ended.stdout);
    for figure in ["longest wait, 4 workers", "mean wait with 50 clients"] {
        assert!(ended.stdout.contains(figure), "{figure} in\n{}", ended.stdout);
    }
    assert!(!ended.stdout.contains('\x1b'), "escape sequences are for terminals");
}

#[test]
fn chosen_sections_run_alone_and_several_runs_are_compared() {
    let scene = Scene::new();
    let ended = scene.run(&["--fast", "--plain", "--only", "server,protocol", "--runs", "3"]);
    assert_eq!(ended.code, Some(0), "{}", ended.stdout);
    assert_eq!((lines(&ended, "PASS server (").len(), lines(&ended, "PASS pool (").len()), (3, 0));
    assert_eq!(lines(&ended, "== 3 runs, side by side").len(), 1, "{}", ended.stdout);
    let last = "14 other figures were the same in all runs; 3 of 3 runs passed";
    assert_eq!(ended.stdout.lines().last(), Some(last));
}

#[test]
fn a_section_whose_promise_is_broken_fails_and_the_others_still_run() {
    let scene = Scene::new();
    // Asked for 4 workers, it starts with one.
    let shell =
        r#"case "$*" in serve*"--workers 4"*) set -- serve --addr 127.0.0.1:0 --log "$5" --workers 1;; esac"#;
    let program = scene.misbehaving(shell).display().to_string();
    let ended = scene.run(&["--fast", "--only", "server,pool", "--program", &program]);
    assert_eq!(ended.code, Some(1), "{}", ended.stdout);
    assert_eq!((lines(&ended, "PASS server (").len(), lines(&ended, "FAIL pool (").len()), (1, 1));
    for part in [
        "longest wait, 4 workers: expected about 130 ms",
        "look at capstone/src/threads/pool.rs",
        "1 of 2 sections passed",
    ] {
        assert!(ended.stdout.contains(part), "{part} in\n{}", ended.stdout);
    }
}

#[test]
fn a_wrong_count_fails_at_once_and_a_wrong_time_after_three_attempts() {
    let scene = Scene::new();
    let program = scene.misbehaving(r#"if [ "$1" = log ]; then exit 0; fi"#).display().to_string();
    let ended = scene.run(&["--fast", "--only", "logger", "--program", &program]);
    assert_eq!((ended.code, lines(&ended, "FAIL logger (").len()), (Some(1), 1), "{}", ended.stdout);
    assert!(ended.stdout.contains("texts read back: expected exactly 3, got 0"), "{}", ended.stdout);
    assert!(!ended.stdout.contains("Attempt"), "a count is not noise:\n{}", ended.stdout);

    let shell = r#"if [ "$1" = serve ]; then set -- serve --addr 127.0.0.1:0 --log "$5" --workers 0; fi"#;
    let program = scene.misbehaving(shell).display().to_string();
    let ended = scene.run(&["--fast", "--only", "pool", "--program", &program]);
    assert_eq!((ended.code, lines(&ended, "FAIL pool (").len()), (Some(1), 1), "{}", ended.stdout);
    assert!(ended.stdout.contains("Attempt 3 of 3"), "{}", ended.stdout);
}

#[test]
fn a_server_that_does_not_start_is_told_with_what_it_said() {
    let scene = Scene::new();
    let shell = r#"if [ "$1" = serve ]; then echo "no sockets today" >&2; exit 1; fi"#;
    let program = scene.misbehaving(shell).display().to_string();
    let ended = scene.run(&["--fast", "--only", "server", "--program", &program]);
    assert_eq!(ended.code, Some(1), "{}", ended.stdout);
    assert!(
        ended.stdout.contains("`serve` ended at once, with exit status: 1: no sockets today"),
        "{}",
        ended.stdout
    );
}

#[test]
fn a_picture_that_cannot_be_written_is_told_before_the_demo_begins() {
    let scene = Scene::new();
    let picture = scene.misbehaving("").join("demo.svg"); // there is a file where its folder would be
    let ended = scene.run(&["--fast", "--only", "protocol", "--record", &picture.display().to_string()]);
    assert_eq!((ended.code, ended.stdout.as_str()), (Some(1), ""), "{}", ended.stderr);
    assert!(ended.stderr.contains("cannot write") && ended.stderr.contains("demo.svg"), "{}", ended.stderr);
}

#[test]
fn a_recording_is_a_picture_of_what_was_said() {
    let scene = Scene::new();
    let picture = scene.misbehaving("").with_extension("svg");
    let ended = scene.run(&["--fast", "--only", "protocol", "--record", &picture.display().to_string()]);
    let svg = fs::read_to_string(&picture).expect("the picture is there");
    fs::remove_file(&picture).expect("it can be removed");
    assert_eq!(ended.code, Some(0));
    let texts = ended.stdout.lines().filter(|line| !line.is_empty()).count();
    assert!(svg.starts_with("<svg ") && svg.matches("<text ").count() == texts, "{svg}");
}

#[test]
fn interrupted_at_any_moment_it_leaves_nothing() {
    let endings: [(&[Signal], Option<i32>); 5] = [
        (&[Signal::INT], Some(130)),
        (&[Signal::TERM], Some(130)),
        (&[Signal::HUP], Some(130)),
        (&[Signal::INT, Signal::INT], Some(130)),
        (&[Signal::KILL], None),
    ];
    let mut random = Random::from_entropy();
    let has_hangup = !hangup_is_ignored();
    for round in 0..10 {
        let (signals, code) = endings[round % endings.len()];
        if signals == [Signal::HUP] && !has_hangup {
            continue;
        }
        let scene = Scene::new();
        let mut demo = scene.start(&["--fast", "--plain"]);
        // A demo takes seven seconds or so. To be interrupted it has to be at work, so the first moment is its first line.
        demo.wait_for_line("== 1/");
        let moment = Duration::from_millis(random.next_u64() % 3000);
        sleep(moment); // no event is waited for: the moment is to be any
        end(&mut demo, signals);
        let asked = Instant::now();
        let ended = Ended::of(demo);
        let took = asked.elapsed();
        let at = format!("{signals:?} {moment:?} after the first line");
        assert_eq!(ended.code, code, "{at}\n{}", ended.stdout);
        assert!(took < Duration::from_secs(20), "{at}: it took {took:?}");
        scene.assert_nothing_is_left(&ended.stdout);
        if signals == [Signal::INT] {
            assert!(ended.stdout.ends_with("is ended and removed\n"), "{at}\n{}", ended.stdout);
        }
    }
}

#[test]
fn the_guard_removes_no_folder_that_is_not_a_demos() {
    let scene = Scene::new();
    let other = scene.misbehaving("");
    let ended = Ended::of_capstone(&["demo-guard", &other.display().to_string()]);
    assert!(ended.code == Some(1) && other.exists(), "{ended:?}");
    assert!(ended.stderr.contains("is no demo's folder"), "{}", ended.stderr);
}

#[test]
fn wrong_usage_is_one_line_that_names_the_flag() {
    for args in [["demo", "--only", "lunch"], ["demo", "--runs", "0"], ["demo", "--fast", "--slow"]] {
        let ended = Ended::of_capstone(&args);
        let told = &ended.stderr;
        assert_eq!((ended.code, ended.stdout.as_str(), told.lines().count()), (Some(2), "", 1), "{told}");
    }
    let told = Ended::of_capstone(&["demo", "--only", "lunch"]).stderr;
    assert!(told.contains("--only") && told.contains("backpressure"), "{told}");
}
