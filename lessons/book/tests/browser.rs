//! The book in a browser: every page loads, fits a phone, is fit for a screen reader, and does what it says.
//!
//! This needs Chromium; where there is none, each test says what it leaves out. `site.rs` follows links without a browser.

#[path = "browser/chromium.rs"]
mod chromium;
#[path = "browser/scenes.rs"]
mod scenes;
#[path = "browser/site.rs"]
mod site;

use chromium::Chromium;
use site::{BOOK, pages, root};
use std::fs;
use std::path::Path;

fn address(page: &str) -> String {
    format!("file://{}", BOOK.join(page).display())
}

/// A browser of this test's own, or a word that it is missing.
fn chromium(test: &str) -> Option<Chromium> {
    let chromium = Chromium::start(&Path::new(env!("CARGO_TARGET_TMPDIR")).join("chromium").join(test));
    if chromium.is_none() {
        println!("left out: {test}, for there is no Chromium (apt-get install chromium)");
    }
    chromium
}

#[test]
fn every_page_loads_without_an_error_and_fits_a_phone() {
    let Some(mut chromium) = chromium("pages") else { return };
    let mut wrong = Vec::new();
    chromium.look(380, true);
    for page in pages().keys().filter(|page| !page.ends_with("toc.html")) {
        let page = page.to_string_lossy();
        let errors = chromium.open(&address(&page));
        wrong.extend(errors.into_iter().map(|error| format!("{page}: {error}")));
        let width = chromium.evaluate("document.documentElement.scrollWidth");
        if width.as_f64().is_none_or(|width| width > 380.0) {
            let widest = chromium.evaluate(
                "[...document.querySelectorAll('main *')].filter((it) => it.getBoundingClientRect().right > 381)\
                 .slice(0, 3).map((it) => it.tagName + '.' + it.className + ' ' + it.textContent.slice(0, 40)).join(' | ')",
            );
            wrong.push(format!("{page} is {width} wide: {widest}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_search_finds_the_lost_wake_up() {
    let Some(mut chromium) = chromium("search") else { return };
    chromium.look(1200, false);
    chromium.open(&address("index.html"));
    let found = chromium.evaluate(
        "new Promise((done) => {
            document.querySelector('#mdbook-search-toggle, #search-toggle').click();
            const bar = document.querySelector('#mdbook-searchbar, #searchbar');
            bar.value = 'lost wake-up';
            bar.dispatchEvent(new Event('input', { bubbles: true }));
            bar.dispatchEvent(new KeyboardEvent('keyup', { bubbles: true, key: 'p' }));
            const look = (left) => {
                const results = [...document.querySelectorAll('#mdbook-searchresults li a, #searchresults li a')].map((it) => it.getAttribute('href'));
                results.length > 0 || left === 0 ? done(results.join(' ')) : setTimeout(() => look(left - 1), 100);
            };
            look(100);
        })",
    );
    let found = found.as_str().unwrap_or_default();
    assert!(found.contains("lessons/03-condition-variable/"), "it found {found:?}");
    assert!(chromium.errors().is_empty(), "{:?}", chromium.errors());
}

#[test]
fn a_quiz_says_why_an_answer_is_wrong_and_keeps_the_score() {
    let Some(mut chromium) = chromium("quiz") else { return };
    chromium.open(&address("lessons/04-bounded-queue/README.html"));
    let said = chromium.evaluate(
        "(() => {
            const quiz = document.querySelector('.quiz');
            const data = JSON.parse(quiz.querySelector('script').textContent);
            const said = [];
            quiz.querySelectorAll('fieldset').forEach((field, number) => {
                const { choices } = data.questions[number];
                const right = choices.findIndex((choice) => choice.right);
                const inputs = field.querySelectorAll('input');
                if (number === 0) {
                    inputs[(right + 1) % choices.length].click();
                    said.push(field.querySelector('.quiz-why').textContent);
                }
                inputs[right].click();
                said.push(field.querySelector('.quiz-why').textContent.slice(0, 6));
            });
            said.push(quiz.querySelector('.quiz-score').textContent);
            return said.join('\\n');
        })()",
    );
    let said = said.as_str().unwrap_or_default();
    assert!(said.starts_with("No. ") && said.contains("See the section"), "{said}");
    assert!(said.ends_with("6 of 6 answered, 5 at the first try."), "{said}");
}

#[test]
fn every_picture_asks_for_a_prediction_and_then_draws() {
    let Some(mut chromium) = chromium("pictures") else { return };
    for page in ["04-queue", "07-pool", "09-retries", "10-omission", "12-scaling"] {
        chromium.open(&address(&format!("lessons/book/pages/{page}.html")));
        let said = chromium.evaluate(
            "[...document.querySelectorAll('.picture')].map((picture) => {
                const submit = () => picture.querySelector('button').click();
                submit();
                const before = picture.querySelectorAll('svg').length;
                picture.querySelector('input[type=text]').value = '7';
                submit();
                return `${before} ${picture.querySelectorAll('svg').length} ${picture.querySelectorAll('tr').length > 2}`;
            }).join(',')",
        );
        let said = said.as_str().unwrap_or_default();
        assert!(!said.is_empty() && said.split(',').all(|picture| picture == "0 1 true"), "{page}: {said}");
        assert!(chromium.errors().is_empty(), "{page}: {:?}", chromium.errors());
    }
}

/// Pages of every kind.
const KINDS: [&str; 7] = [
    "index.html",
    "lessons/03-condition-variable/failing.html",
    "lessons/04-bounded-queue/README.html",
    "lessons/04-bounded-queue/scheduler.html",
    "lessons/book/pages/09-retries.html",
    "source/capstone/src/threads/queue.rs.html",
    "capstone/README.html",
];

#[test]
fn axe_finds_no_serious_violation() {
    let Ok(axe) = fs::read_to_string(root().join("target/axe-core/axe.min.js")) else {
        return println!("left out: axe, for there is no axe-core (.ci/axe)");
    };
    let Some(mut chromium) = chromium("axe") else { return };
    let mut wrong = Vec::new();
    for dark in [false, true] {
        chromium.look(1200, dark);
        for page in KINDS {
            chromium.open(&address(page));
            chromium.evaluate(&format!("{axe}\n;0"));
            let found = chromium.evaluate(
                "axe.run(document, { resultTypes: ['violations'] }).then(({ violations }) => violations
                    .filter((it) => ['serious', 'critical'].includes(it.impact))
                    .map((it) => it.id + ': ' + it.nodes.length + ' times, as in ' + it.nodes[0].html.slice(0, 200) + ' ' + (it.nodes[0].any[0]?.message ?? ''))
                    .join('\\n'))",
            );
            let found = found.as_str().unwrap_or_default().to_owned();
            if !found.is_empty() {
                wrong.push(format!("{page}, dark: {dark}\n{found}"));
            }
            let shot = chromium.screenshot();
            let name =
                format!("{}-{}.png.base64", page.replace('/', "-"), if dark { "dark" } else { "light" });
            fs::write(Path::new(env!("CARGO_TARGET_TMPDIR")).join(name), shot)
                .expect("a file can be written");
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}
