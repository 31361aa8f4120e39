//! `benchmarks compare A B`: two records, and which of their differences exceed the noise.

use super::grid::Grid;
use super::report;
use crate::month::noise::{by_chance, differ};
use crate::month::spread::Spread;
use crate::month::turns::MIN_REPETITIONS;
use anyhow::{Context, Result, ensure};
use capstone::println;
use clap::Args;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// Compare two records: which differences exceed the noise
#[derive(Debug, Args)]
pub(crate) struct Compare {
    /// The folder of a record
    before: PathBuf,
    /// The folder of another one
    after: PathBuf,
}

/// The repetitions of a run, from a record's trials.csv.
#[derive(Debug, PartialEq)]
struct Repeated {
    /// `task,workers`
    name: String,
    rates: Vec<f64>,
    /// The p99 of each repetition, in seconds.
    p99s: Vec<f64>,
}

impl Compare {
    pub(crate) fn run(&self) -> Result<()> {
        let [before, after] = [&self.before, &self.after].map(|folder| read(folder));
        let (before, after) = (before?, after?);
        let pairs: Vec<(&Repeated, &Repeated)> = before
            .iter()
            .filter_map(|one| Some((one, after.iter().find(|other| other.name == one.name)?)))
            .collect();
        ensure!(!pairs.is_empty(), "the two records have no run in common");
        let fewest =
            pairs.iter().map(|(one, other)| one.rates.len().min(other.rates.len())).min().unwrap_or(0);
        println!("{}", table(&pairs).text());
        let count = pairs.iter().filter(|(one, other)| is_real(&one.rates, &other.rates)).count();
        println!("{count} of {} rates differ by more than the noise", pairs.len());
        if fewest < MIN_REPETITIONS {
            println!(
                "with {fewest} repetitions, nothing can be said: it takes {MIN_REPETITIONS} on each side"
            );
        } else {
            println!(
                "of two equal records, {:.1} rates would do so by chance; and both records are true only of the hour \
                 in which they were made",
                by_chance(fewest) * pairs.len() as f64
            );
        }
        Ok(())
    }
}

/// Whether two sets of repetitions differ, and there are enough of them to say so.
fn is_real(one: &[f64], other: &[f64]) -> bool {
    one.len().min(other.len()) >= MIN_REPETITIONS && differ(one, other)
}

fn table(pairs: &[(&Repeated, &Repeated)]) -> Grid {
    let mut grid =
        Grid::new(&["run", "before", "after", "ratio", "", "p99 before", "p99 after", "ratio", ""]);
    let time = |seconds: f64| report::duration(Some(Duration::from_secs_f64(seconds)));
    for (one, other) in pairs {
        let mut row = vec![one.name.replace(',', " ")];
        let columns: [(_, _, &dyn Fn(f64) -> String); 2] =
            [(&one.rates, &other.rates, &report::rate), (&one.p99s, &other.p99s, &time)];
        for (before, after, show) in columns {
            let [low, high] = [before, after].map(|values| Spread::of(values).median);
            let verdict = if is_real(before, after) { "differs" } else { "noise" };
            row.extend([show(low), show(high), format!("{:.2}x", high / low), verdict.to_owned()]);
        }
        grid.row(row);
    }
    grid
}

fn read(folder: &Path) -> Result<Vec<Repeated>> {
    let path = folder.join("trials.csv");
    let text =
        fs::read_to_string(&path).with_context(|| format!("{folder:?} is no record: no trials.csv"))?;
    parse(&text).with_context(|| format!("{path:?} is not as a run writes it"))
}

fn parse(text: &str) -> Result<Vec<Repeated>> {
    let mut lines = text.lines();
    let head: Vec<&str> = lines.next().context("it is empty")?.split(',').collect();
    let column = |name: &str| {
        head.iter().position(|found| *found == name).with_context(|| format!("it has no column {name}"))
    };
    let (rate, p99) = (column("rate")?, column("p99")?);
    let mut runs: Vec<Repeated> = Vec::new();
    for line in lines {
        let cells: Vec<&str> = line.split(',').collect();
        let number = |index: usize| -> Result<f64> {
            let cell = cells.get(index).with_context(|| format!("{line:?} is too short"))?;
            cell.parse().with_context(|| format!("{cell:?} is no number"))
        };
        let name = cells.iter().take(2).copied().collect::<Vec<_>>().join(",");
        let (rate, p99) = (number(rate)?, number(p99)?);
        match runs.iter_mut().find(|run| run.name == name) {
            Some(run) => {
                run.rates.push(rate);
                run.p99s.push(p99);
            }
            None => runs.push(Repeated { name, rates: vec![rate], p99s: vec![p99] }),
        }
    }
    Ok(runs)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn repetitions_are_found_wherever_their_columns_are() {
        let text = "task,workers,p99,rate\necho,0,0.1,5\nsleep,4,0.2,6\necho,0,0.3,7\n";
        let [echo, sleep] = parse(text).unwrap().try_into().unwrap();
        assert_eq!(echo, Repeated { name: "echo,0".into(), rates: vec![5.0, 7.0], p99s: vec![0.1, 0.3] });
        assert_eq!(sleep.rates, [6.0]);
        assert!(parse("task,workers,rate\n").unwrap_err().to_string().contains("p99"));
    }

    #[test]
    fn four_repetitions_are_too_few_to_say_anything() {
        assert!(is_real(&[1.0; 5], &[2.0; 5]) && !is_real(&[1.0; 4], &[2.0; 5]));
    }
}
