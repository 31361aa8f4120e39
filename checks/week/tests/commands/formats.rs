//! `cargo week grade --format`: what Gradescope and GitHub Classroom get is what they say that they read.

use crate::grading::COUNTER;
use crate::toy::{Toy, change, read};
use serde_json::{Value, json};

/// What a field may hold.
enum Kind {
    Text,
    /// Not less than 0.
    Number,
    OneOf(&'static [&'static str]),
    /// A list of these.
    List(&'static [Field]),
    Anything,
}

struct Field {
    name: &'static str,
    required: bool,
    kind: Kind,
}

const fn must(name: &'static str, kind: Kind) -> Field {
    Field { name, required: true, kind }
}

const fn may(name: &'static str, kind: Kind) -> Field {
    Field { name, required: false, kind }
}

const VISIBILITY: Kind = Kind::OneOf(&["hidden", "after_due_date", "after_published", "visible"]);
const FORMAT: Kind = Kind::OneOf(&["text", "html", "simple_format", "md", "ansi"]);

/// By <https://gradescope-autograders.readthedocs.io/en/latest/specs/>.
const GRADESCOPE: [Field; 11] = [
    may("score", Kind::Number),
    may("execution_time", Kind::Number),
    may("output", Kind::Text),
    may("output_format", FORMAT),
    may("test_output_format", FORMAT),
    may("test_name_format", FORMAT),
    may("visibility", VISIBILITY),
    may("stdout_visibility", VISIBILITY),
    may("extra_data", Kind::Anything),
    may("leaderboard", Kind::Anything),
    must(
        "tests",
        Kind::List(&[
            must("score", Kind::Number),
            must("max_score", Kind::Number),
            may("status", Kind::OneOf(&["passed", "failed"])),
            must("name", Kind::Text),
            may("name_format", FORMAT),
            may("number", Kind::Text),
            may("output", Kind::Text),
            may("output_format", FORMAT),
            may("tags", Kind::Anything),
            may("visibility", VISIBILITY),
            may("extra_data", Kind::Anything),
        ]),
    ),
];

const STATUS: Kind = Kind::OneOf(&["pass", "fail", "error"]);

/// By what the graders of <https://github.com/classroom-resources> write, and autograding-grading-reporter reads.
const CLASSROOM: [Field; 4] = [
    must("version", Kind::Number),
    must("status", STATUS),
    must("max_score", Kind::Number),
    must(
        "tests",
        Kind::List(&[
            must("name", Kind::Text),
            must("status", STATUS),
            must("score", Kind::Number),
            must("message", Kind::Text),
            may("test_code", Kind::Text),
            may("filename", Kind::Text),
            may("line_no", Kind::Number),
            may("execution_time", Kind::Number),
        ]),
    ),
];

/// What is wrong with an object of these fields.
fn problems(object: &Value, fields: &[Field]) -> Vec<String> {
    let Some(object) = object.as_object() else { return vec![format!("{object} is no object")] };
    let unknown = object.keys().filter(|key| fields.iter().all(|field| field.name != *key));
    let mut problems: Vec<String> = unknown.map(|key| format!("nobody reads {key}")).collect();
    for Field { name, required, kind } in fields {
        match object.get(*name) {
            Some(value) => problems.extend(kind.problems(name, value)),
            None if *required => problems.push(format!("{name} is missing")),
            None => {}
        }
    }
    problems
}

impl Kind {
    fn problems(&self, name: &str, value: &Value) -> Vec<String> {
        let fits = match self {
            Self::Text => value.is_string(),
            Self::Number => value.as_f64().is_some_and(|number| number >= 0.0),
            Self::OneOf(words) => value.as_str().is_some_and(|word| words.contains(&word)),
            Self::Anything => true,
            Self::List(fields) => {
                let Some(list) = value.as_array() else { return vec![format!("{name} is no list")] };
                return list.iter().flat_map(|object| problems(object, fields)).collect();
            }
        };
        if fits { Vec::new() } else { vec![format!("{name} is {value}")] }
    }
}

