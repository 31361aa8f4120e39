//! A record of the benchmark in which something is not as it was measured.

use crate::tree::Tree;
use crate::whole_gate::{assert_green, assert_red, claim, gate_in};
use checks::workspace_root;
use std::fs;
use std::path::Path;

/// The newest record of a plan in this tree.
struct Record {
    /// From the tree's root.
    folder: String,
}

impl Record {
    fn newest() -> Self {
        let records = workspace_root().join("benchmarks/record").read_dir().expect("there are records");
        let folders =
            records.flatten().map(|entry| entry.path()).filter(|path| path.join("plan.toml").is_file());
        let name = folders.max().expect("there is a record");
        let name = name.file_name().expect("a folder has a name").to_string_lossy();
        Self { folder: format!("benchmarks/record/{name}") }
    }

    fn read(&self, file: &str) -> String {
        let path = workspace_root().join(Path::new(&self.folder)).join(file);
        fs::read_to_string(path).expect("a part of the record can be read")
    }

    /// The histogram of the run that was measured first.
    fn first_histogram(&self) -> String {
        let trials = self.read("trials.csv");
        let mut fields = trials.lines().nth(1).expect("there is a measurement").split(',');
        let [task, workers] = [(); 2].map(|()| fields.next().expect("a line begins with task and workers"));
        format!("histograms/{task}-{workers}.csv")
    }
}

#[test]
fn a_copy_without_a_record_is_found() {
    claim("the gate must turn red when there is no record of a benchmark").holds(|| {
        let tree = Tree::new("no-record").with("benchmarks/README.md", "");
        assert_red(&gate_in(&tree, "benchmarks"), "benchmarks", "no record");
    });
}

#[test]
fn a_figure_that_was_made_up_is_found() {
    claim("the gate must turn red when the record's table, plan, figures or charts were changed").holds(
        || {
            let record = Record::newest();
            let tree = || Tree::new("record").with_all_of(&record.folder);
            assert_green(&gate_in(&tree(), "benchmarks"), "benchmarks");

            let (page, plan, trials) =
                (record.read("README.md"), record.read("plan.toml"), record.read("trials.csv"));
            let histogram = record.first_histogram();
            let first_trial = trials.lines().nth(1).expect("there is a measurement");
            let changes = [
                ("README.md", page.replacen("/s |", "0/s |", 1), "says predicted"),
                ("plan.toml", plan.replacen("\nreason = ", "\nno_reason = ", 1), "has no reason"),
                ("trials.csv", trials.replacen(first_trial, "", 1), "runs with all repetitions"),
                ("time-spent.svg", String::new(), "no time-spent.svg"),
                (&histogram, record.read(&histogram) + "99999.0,1\n", "histograms of all requests"),
            ];
            for (file, content, why) in changes {
                let changed = tree().with(&format!("{}/{file}", record.folder), &content);
                assert_red(&gate_in(&changed, "benchmarks"), "benchmarks", why);
            }
        },
    );
}
