//! A learner's copy of this course, and the command in it.

use std::collections::hash_map::DefaultHasher;
use std::hash::{Hash, Hasher};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::{env, fs};
use week::lesson::Lesson;
use week::splice::{Source, transplant};

/// There is one copy at a time: cargo then compiles again what has changed in it, and nothing else.
static ONE: Mutex<()> = Mutex::new(());

/// A copy. It goes when this does.
pub(crate) struct Copy {
    folder: PathBuf,
    pub(crate) lessons: Vec<Lesson>,
    _one: MutexGuard<'static, ()>,
}

/// What a command left.
#[derive(Debug)]
pub(crate) struct Ended {
    pub(crate) code: Option<i32>,
    /// Its stdout and then its stderr.
    pub(crate) said: String,
}

/// The root of the course.
pub(crate) fn course() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).ancestors().nth(2).expect("the crate is two folders deep")
}

/// All files below a folder, but for what git keeps.
pub(crate) fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).expect("it can be read").flatten().map(|entry| entry.path());
    let all = entries.filter(|path| !path.ends_with(".git"));
    all.flat_map(|path| if path.is_dir() { files(&path) } else { vec![path] }).collect()
}

impl Copy {
    /// Room for one, and for what stands beside it.
    pub(crate) fn none_yet() -> Self {
        let one = ONE.lock().unwrap_or_else(PoisonError::into_inner);
        let mut hasher = DefaultHasher::new();
        course().hash(&mut hasher);
        // The same for each run, so that cargo finds what it has compiled before. Not in the course, where none may be.
        let folder = env::temp_dir().join(format!("week of {:08x}", hasher.finish() as u32));
        let _ = fs::remove_dir_all(&folder); // it may have been left behind
        fs::create_dir_all(&folder).expect("a folder can be made for what is temporary");
        let lessons = week::lesson::lessons(course()).expect("the course has lessons");
        Self { folder, lessons, _one: one }
    }

    /// As `cargo week start` writes it, with blanks from the first lesson on.
    pub(crate) fn started() -> Self {
        Self::started_at(1)
    }

    /// As `cargo week start` writes it, with blanks from lesson `at` on.
    pub(crate) fn started_at(at: u32) -> Self {
        let copy = Self::none_yet();
        let path = copy.path().display().to_string();
        week(course(), &["start", &path, "--at", &at.to_string()]).succeeds();
        copy.share_what_is_compiled();
        copy
    }

    pub(crate) fn path(&self) -> PathBuf {
        self.beside("my week")
    }

    pub(crate) fn beside(&self, name: &str) -> PathBuf {
        self.folder.join(name)
    }

    /// Dependencies that the course has compiled need not be compiled again.
    pub(crate) fn share_what_is_compiled(&self) {
        let target = Path::new(env!("CARGO_TARGET_TMPDIR")).parent().expect("it is in the target directory");
        std::os::unix::fs::symlink(target, self.path().join("target")).expect("a link can be made");
    }

    pub(crate) fn week(&self, args: &[&str]) -> Ended {
        week(&self.path(), args)
    }

    /// Writes the lesson as the reference has it.
    pub(crate) fn solve(&self, lesson: &Lesson) {
        for file in lesson.files() {
            let reference = fs::read_to_string(course().join(file)).expect("the course has the file");
            self.write(file, &reference, &lesson.names_in(file));
        }
    }

    /// Writes these functions into the file, as `text` has them.
    pub(crate) fn write(&self, file: &str, text: &str, names: &[&str]) {
        let path = self.path().join(file);
        let before = fs::read_to_string(&path).expect("the copy has the file");
        let source = Source::parse(text).expect("it is Rust");
        let after = transplant(&before, &source, names).unwrap_or_else(|problem| panic!("{file}: {problem}"));
        fs::write(&path, after).expect("it can be written");
    }
}

impl Drop for Copy {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.folder);
    }
}

/// Runs `cargo week` with `args` in `folder`.
pub(crate) fn week(folder: &Path, args: &[&str]) -> Ended {
    run(Command::new(env!("CARGO_BIN_EXE_week")).args(args).current_dir(folder))
}

pub(crate) fn run(command: &mut Command) -> Ended {
    let output = command.stdin(Stdio::null()).output().expect("the program can be run");
    let said = [output.stdout, output.stderr].concat();
    Ended { code: output.status.code(), said: String::from_utf8(said).expect("it writes text") }
}

impl Ended {
    #[track_caller]
    pub(crate) fn succeeds(self) -> String {
        assert!(self.code == Some(0), "{}", self.said);
        self.said
    }

    #[track_caller]
    pub(crate) fn fails(self) -> String {
        assert!(self.code == Some(1), "{}", self.said);
        self.said
    }
}
