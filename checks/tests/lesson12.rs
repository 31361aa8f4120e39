//! Lesson 12: a benchmark is carried out so that its result can be believed, and says no more than it knows.
#![cfg(not(feature = "shuttle"))]

// Not by a dependency on `benchmarks`: every check would have to wait until its competitors are compiled.
#[allow(dead_code, reason = "a lesson checks a part of it")]
#[path = "../../benchmarks/src/month/mod.rs"]
mod month;

use capstone::observe::Summary;
use checks::{
    Claim, Ended, Process, Section, Text, assert_example_matches_readme, benchmarks, workspace_root,
};
use month::noise::{by_chance, differ};
use month::percentile::{known, together};
use month::score::Score;
use month::spread::Spread;
use month::turns::{Turn, turns};
use month::usl::Usl;
use month::utilisation::{Resource, Utilisation};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;
use std::time::Duration;

const README: &str = "lessons/12-benchmark-run/README.md";
const WARM_UP: Section = Text::at(README).section("Warm up, and take turns");
const SPREAD: Section = Text::at(README).section("The spread, and a rule for a hit");
const PERCENTILES: Section = Text::at(README).section("Percentiles cannot be averaged");
const BUSY: Section = Text::at(README).section("The bottleneck was busy");
const SCALING: Section = Text::at(README).section("The scaling law");
const NOISE: Section = Text::at(README).section("Is it a difference, or noise?");
const RECORD: Section = Text::at(README).section("The record");

/// Long enough for two short benchmarks on a loaded machine.
const PATIENCE: Duration = Duration::from_secs(120);

/// A claim about functions without threads, or about another process: none of them is told from this process's waiting list.
const fn claim(section: Section, words: &'static str) -> Claim {
    section.claim(words).beside_others()
}

fn runs_of(turn: &[Turn]) -> Vec<usize> {
    let measured = turn.iter().filter_map(|turn| match turn {
        Turn::Measure(run) => Some(*run),
        Turn::WarmUp(_) => None,
    });
    measured.collect()
}

#[test]
fn every_measurement_follows_its_own_warm_up() {
    claim(WARM_UP, "a run must be warmed up right before each of its measurements").holds(|| {
        let order = turns(3, 5);
        assert!(!runs_of(&order).is_empty(), "nothing was measured");
        for (place, turn) in order.iter().enumerate() {
            let Turn::Measure(run) = turn else { continue };
            let before = place.checked_sub(1).map(|place| order[place]);
            assert!(
                before == Some(Turn::WarmUp(*run)),
                "run {run} was measured after {}",
                before.map_or("nothing at all".to_owned(), |turn| format!("{turn:?}"))
            );
        }
        assert!(
            order.len() == 2 * runs_of(&order).len(),
            "a server was warmed up and not measured: {order:?}"
        );
    });
}

#[test]
fn every_round_measures_every_run_once() {
    claim(WARM_UP, "in every round each run must be measured once").holds(|| {
        let order = runs_of(&turns(4, 6));
        assert!(order.len() == 24, "4 runs in 6 rounds were {} measurements", order.len());
        for (round, measured) in order.chunks(4).enumerate() {
            let mut sorted = measured.to_vec();
            sorted.sort_unstable();
            assert!(sorted == [0, 1, 2, 3], "round {round} measured the runs {measured:?}");
        }
    });
}

#[test]
fn the_rounds_begin_with_different_runs() {
    claim(WARM_UP, "each of as many rounds as runs must begin with another run").holds(|| {
        let order = runs_of(&turns(4, 4));
        let mut first: Vec<usize> = order.iter().step_by(4).copied().collect();
        first.sort_unstable();
        assert!(first == [0, 1, 2, 3], "4 rounds of 4 runs began with the runs {first:?}, in some order");
    });
}

/// `count` durations of `ms` milliseconds.
fn of(count: u64, ms: u64) -> Summary {
    let mut summary = Summary::default();
    (0..count).for_each(|_| summary.record(Duration::from_millis(ms)));
    summary
}

