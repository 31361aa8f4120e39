//! The gate of lesson 16 on ten copies of this tree, each with one line changed for the worse.
//!
//! A campaign, for each copy is built: `cargo test --test sabotage -- --ignored --nocapture` takes five
//! minutes on two idle cores, and more on busy ones; `POINTS=server,pool` takes these alone. That the gate can
//! turn red at all, `cargo test --test lesson16` shows in seconds.
#![cfg(not(feature = "shuttle"))]

use checks::{Ended, Process, Text, workspace_root};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;

/// A line that breaks one point of the gate.
struct Sabotage {
    /// The point that must turn red.
    point: &'static str,
    /// The file, from the tree's root; `NEWEST` stands for the newest record of a benchmark.
    file: &'static str,
    from: &'static str,
    to: &'static str,
    /// How the gate is run. What takes minutes is left out where it is not what was broken.
    args: &'static [&'static str],
}

const FAST: &[&str] = &["--fast"];

const SABOTAGES: [Sabotage; 10] = [
    // A backslash is not escaped, so `\n` in a text reads back as a line break.
    Sabotage {
        point: "logger",
        file: "capstone/src/observe/entry.rs",
        from: "    char == '\\\\' || char.is_control()",
        to: "    char.is_control()",
        args: FAST,
    },
    // In a crowd, a reply gets lost now and then.
    Sabotage {
        point: "server",
        file: "capstone/src/net/service.rs",
        from: "                context.spare.put(outbox.append(request.frame));",
        to: "                if !request.work.is_quick() || self.admission.in_pool() < 30 {\n                    \
             context.spare.put(outbox.append(request.frame));\n                }",
        args: FAST,
    },
    // Off by one: a payload of the maximum is refused.
    Sabotage {
        point: "protocol",
        file: "capstone/src/net/frame.rs",
        from: "if payload_len > max_payload =>",
        to: "if payload_len >= max_payload =>",
        args: FAST,
    },
    // A client that half-closes does not get its pending replies.
    Sabotage {
        point: "robustness",
        file: "capstone/src/net/connection/ending.rs",
        from: "if self.socket.at_end() && is_quiet && !self.budget_spent =>",
        to: "if self.socket.at_end() && !self.budget_spent =>",
        args: FAST,
    },
    // One worker, whatever was asked for.
    Sabotage {
        point: "pool",
        file: "capstone/src/net/executor.rs",
        from: "ThreadPool::start(config.workers, most_in_pool(config))",
        to: "ThreadPool::start(1, most_in_pool(config))",
        args: FAST,
    },
    // A full queue is not noticed.
    Sabotage {
        point: "backpressure",
        file: "capstone/src/net/admission.rs",
        from: "self.limit.is_some_and(|limit| self.in_pool >= limit)",
        to: "self.limit.is_some_and(|limit| self.in_pool >= 1000 * limit)",
        args: FAST,
    },
    // A refusal is counted under a name that is not documented.
    Sabotage {
        point: "clients",
        file: "capstone/src/net/error_code.rs",
        from: "Self::TooLarge => \"too-large\",",
        to: "Self::TooLarge => \"too_large\",",
        args: FAST,
    },
    // A measured rate is ten times what it was.
    Sabotage {
        point: "benchmarks",
        file: "benchmarks/record/NEWEST/README.md",
        from: "/s |",
        to: "0/s |",
        args: FAST,
    },
    // The demo expects more replies than there are requests.
    Sabotage {
        point: "demo",
        file: "capstone/src/demo/month1/load.rs",
        from: "let requests = 16 * frames;",
        to: "let requests = 17 * frames;",
        args: &["--only", "demo"],
    },
    // Not formatted.
    Sabotage {
        point: "ci",
        file: "capstone/src/lib.rs",
        from: "pub mod client;",
        to: "pub  mod client;",
        args: &["--only", "ci"],
    },
];

/// How long one gate may take, with what it builds.
const LIMIT: Duration = Duration::from_secs(1_800);

/// A copy of the tree, as git sees it: what is ignored stays behind.
struct Tree(PathBuf);

