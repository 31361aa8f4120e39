//! Where the plan is, and which runs of it are wanted.

use crate::month::plan::Plan;
use crate::month::task::Task;
use anyhow::{Context, Result};
use clap::Args;
use std::fs;
use std::path::{Path, PathBuf};

/// The flags that `plan` and `run` have in common.
#[derive(Debug, Args)]
pub(crate) struct PlanFile {
    /// The plan [default: benchmarks/plan.toml]
    #[arg(long, value_name = "FILE")]
    plan: Option<PathBuf>,
    /// Only the runs of this task
    #[arg(long, value_name = "TASK", value_parser = parse_task)]
    pub(crate) only: Option<Task>,
}

/// The usual plan.
const USUAL: &str = "plan.toml";

fn parse_task(name: &str) -> Result<Task, String> {
    let found = Task::ALL.into_iter().find(|task| task.name() == name);
    found.ok_or_else(|| "the tasks are echo, sleep and spin".to_owned())
}

impl PlanFile {
    /// The file as it is, and what it says, with all of its runs.
    pub(crate) fn read(&self) -> Result<(String, Plan)> {
        read(&self.plan.clone().unwrap_or_else(usual))
    }
}

/// What the usual plan says.
pub(crate) fn read_usual() -> Result<Plan> {
    Ok(read(&usual())?.1)
}

fn usual() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(USUAL)
}

fn read(path: &Path) -> Result<(String, Plan)> {
    let text = fs::read_to_string(path).with_context(|| format!("cannot read the plan {path:?}"))?;
    let plan = Plan::parse(&text).with_context(|| format!("cannot use the plan {path:?}"))?;
    Ok((text, plan))
}
