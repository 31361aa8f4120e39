//! The dev container: what it names is there, and it has the programs that the gate looks for.

use checks::workspace_root;
use serde_json::Value;
use std::fs;

fn read(name: &str) -> String {
    fs::read_to_string(workspace_root().join(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
}

#[test]
fn the_dev_container_names_a_set_up_that_is_there() {
    let container: Value =
        serde_json::from_str(&read(".devcontainer/devcontainer.json")).expect("it is JSON");
    let command = container["onCreateCommand"].as_str().expect("it has a set-up");
    let script = command.strip_prefix("bash ").expect("the set-up is a script");
    assert!(workspace_root().join(script).exists(), "there is no {script}");
    let image = container["image"].as_str().expect("it has an image");
    assert!(image.starts_with("rust:"), "{image} has no Rust");
}

#[test]
fn the_dev_container_has_what_the_gate_installs() {
    let [set_up, gate] = [".devcontainer/setup.sh", ".ci/programs"].map(read);
    let installs = gate.lines().find(|line| line.contains("set -- ")).expect("the gate installs something");
    let pairs = installs.split_whitespace().filter_map(|word| word.split_once('='));
    let is_name = |word: &str| !word.is_empty() && word.chars().all(|it| it.is_ascii_lowercase());
    let packages = pairs.map(|(_, package)| package.trim_end_matches(';')).filter(|package| is_name(package));
    let packages: Vec<&str> = packages.collect();
    assert!(packages.contains(&"haproxy"), "{packages:?}");
    for package in packages {
        assert!(set_up.contains(package), ".devcontainer/setup.sh does not install {package}");
    }
}
