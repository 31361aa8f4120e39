//! The file that `--hgrm` makes.

use crate::{received, run, seconds, start};
use checks::{Ended, Server};
use std::fs;
use std::net::TcpListener;
use tempfile::tempdir;

#[test]
fn the_hgrm_file_has_the_distribution_of_the_report() {
    let server = Server::start(&[]);
    let folder = tempdir().unwrap();
    let path = folder.path().join("load.hgrm");
    let path = path.to_str().unwrap();
    let report = run(&server, &["--rate", "200", "--duration", "1", "--json", "--hgrm", path]).json();
    let text = fs::read_to_string(path).unwrap();
    let rows: Vec<Vec<f64>> = text
        .lines()
        .filter(|line| !line.starts_with('#'))
        .filter_map(|line| line.split_whitespace().map(|number| number.parse().ok()).collect())
        .filter(|row: &Vec<f64>| !row.is_empty())
        .collect();
    let middle = rows.iter().find(|row| row[1] == 0.5).unwrap_or_else(|| panic!("{text}"));
    let p50_ms = seconds(&report, "corrected_us", "p50") * 1e3;
    assert!(
        (middle[0] - p50_ms).abs() <= 0.002 * p50_ms + 0.001,
        "{p50_ms} ms, but the file says {middle:?}"
    );
    assert_eq!(rows.last().unwrap()[1..], [1.0, 200.0]);
    assert!(text.contains("#[Mean    ="), "{text}");
}

#[test]
fn an_hgrm_file_that_cannot_be_made_is_told_before_anything_is_sent() {
    let server = Server::start(&[]);
    let ended = run(&server, &["--rate", "10", "--duration", "1", "--hgrm", "/nonexistent/x.hgrm"]);
    assert_eq!((ended.code, ended.stdout.as_str(), ended.stderr.lines().count()), (Some(1), "", 1));
    assert!(ended.stderr.contains("/nonexistent/x.hgrm"), "{}", ended.stderr);
    assert_eq!(received(&server, "echo"), 0.0);
}

#[test]
fn an_hgrm_file_is_replaced_by_a_result_and_not_by_a_run_without_one() {
    let folder = tempdir().unwrap();
    let path = folder.path().join("old.hgrm");
    fs::write(&path, "an old result\n").unwrap();
    let nobody = {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        listener.local_addr().unwrap().to_string()
    };
    let refusing = Server::start(&["--max-payload", "10"]);
    for addr in [nobody, refusing.addr().to_string()] {
        let args = ["--rate", "100", "--duration", "0.1", "--hgrm", path.to_str().unwrap()];
        let ended = Ended::of(start(&addr, &args));
        assert_eq!(ended.code, Some(1), "{ended:?}");
        assert_eq!(fs::read_to_string(&path).unwrap(), "an old result\n", "{ended:?}");
    }
}