/// The sum of the tests' field.
fn sum(results: &Value, field: &str) -> u64 {
    let tests = results["tests"].as_array().expect("it has tests");
    tests.iter().map(|test| test[field].as_u64().expect("it is a number")).sum()
}

impl Toy {
    /// The marks in this format, which they have.
    fn results(&self, format: &str, fields: &[Field]) -> Value {
        let out = format!("results/{format}.json");
        let said = self.graded_with(&["--format", format, "--out", &format!("../{out}")]);
        let results: Value = serde_json::from_str(&read(self.beside(&out))).expect("it is JSON");
        assert_eq!(problems(&results, fields), [""; 0], "{results:#}");
        let (points, most) = (sum(&results, "score"), results["tests"].as_array().map_or(0, Vec::len));
        assert_eq!(said, format!("{points} of {most} points: ../{out}\n"));
        results
    }

    /// A submission with a lesson that does not compile, and one that is half right.
    fn half_right() -> Self {
        let toy = Self::solved();
        toy.up_is("let _ = \"\u{1b}[1m\"; nothing_of_this_name();");
        change(toy.copy().join("things/src/pair.rs"), "pair.numbers.0 + pair.numbers.1", "4");
        toy
    }
}

#[test]
fn gradescope_gets_its_results() {
    let results = Toy::solved().results("gradescope", &GRADESCOPE);
    assert_eq!((results["score"].as_u64(), sum(&results, "max_score")), (Some(6), 6));
    assert!(
        results["tests"].as_array().is_some_and(|tests| tests.iter().all(|test| test["status"] == "passed"))
    );

    let results = Toy::half_right().results("gradescope", &GRADESCOPE);
    assert_eq!(results["score"].as_u64(), Some(sum(&results, "score")));
    let tests = results["tests"].as_array().expect("it has tests");
    for test in tests {
        let passed = test["score"] == test["max_score"];
        assert!(passed || test["score"] == 0, "a claim holds or does not: {test}");
        assert_eq!(test["status"], if passed { "passed" } else { "failed" });
    }
    assert_eq!(
        (&tests[1]["number"], &tests[1]["name"]),
        (&json!("1.2"), &json!("Lesson 1: each up counts one"))
    );
    let output = results["output"].as_str().expect("it has an output");
    let begins = format!("Lesson 1, Counter: 0 of 3\n    {COUNTER} counts as blank: it does not compile:\n");
    assert!(output.starts_with(&begins), "{output}");
}

#[test]
fn classroom_gets_its_results() {
    let results = Toy::solved().results("classroom", &CLASSROOM);
    assert_eq!((&results["status"], results["max_score"].as_u64()), (&json!("pass"), Some(6)));
    assert_eq!(sum(&results, "score"), 6);

    let results = Toy::half_right().results("classroom", &CLASSROOM);
    assert_eq!((&results["status"], results["max_score"].as_u64()), (&json!("fail"), Some(6)));
    for test in results["tests"].as_array().expect("it has tests") {
        let passed = test["score"] == 1;
        assert_eq!((test["status"] == "pass", test["message"] == ""), (passed, passed), "{test}");
    }
}

#[test]
fn what_does_not_fit_is_found() {
    let test = json!({ "name": "a", "status": "ok", "score": "1", "message": "", "more": 1 });
    let results = json!({ "version": 1, "status": "pass", "tests": [test] });
    let expected = ["max_score is missing", "nobody reads more", "status is \"ok\"", "score is \"1\""];
    assert_eq!(problems(&results, &CLASSROOM), expected);
    let results = json!({ "tests": [{ "name": "a", "score": -1, "max_score": 1 }], "visibility": "seen" });
    assert_eq!(problems(&results, &GRADESCOPE), ["visibility is \"seen\"", "score is -1"]);
    assert_eq!(problems(&json!([]), &GRADESCOPE), ["[] is no object"]);
    assert_eq!(problems(&json!({ "tests": 1 }), &GRADESCOPE), ["tests is no list"]);
}