#[test]
fn percentiles_are_read_from_all_runs_together_and_never_averaged() {
    claim(PERCENTILES, "a percentile of several runs must be read from all of their requests").holds(|| {
        // 9900 quick requests, and 100 slow ones in a run of their own: the p99 of all of them is still quick.
        let all = together(&[of(9900, 10), of(100, 1000)]);
        assert!(all.count() == 10_000, "of 10,000 requests, {} were there", all.count());
        for (quantile, expected) in [(0.5, 10), (0.98, 10), (0.995, 1000)] {
            let found = all.quantile(quantile).as_millis();
            assert!(
                found.abs_diff(expected) <= 1,
                "p{:.1} of 9900 requests of 10 ms and 100 of 1000 ms was {found} ms",
                100.0 * quantile
            );
        }
        assert!(together(&[]).count() == 0, "no runs had requests");
    });
}

#[test]
fn a_percentile_needs_ten_samples_beyond_it() {
    claim(PERCENTILES, "a percentile must be shown only if ten requests lie beyond it").holds(|| {
        for (count, quantile, shown) in [
            (999, 0.99, false),
            (1000, 0.99, true),
            (9_999, 0.999, false),
            (10_000, 0.999, true),
            (99, 0.9, false),
            (100, 0.9, true),
            (19, 0.5, false),
            (20, 0.5, true),
            (0, 0.5, false),
        ] {
            let found = known(&of(count, 7), quantile);
            let name = 100.0 * quantile;
            assert!(found.is_some() == shown, "p{name:.1} of {count} requests was {found:?}");
            let right = found.is_none_or(|time| time.as_millis() == 7);
            assert!(right, "p{name:.1} of {count} requests of 7 ms was {found:?}");
        }
    });
}

#[test]
fn a_ratio_is_measured_by_predicted() {
    claim(SPREAD, "the ratio must be the measured median by the predicted rate").holds(|| {
        let measured = Spread { low: 50.0, median: 300.0, high: 310.0 };
        let ratio = Score::of(400.0, &measured).ratio;
        assert!((ratio - 0.75).abs() < 1e-9, "it was {ratio} for a median of 300 and a prediction of 400");
    });
}

#[test]
fn a_prediction_within_the_spread_or_the_tolerance_is_a_hit() {
    claim(SPREAD, "a hit must lie within the measured spread, or be off by at most 10 %").holds(|| {
        let narrow = Spread { low: 99.0, median: 100.0, high: 101.0 };
        let wide = Spread { low: 60.0, median: 100.0, high: 180.0 };
        let cases = [
            (narrow, 100.0, true),
            (narrow, 92.0, true),
            (narrow, 110.0, true),
            (narrow, 112.0, false),
            (narrow, 90.0, false),
            (wide, 61.0, true),
            (wide, 180.0, true),
            (wide, 59.0, false),
            (wide, 181.0, false),
        ];
        for (measured, predicted, hit) in cases {
            let said = Score::of(predicted, &measured).hit;
            assert!(said == hit, "hit was {said} for a prediction of {predicted}, with {measured:?}");
        }
    });
}

#[test]
fn the_bottleneck_is_the_busiest_resource() {
    claim(BUSY, "the bottleneck must be the busiest resource").holds(|| {
        let idle =
            Utilisation { event_loop: Some(0.1), workers: Some(0.2), cpus: Some(0.3), generator: Some(0.15) };
        let cases = [
            (Utilisation { event_loop: Some(0.97), ..idle }, Resource::EventLoop),
            (Utilisation { workers: Some(0.97), cpus: Some(0.9), ..idle }, Resource::Workers),
            (Utilisation { workers: Some(0.9), cpus: Some(0.97), ..idle }, Resource::Cpus),
            (Utilisation { generator: Some(0.98), event_loop: Some(0.96), ..idle }, Resource::Generator),
            (Utilisation { workers: Some(0.95), ..Utilisation::default() }, Resource::Workers),
        ];
        for (shares, expected) in cases {
            let found = shares.bottleneck();
            assert!(found == Some(expected), "it was {found:?}, not {expected:?}, for {shares:?}");
        }
    });
}

#[test]
fn a_resource_that_had_time_to_spare_is_no_bottleneck() {
    claim(BUSY, "where no resource was busy for 80 % of the time, there must be no bottleneck").holds(|| {
        for (share, expected) in [(0.79, None), (0.8, Some(Resource::Workers))] {
            let found =
                Utilisation { workers: Some(share), cpus: Some(0.5), ..Utilisation::default() }.bottleneck();
            assert!(
                found == expected,
                "it was {found:?} with workers that were busy for {share} of the time"
            );
        }
        let found = Utilisation::default().bottleneck();
        assert!(found.is_none(), "it was {found:?} although nothing was known");
    });
}

