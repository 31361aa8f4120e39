//! `promtool` accepts the pages, the configuration, the rules and the dashboard. It comes with Prometheus (Debian: `apt-get
//! install prometheus`). Where it is absent, the tests say so and check nothing.

mod scrape;

use checks::{Server, workspace_root};
use scrape::{Exporter, LONG, within};
use serde_json::Value;
use std::collections::BTreeSet;
use std::fs;
use std::io::Write;
use std::path::PathBuf;
use std::process::{Command, Output, Stdio};

fn exporter_file(name: &str) -> PathBuf {
    workspace_root().join("exporter").join(name)
}

/// Runs promtool in the exporter's folder; `None` where there is none.
fn promtool(args: &[&str], input: &str) -> Option<Output> {
    let mut command = Command::new("promtool");
    command.args(args).current_dir(exporter_file(""));
    let child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn();
    let Ok(mut child) = child else {
        eprintln!("skipped: promtool is not here");
        return None;
    };
    let mut stdin = child.stdin.take().expect("it is piped");
    stdin.write_all(input.as_bytes()).expect("promtool reads what it is given");
    drop(stdin);
    Some(child.wait_with_output().expect("promtool ends"))
}

#[track_caller]
fn assert_promtool_accepts(args: &[&str], input: &str) {
    if let Some(output) = promtool(args, input) {
        let [told, erred] = [&output.stdout, &output.stderr].map(|text| String::from_utf8_lossy(text));
        // `check metrics` also advises on names and help texts, and then ends with exit code 3.
        assert!(output.status.success(), "promtool {args:?}: {}\n{told}{erred}\n{input}", output.status);
    }
}

fn pages() -> Vec<String> {
    let server = Server::start(&[]);
    let exporter = Exporter::of(server.addr());
    let mut pages = vec![exporter.get("/metrics").body];
    server.connect().expect_echo(1, b"to be counted");
    pages.push(exporter.get("/metrics").body);
    drop(server);
    pages.push(exporter.get("/metrics").body);
    pages
}

#[test]
fn promtool_has_no_complaint_about_a_page_whether_fresh_used_or_of_a_server_that_is_gone() {
    within(LONG, || pages().iter().for_each(|page| assert_promtool_accepts(&["check", "metrics"], page)));
}

#[test]
fn promtool_accepts_the_configuration_and_the_rules_and_each_alert_speaks_when_it_should() {
    assert_promtool_accepts(&["check", "config", "prometheus.yml"], "");
    assert_promtool_accepts(&["check", "rules", "rules.yml"], "");
    assert_promtool_accepts(&["test", "rules", "rules.test.yml"], "");
}

/// The queries of all panels.
fn queries() -> Vec<String> {
    let text = fs::read_to_string(exporter_file("dashboard.json")).expect("there is a dashboard");
    let dashboard: Value = serde_json::from_str(&text).expect("it is JSON");
    let panels = dashboard["panels"].as_array().expect("it has panels");
    let targets = panels.iter().flat_map(|panel| panel["targets"].as_array().expect("a panel has queries"));
    targets.map(|target| target["expr"].as_str().expect("a query is a text").to_owned()).collect()
}

#[test]
fn promtool_accepts_each_query_of_the_dashboard() {
    // Grafana fills these in before Prometheus sees the query.
    let filled =
        queries().into_iter().map(|query| query.replace("$__rate_interval", "1m").replace("$instance", ".*"));
    let rules: Vec<Value> = filled
        .enumerate()
        .map(|(number, expr)| serde_json::json!({ "record": format!("query:{number}"), "expr": expr }))
        .collect();
    assert!(rules.len() > 10, "these are all queries: {rules:?}");
    // JSON is YAML, too.
    let rules = serde_json::json!({ "groups": [{ "name": "dashboard", "rules": rules }] }).to_string();
    let folder = tempfile::tempdir().expect("there is room for a folder");
    let file = folder.path().join("dashboard.yml");
    fs::write(&file, &rules).expect("there is room for a file");
    assert_promtool_accepts(&["check", "rules", file.to_str().expect("the path is UTF-8")], "");
}

#[test]
fn the_rules_and_the_dashboard_ask_for_nothing_that_no_page_has() {
    within(LONG, || {
        let name = regex_lite::Regex::new(r"\bcapstone_[a-z_]+").expect("it is a pattern");
        let names =
            |text: &str| name.find_iter(text).map(|it| it.as_str().to_owned()).collect::<BTreeSet<_>>();
        let known = names(&pages()[1]);
        let rules = fs::read_to_string(exporter_file("rules.yml")).expect("there are rules");
        let asked = &names(&rules) | &names(&queries().join("\n"));
        let unknown: Vec<_> = asked.difference(&known).collect();
        assert!(asked.len() > 10 && unknown.is_empty(), "no page has {unknown:?}");
    });
}
