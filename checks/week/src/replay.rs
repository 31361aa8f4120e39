//! `cargo week replay`: runs the schedule in which a model failed once more, and goes through its steps one by one.

use crate::check::cargo;
use crate::mark::mark;
use crate::place::Place;
use crate::terminal::Terminal;
use anyhow::{Context, Result, bail};
use std::env;
use std::io::{self, BufRead};
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode, Output};

/// What stands before the drawing in a failure.
const AGAIN: &str = "to see this schedule again: ";

/// Shows the schedule that a failed model calls `seed`, as in `17-3f2a`. The drawing also goes into `svg`.
pub(crate) fn replay(place: &Place, seed: &str, svg: Option<&Path>, terminal: Terminal) -> Result<ExitCode> {
    let (_, own) = seed.split_once('-').context("a seed is as a failed model prints it: 17-3f2a")?;
    terminal.now("building the models");
    let list = models(place, &["--list", "--format", "terse"], &[])?;
    let words = String::from_utf8_lossy(&list.stdout).into_owned();
    let names = words.lines().filter_map(|line| line.strip_suffix(": test"));
    let Some(name) = names.into_iter().find(|name| mark(name) == own) else {
        terminal.over();
        bail!(
            "no model's schedules end in -{own}: does the tree compile, and is it the one that failed?\n{}",
            String::from_utf8_lossy(&list.stderr)
        );
    };
    let mut variables = vec![("MODEL_SEED", PathBuf::from(seed))];
    variables.extend(
        svg.map(|file| Ok::<_, io::Error>(("MODEL_SVG", env::current_dir()?.join(file)))).transpose()?,
    );
    let run = models(place, &[name, "--exact", "--nocapture"], &variables)?;
    terminal.over();
    let said = String::from_utf8_lossy(&run.stderr).into_owned() + &String::from_utf8_lossy(&run.stdout);
    let Some((before, drawing)) = parts(&said) else {
        terminal.say(&format!("{name} holds in this schedule.\n"));
        return Ok(ExitCode::SUCCESS);
    };
    terminal.say(&format!("{}\n{before}\n", terminal.bold(name)));
    step(&drawing, terminal)?;
    Ok(ExitCode::FAILURE)
}

fn models(place: &Place, args: &[&str], variables: &[(&str, PathBuf)]) -> Result<Output> {
    let mut command = Command::new(cargo::program());
    command.args(["models", "--quiet", "--"]).args(args).current_dir(&place.root);
    command.envs(variables.iter().map(|(name, value)| (name, value)));
    command.output().context("cargo cannot be run: is it in the path?")
}

/// The failure in a sentence, with what belongs to it, and the lines of the drawing.
fn parts(said: &str) -> Option<(String, Vec<String>)> {
    let lines: Vec<&str> = said.lines().collect();
    let again = lines.iter().position(|line| line.trim_start().starts_with(AGAIN))?;
    let is_detail = |line: &&str| line.starts_with("    ") || line.is_empty();
    let sentence = lines[..again].iter().rposition(|line| !is_detail(line))?;
    let drawing = lines[again + 1..].iter().take_while(|line| line.starts_with("    "));
    let drawing = drawing.map(|line| line[4..].to_owned()).filter(|line| !line.is_empty());
    Some((lines[sentence..again].join("\n"), drawing.collect()))
}

/// The names of the threads, and then a step for each line that is read. When no more lines come, all the rest.
fn step(drawing: &[String], terminal: Terminal) -> Result<()> {
    let Some((names, steps)) = drawing.split_first() else { return Ok(()) };
    terminal.say(&format!("\n{}\n", terminal.bold(names)));
    let mut keys = io::stdin().lock().lines();
    for line in steps {
        if terminal.is_one {
            keys.next().transpose()?;
            terminal.say(&format!("\x1b[A{line}\n"));
        } else {
            terminal.say(&format!("{line}\n"));
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_failure_has_its_sentence_and_its_drawing() {
        let said = "\nthread 'x' panicked at y:\na claim must hold, but it did not; see z\n    at a.rs:1\n    to see this schedule \
                    again: MODEL_SEED=1-2 cargo\n    \n    one  two\n    locks q\n         locks r\nnote: run\n";
        let (sentence, drawing) = parts(said).expect("it is a failure");
        assert_eq!(sentence, "a claim must hold, but it did not; see z\n    at a.rs:1");
        assert_eq!(drawing, ["one  two", "locks q", "     locks r"]);
    }
}
