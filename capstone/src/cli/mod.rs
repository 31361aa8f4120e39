//! The command line: one file a subcommand.

mod address;
mod args;
mod console;
mod demo;
mod exit;
mod export;
mod json;
mod load;
mod log;
mod ramp;
mod report;
mod result_file;
mod send;
mod serve;
mod stress;
mod terminal;
mod usage;

use anyhow::Result;
use clap::{Parser, Subcommand};
use exit::Exit;
use std::env;
use std::ffi::OsString;
use std::process::ExitCode;
use usage::Asked;

/// A TCP server on poll(2) whose requests run on a thread pool, and the clients that try and measure it.
#[derive(Debug, Parser)]
#[command(name = "capstone", version, arg_required_else_help = false)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    Serve(serve::Serve),
    Send(send::Send),
    Stress(stress::Stress),
    Load(load::Load),
    Ramp(ramp::Ramp),
    Log(log::Log),
    Export(export::Export),
    Demo(demo::Demo),
    #[command(hide = true)]
    DemoGuard(demo::DemoGuard),
}

/// Runs the command that the process was started with.
pub(crate) fn run() -> ExitCode {
    let words: Vec<OsString> = env::args_os().collect();
    match run_command(&words) {
        Ok(exit) => exit.code(),
        Err(error) => {
            console::tell(&format!("{error:#}"));
            exit::code_of(&error)
        }
    }
}

fn run_command(words: &[OsString]) -> Result<Exit> {
    let cli: Cli = match usage::parse(words)? {
        Asked::Command(cli) => cli,
        Asked::Text(text) => {
            console::print(text.as_bytes())?;
            return Ok(Exit::Success);
        }
    };
    match cli.command {
        Command::Serve(serve) => serve.run(),
        Command::Send(send) => send.run(),
        Command::Stress(stress) => stress.run(),
        Command::Load(load) => load.run(),
        Command::Ramp(ramp) => ramp.run(),
        Command::Log(log) => log.run(),
        Command::Export(export) => export.run(),
        Command::Demo(demo) => demo.run(),
        Command::DemoGuard(guard) => guard.run(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;
    use std::os::unix::ffi::OsStringExt;
    use usage::{Usage, takes_number};

    fn refusal(words: &[OsString]) -> String {
        match usage::parse::<Cli>(&[&["capstone".into()], words].concat()) {
            Ok(asked) => panic!("{words:?} is understood as {asked:?}"),
            Err(Usage(line)) => line,
        }
    }

    #[test]
    fn every_flag_for_a_number_names_itself_and_its_range() {
        let (root, mut count) = (Cli::command(), 0);
        for command in root.get_subcommands() {
            for arg in command.get_arguments().filter(|arg| takes_number(arg)) {
                let flag = format!("--{}", arg.get_long().expect("numbers come with flags"));
                for value in ["-1", "-1e3", "-inf", "-x", "many", ""] {
                    let line = refusal(&[command.get_name().into(), flag.clone().into(), value.into()]);
                    let names = line.contains(&flag) && line.contains(" from ") && line.contains(value);
                    assert!(names, "{} {flag} {value}: {line}", command.get_name());
                }
                count += 1;
            }
        }
        assert!(count > 30, "only {count} flags were found");
    }

    #[test]
    fn a_flag_without_its_number_does_not_take_the_next_flag_for_one() {
        let line = refusal(&["serve", "--queue", "--workers", "3"].map(OsString::from));
        assert!(line.contains("a value is required for '--queue <N>'"), "{line}");
    }

    #[test]
    fn a_word_that_is_not_utf8_is_named_and_a_path_may_be_so() {
        let odd = OsString::from_vec(b"caf\xe9".to_vec());
        let joined = OsString::from_vec(b"--queue=\xe9".to_vec());
        let path = [OsString::from("--log"), odd.clone()];
        for (words, name) in [
            (vec!["send".into(), odd.clone()], r#""caf\xE9" is not UTF-8"#),
            (vec!["serve".into(), joined.clone()], r#""--queue=\xE9" is not UTF-8"#),
            ([&["serve".into()], &path[..], &["--queue".into(), odd]].concat(), r#""caf\xE9" is not UTF-8"#),
            ([&["serve".into()], &path[..], &[joined]].concat(), r#""--queue=\xE9" is not UTF-8"#),
        ] {
            let line = refusal(&words);
            assert!(line.contains(name), "{words:?}: {line}");
        }
        let serve = [&["capstone".into(), "serve".into()], &path[..]].concat();
        assert!(matches!(usage::parse::<Cli>(&serve), Ok(Asked::Command(_))));
    }
}