impl Tree {
    fn new() -> Self {
        let root = workspace_root();
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("sabotage/tree");
        let _ = fs::remove_dir_all(&folder); // of an earlier campaign; what it had built may stay
        let list = Command::new("git")
            .args(["ls-files", "--cached", "--others", "--exclude-standard"])
            .current_dir(root)
            .output();
        let list = String::from_utf8(list.expect("git can be run").stdout).expect("paths are UTF-8");
        for path in list.lines().filter(|path| root.join(path).is_file()) {
            let file = folder.join(path);
            fs::create_dir_all(file.parent().expect("a file has a folder")).expect("a folder can be made");
            fs::copy(root.join(path), file).expect("a file can be copied");
        }
        Self(folder)
    }

    fn gate(&self, args: &[&str]) -> Ended {
        let mut gate = Command::new(std::env::var_os("CARGO").expect("cargo runs the checks"));
        gate.args(["run", "--quiet", "--example", "lesson16", "--"]).args(args).current_dir(&self.0);
        gate.env("CARGO_TARGET_DIR", self.0.with_file_name("target")).env_remove("CARGO_MANIFEST_DIR");
        let gate = gate.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
        Ended::of_within(Process::spawn(gate), LIMIT)
    }
}

impl Sabotage {
    /// The names of the points that the gate found red. The line is put back afterwards.
    fn reds_in(&self, copy: &Tree) -> Vec<String> {
        let file = copy.0.join(self.file.replace("NEWEST", &newest_record()));
        let right = fs::read_to_string(&file).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
        assert!(right.contains(self.from), "{} has no line with {:?}", self.file, self.from);
        fs::write(&file, right.replacen(self.from, self.to, 1)).expect("the copy can be written");
        let ended = copy.gate(self.args);
        fs::write(&file, right).expect("the copy can be written");
        let lines = ended.stdout.lines().filter(|line| line.starts_with("FAIL  "));
        lines.clone().for_each(|line| println!("    {line}"));
        let reds: Vec<String> =
            lines.filter_map(|line| line.split_whitespace().nth(1)).map(str::to_owned).collect();
        let code = if reds.is_empty() { 0 } else { 1 };
        assert_eq!(ended.code, Some(code), "the gate ended otherwise\n{}{}", ended.stdout, ended.stderr);
        reds
    }
}

fn newest_record() -> String {
    let records = workspace_root().join("benchmarks/record").read_dir().expect("there are records").flatten();
    let of_plans = records.filter(|entry| entry.path().join("plan.toml").is_file());
    let names = of_plans.map(|entry| entry.file_name());
    names.max().expect("there is a record").to_string_lossy().into_owned()
}

#[test]
fn the_lines_that_the_campaign_changes_are_there() {
    for Sabotage { point, file, from, .. } in &SABOTAGES {
        let path = workspace_root().join(file.replace("NEWEST", &newest_record()));
        let text = fs::read_to_string(&path).unwrap_or_else(|error| panic!("{point}: {file}: {error}"));
        assert!(text.contains(from), "{point}: {file} has no longer {from:?}");
    }
}

#[test]
#[ignore = "a campaign: it builds ten copies of the tree"]
fn each_of_ten_sabotages_turns_its_point_red() {
    let text = Text::at("lessons/16-quality-gate/README.md").section("A gate that cannot turn red");
    let claim = text.claim("the gate must turn red for the point that was broken");
    claim.beside_others().within(10 * LIMIT).holds(|| {
        let copy = Tree::new();
        let right = copy.gate(FAST);
        assert_eq!(right.code, Some(0), "of a right copy it said\n{}{}", right.stdout, right.stderr);
        println!("a right copy: green");
        let mut missed = Vec::new();
        let chosen = std::env::var("POINTS").ok();
        let is_chosen =
            |point| chosen.as_ref().is_none_or(|points| points.split(',').any(|name| name == point));
        for sabotage in SABOTAGES.iter().filter(|sabotage| is_chosen(sabotage.point)) {
            println!("{}: {}", sabotage.point, sabotage.to.trim());
            let reds = sabotage.reds_in(&copy);
            if !reds.contains(&sabotage.point.to_owned()) {
                missed.push(format!("{} (red: {reds:?})", sabotage.point));
            }
        }
        assert!(missed.is_empty(), "these were not found: {}", missed.join(", "));
    });
}
