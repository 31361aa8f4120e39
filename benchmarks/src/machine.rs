//! Under which conditions something was measured. A figure without them is worth nothing.

use std::fs;
use std::process::Command;
use std::thread::available_parallelism;

/// The machine, the compiler, the commit and what else goes on: a line each.
pub(crate) fn conditions() -> String {
    let cpus = available_parallelism().map_or(0, usize::from);
    let changed =
        if output_of("git", &["status", "--porcelain", "-uno"]).is_empty() { "" } else { ", changed" };
    format!(
        "machine   {}, {cpus} CPUs, {}\ncompiler  {}\ncommit    {}{changed}\nload      {}",
        cpu_model(),
        output_of("uname", &["-srm"]),
        output_of("rustc", &["--version"]),
        output_of("git", &["rev-parse", "--short", "HEAD"]),
        load()
    )
}

/// How many threads wanted a CPU on average over the last 1, 5 and 15 minutes.
pub(crate) fn load() -> String {
    let uptime = output_of("uptime", &[]);
    uptime
        .rsplit_once("average")
        .map_or("unknown", |(_, load)| load.trim_start_matches(['s', ':', ' ']))
        .to_owned()
}

fn cpu_model() -> String {
    let info = fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let model = info.lines().find_map(|line| line.strip_prefix("model name")?.split_once(": "));
    model.map_or_else(
        || output_of("sysctl", &["-n", "machdep.cpu.brand_string"]),
        |(_, model)| model.to_owned(),
    )
}

/// The first line that a program writes; nothing if there is no such program.
fn output_of(program: &str, args: &[&str]) -> String {
    let output = Command::new(program).args(args).output();
    let text = output.map(|output| String::from_utf8_lossy(&output.stdout).into_owned()).unwrap_or_default();
    text.lines().next().unwrap_or_default().trim().to_owned()
}
