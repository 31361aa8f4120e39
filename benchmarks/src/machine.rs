//! Under which conditions something was measured. A figure without them is worth nothing.

use capstone::observe::Timestamp;
use std::fs;
use std::process::Command;
use std::thread::available_parallelism;
use std::time::SystemTime;

/// The machine, the compiler, the commit and what else goes on: a line each.
pub(crate) fn conditions() -> String {
    let cpus = cpus();
    let changed =
        if output_of("git", &["status", "--porcelain", "-uno"]).is_empty() { "" } else { ", changed" };
    format!(
        "machine   {}, {cpus} CPUs, {}\ncompiler  {}\ncommit    {}{changed}\npriority  {}\nload      {}",
        cpu_model(),
        output_of("uname", &["-srm"]),
        output_of("rustc", &["--version"]),
        output_of("git", &["rev-parse", "--short", "HEAD"]),
        priority(),
        load()
    )
}

/// How much this process is preferred to others: by its nice value and, on a Linux that groups processes by session, by
/// that of its group, which then is the one that counts between sessions.
fn priority() -> String {
    let nice = format!("nice {}", output_of("nice", &[]));
    let group = fs::read_to_string("/proc/self/autogroup").unwrap_or_default();
    let group = group.trim().split_once(' ').map_or("", |(_, nice)| nice);
    if group.is_empty() { nice } else { format!("{nice}, session {group}") }
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

/// How many CPUs this process may use.
pub(crate) fn cpus() -> usize {
    available_parallelism().map_or(1, usize::from)
}

/// Today, in UTC: `2026-11-23`.
pub(crate) fn date() -> String {
    format!("{:.10}", Timestamp::from(SystemTime::now()))
}

/// The machine in a word that may be a file's name: `amd-epyc-2-cpus`.
pub(crate) fn slug() -> String {
    let model = cpu_model().to_lowercase();
    let words = model.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
    let name: Vec<&str> = words.take(4).collect();
    let name = if name.is_empty() { std::env::consts::ARCH.to_owned() } else { name.join("-") };
    format!("{name}-{}-cpus", cpus())
}