#[test]
fn the_scaling_law_has_its_three_terms() {
    claim(SCALING, "X(n) must be lambda n / (1 + sigma (n - 1) + kappa n (n - 1))").holds(|| {
        for (sigma, kappa, expected) in [(0.0, 0.0, 800.0), (0.05, 0.0, 592.593), (0.05, 0.01, 418.848)] {
            let rate = Usl { lambda: 100.0, sigma, kappa }.throughput(8.0);
            assert!(
                (rate - expected).abs() < 0.001,
                "it was {rate:.3}, not {expected}, for lambda = 100, sigma = {sigma}, kappa = {kappa}, n = 8"
            );
        }
        let law = Usl { lambda: 1000.0, sigma: 0.03, kappa: 0.002 };
        let points = [1.0, 2.0, 3.0, 4.0, 6.0, 8.0, 12.0, 16.0].map(|n| (n, law.throughput(n)));
        let fitted = Usl::fit(&points).expect("8 points are enough for a fit");
        let same = |one: f64, other: f64| (one / other - 1.0).abs() < 1e-6;
        assert!(
            same(fitted.lambda, law.lambda) && same(fitted.sigma, law.sigma) && same(fitted.kappa, law.kappa),
            "points of {law:?} were fitted by {fitted:?}"
        );
        assert!(Usl::fit(&points[..5]).is_none(), "five points were fitted, and any would do");
    });
}

#[test]
fn the_throughput_is_greatest_at_the_peak() {
    claim(SCALING, "the peak must be sqrt((1 - sigma) / kappa), and none if the curve never falls").holds(
        || {
            let law = Usl { lambda: 100.0, sigma: 0.04, kappa: 0.01 };
            let peak = law.peak().expect("the curve falls with kappa > 0");
            assert!((peak - 9.798).abs() < 0.001, "it was {peak} for sigma = 0.04 and kappa = 0.01");
            let [before, at, after] = [peak - 0.5, peak, peak + 0.5].map(|n| law.throughput(n));
            assert!(at > before && at > after, "the throughput was {before}, {at} and {after} around it");
            for (sigma, kappa) in [(0.04, 0.0), (0.0, 0.0), (1.0, 0.01)] {
                let peak = Usl { lambda: 100.0, sigma, kappa }.peak();
                assert!(peak.is_none(), "it was {peak:?} for sigma = {sigma} and kappa = {kappa}");
            }
        },
    );
}

#[test]
fn two_measurements_differ_when_their_ranges_do_not_overlap() {
    claim(NOISE, "measurements must differ only if all values of one lie beyond those of the other").holds(
        || {
            let base = [10.0, 11.0, 12.0, 13.0, 14.0];
            let cases: [([f64; 5], bool); 5] = [
                ([15.0, 16.0, 17.0, 18.0, 19.0], true),
                ([9.9, 9.8, 5.0, 4.0, 1.0], true),
                ([14.0, 15.0, 16.0, 17.0, 18.0], false),
                ([13.5, 20.0, 21.0, 22.0, 23.0], false),
                ([1.0, 2.0, 12.0, 30.0, 40.0], false),
            ];
            for (other, expected) in cases {
                for (one, other) in [(base, other), (other, base)] {
                    let said = differ(&one, &other);
                    assert!(said == expected, "differ said {said} for {one:?} and {other:?}");
                }
            }
            assert!((by_chance(5) - 1.0 / 126.0).abs() < 1e-12, "by chance this happens once in 126 times");
        },
    );
}

/// The record of a short benchmark of the sleeping requests. It takes seconds, so all checks read the same one.
fn record() -> &'static Path {
    static RECORD: OnceLock<PathBuf> = OnceLock::new();
    RECORD.get_or_init(|| {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("lesson12-record");
        let _ = fs::remove_dir_all(&folder); // that of the last time, if there was one
        let args = ["run", "--smoke", "--only", "sleep", "--record", folder.to_str().unwrap()];
        let ended = Ended::of(Process::start(&benchmarks(), &args));
        assert!(ended.code == Some(0), "the run failed: {ended:?}");
        folder
    })
}

