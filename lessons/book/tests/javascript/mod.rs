//! Runs `web/model.js`: in node, or in headless Chromium.

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

/// What each expression gives: a list of numbers, to the last digit. Nothing if there is nothing to run them with.
pub(crate) fn numbers(expressions: &[&str]) -> Option<Vec<Vec<f64>>> {
    let model = Path::new(env!("CARGO_MANIFEST_DIR")).join("web/model.js");
    let model = fs::read_to_string(model).expect("web/model.js can be read");
    let list = expressions.join(",\n");
    let names = "MS, simulate, queue, omission, throughput, peak, jain";
    // A number in a string is read back as it was.
    let answer = format!(
        "{model}\nconst {{ {names} }} = globalThis.Model;\nconst answer = [\n{list}\n].map((list) => list.map(String).join(\" \")).join(\"\\n\");\n"
    );
    let said = in_node(&answer).or_else(|| in_chromium(&answer))?;
    let parse = |line: &str| line.split(' ').map(|word| word.parse().expect("it is a number")).collect();
    Some(said.trim().lines().map(parse).collect())
}

fn in_node(script: &str) -> Option<String> {
    let file = Path::new(env!("CARGO_TARGET_TMPDIR")).join("figures.js");
    fs::write(&file, format!("{script}\nconsole.log(answer);\n")).expect("a file can be written");
    said(Command::new("node").arg(file))
}

fn in_chromium(script: &str) -> Option<String> {
    let file = Path::new(env!("CARGO_TARGET_TMPDIR")).join("figures.html");
    let page = format!(
        "<!doctype html><pre></pre><script>\n{script}\ndocument.querySelector('pre').textContent = 'answer:' + answer + ':end';\n</script>"
    );
    fs::write(&file, page).expect("a file can be written");
    let programs = ["chromium", "chromium-browser", "google-chrome"];
    let page = programs.iter().find_map(|program| {
        let mut command = Command::new(program);
        command.args(["--headless", "--no-sandbox", "--disable-gpu", "--dump-dom"]).arg(&file);
        said(&mut command)
    })?;
    Some(page.split("answer:").nth(1)?.split(":end").next()?.to_owned())
}

fn said(command: &mut Command) -> Option<String> {
    let output = command.stderr(Stdio::inherit()).output().ok()?;
    assert!(output.status.success(), "{command:?} ended with {}", output.status);
    Some(String::from_utf8_lossy(&output.stdout).into_owned())
}
