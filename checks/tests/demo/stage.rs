//! A demo in a folder of its own, so that whatever it leaves behind is found.

use checks::{Ended, Process, Signal, binary, until};
use std::fs;
use std::io::ErrorKind;
use std::net::{SocketAddr, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{self, Command, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};

/// What every demo's folder, and every process that it starts, can be told by.
pub(crate) struct Scene {
    /// The folder for temporary files that the demo is told to use.
    folder: PathBuf,
}

impl Scene {
    pub(crate) fn new() -> Self {
        static NUMBER: AtomicU32 = AtomicU32::new(0);
        let number = NUMBER.fetch_add(1, Ordering::SeqCst);
        let folder = std::env::temp_dir().join(format!("checks-of-the-demo-{}-{number}", process::id()));
        fs::create_dir(&folder).expect("a folder for temporary files can be made");
        Self { folder }
    }

    /// Starts `capstone demo` with these arguments.
    pub(crate) fn start(&self, args: &[&str]) -> Process {
        let mut command = Command::new(binary("capstone"));
        command.arg("demo").args(args).env("TMPDIR", &self.folder);
        Process::spawn(command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped()))
    }

    /// Runs it to its end, and holds it to leaving nothing.
    #[track_caller]
    pub(crate) fn run(&self, args: &[&str]) -> Ended {
        let ended = Ended::of(self.start(args));
        self.assert_nothing_is_left(&ended.stdout);
        ended
    }

    /// A program that is like `capstone`, but for what this piece of shell does before: `$1` is the subcommand.
    pub(crate) fn misbehaving(&self, shell: &str) -> PathBuf {
        let path = self.folder.with_extension("sh");
        let capstone = binary("capstone");
        let capstone = capstone.display().to_string().replace('\'', r"'\''");
        let text = format!("#!/bin/sh\n{shell}\nexec '{capstone}' \"$@\"\n");
        fs::write(&path, text).expect("the program can be written");
        let status = Command::new("chmod").arg("+x").arg(&path).status();
        assert!(status.is_ok_and(|status| status.success()), "the program can be made executable");
        path
    }

    /// No process, no port, no file.
    #[track_caller]
    pub(crate) fn assert_nothing_is_left(&self, stdout: &str) {
        until("every process of the demo has ended", || self.processes().is_empty());
        until("the demo's folder is gone", || {
            fs::read_dir(&self.folder).is_ok_and(|mut entries| entries.next().is_none())
        });
        if Path::new("/proc/self/environ").exists() {
            return; // no process, no port; and another server may have got the same number by now
        }
        for line in stdout.lines().filter_map(|line| line.trim().strip_prefix("listening on ")) {
            let address: SocketAddr = line.parse().expect("an address");
            let refused =
                TcpStream::connect(address).is_err_and(|error| error.kind() == ErrorKind::ConnectionRefused);
            assert!(refused, "somebody still listens on {address}");
        }
    }

    /// The processes that know the folder: a child inherits the variable that names it.
    fn processes(&self) -> Vec<PathBuf> {
        let marked = |process: &Path| {
            let mark = format!("TMPDIR={}", self.folder.display());
            // A process that has ended, and that nobody has waited for yet, has no environment any more.
            fs::read(process.join("environ"))
                .is_ok_and(|environ| environ.split(|byte| *byte == 0).any(|found| found == mark.as_bytes()))
        };
        let all = fs::read_dir("/proc").into_iter().flatten().flatten().map(|entry| entry.path());
        all.filter(|process| marked(process)).collect()
    }
}

impl Drop for Scene {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.folder);
        let _ = fs::remove_file(self.folder.with_extension("sh"));
    }
}

/// Ends the demo in this way. The first of two interrupts asks, the second insists.
pub(crate) fn end(demo: &mut Process, signals: &[Signal]) {
    for signal in signals {
        demo.signal(*signal);
    }
}