#[test]
fn a_run_leaves_its_record() {
    let claim = claim(RECORD, "a run must write its plan, its raw figures, its tables and its charts");
    claim.within(PATIENCE).holds(|| {
        let read = |name: &str| {
            fs::read_to_string(record().join(name))
                .unwrap_or_else(|error| panic!("there was no {name}: {error}"))
        };
        let plan = fs::read_to_string(workspace_root().join("benchmarks/plan.toml")).unwrap();
        assert!(read("plan.toml") == plan, "the plan in the record was another one");
        let trials = read("trials.csv");
        let of_four = trials.lines().filter(|line| line.starts_with("sleep,4,")).count();
        assert!(
            of_four == 2,
            "a smoke run has two rounds, and {of_four} lines for sleep, 4 workers\n{trials}"
        );
        // 100 requests of each client, a fiftieth of them in a smoke run, two rounds: 200. The warm-up's are not there.
        let histogram = read("histograms/sleep-4.csv");
        let counts = histogram.lines().skip(1).filter_map(|line| line.split_once(',')?.1.parse::<u64>().ok());
        let count: u64 = counts.sum();
        assert!(count == 200, "the histogram of sleep, 4 workers had {count} requests, not 200\n{histogram}");
        let page = read("README.md");
        for part in ["| sleep | 16 |", "machine ", "compiler ", "commit ", "load ", "scaling law of sleep"] {
            assert!(page.contains(part), "the README.md of the record had no {part:?}\n{page}");
        }
        for chart in ["throughput-sleep.svg", "percentiles-sleep.svg", "time-spent.svg"] {
            let whole = read(chart);
            assert!(whole.contains("</svg>"), "{chart} was no whole picture");
            assert!(page.contains(chart), "the README.md of the record did not show {chart}");
        }
        let curve = read("throughput-sleep.svg");
        for name in ["predicted", "scaling law, fitted", "measured"] {
            assert!(curve.contains(name), "throughput-sleep.svg had no {name:?}");
        }
    });
}

#[test]
fn two_records_can_be_compared() {
    let claim =
        claim(NOISE, "with fewer than five repetitions, a comparison must say that nothing can be said");
    claim.within(PATIENCE).holds(|| {
        let one = record().to_str().unwrap();
        let ended = Ended::of(Process::start(&benchmarks(), &["compare", one, one]));
        assert!(ended.code == Some(0), "compare failed: {ended:?}");
        assert!(ended.stdout.contains("nothing can be said"), "it said: {}", ended.stdout);
        assert!(!ended.stdout.contains("differs"), "it said: {}", ended.stdout);
        let nowhere = env!("CARGO_TARGET_TMPDIR");
        let ended = Ended::of(Process::start(&benchmarks(), &["compare", one, nowhere]));
        assert!(ended.code == Some(1) && ended.stderr.contains("no record"), "it was: {ended:?}");
    });
}

#[test]
fn the_figures_in_the_text_come_from_the_record() {
    claim(RECORD, "every line of a table in the text must stand in a record").holds(|| {
        let text = fs::read_to_string(workspace_root().join(README)).unwrap();
        let (_, text) = text.split_once("\n## Run it\n").expect("a lesson says what to run");
        let (text, _) = text.split_once("\n## ").expect("the check comes after it");
        let records = fs::read_dir(workspace_root().join("benchmarks/record")).unwrap().flatten();
        let pages: String =
            records.filter_map(|record| fs::read_to_string(record.path().join("README.md")).ok()).collect();
        let is_figure = |line: &&str| {
            line.starts_with("| ") || line.starts_with("- scaling law") || line.starts_with("- noise")
        };
        let lines: Vec<&str> = text.lines().filter(is_figure).collect();
        assert!(lines.len() > 10, "the text showed only {} lines of it", lines.len());
        for line in lines {
            assert!(pages.lines().any(|found| found == line), "this line was in none: {line}");
        }
    });
}

#[test]
fn the_text_shows_what_its_program_writes() {
    let text = Text::at(README).section("Run it");
    claim(text, "the lesson's text must show what its program writes").within(PATIENCE).holds(|| {
        benchmarks(); // the example runs it, and would have to build it within its time
        assert_example_matches_readme("lesson12", README);
    });
}
