//! lesson: 16
//! mistake: passes a copy without a record, for there is none that could be wrong
//! expect: when there is no record of a benchmark, but it said: PASS
//! file: checks/src/quality/points/benchmarks.rs

pub(crate) fn look_at(checkout: &Checkout, findings: &Findings) {
    findings.step("a record in benchmarks/record", "one that can be read");
    let folder = checkout.root().join("benchmarks/record");
    let Some(record) = Record::newest_in(&folder) else {
        return findings.that("records of a benchmark", "none that is wrong", 0, true);
    };
    let Some(runs) = record.plan.get("runs").and_then(toml::Value::as_array) else {
        panic!("the plan of {} has no [[runs]]", record.name)
    };
    let runs: Vec<Run<'_>> = runs.iter().map(Run).collect();
    let gaps: Vec<String> = runs.iter().filter_map(Run::gap).collect();
    all(findings, "predictions made before the run", &runs, &gaps);
    let missing = record.missing_parts(&runs);
    all(findings, "parts", &record.parts(&runs), &missing);
    let few = runs.iter().filter_map(|run| record.too_few_trials(run)).collect::<Vec<_>>();
    all(findings, "runs with all repetitions", &runs, &few);
    let lossy = runs.iter().filter_map(|run| record.wrong_histogram(run)).collect::<Vec<_>>();
    all(findings, "histograms of all requests", &runs, &lossy);
    let wrong = runs.iter().filter_map(|run| record.wrong_row(run)).collect::<Vec<_>>();
    all(findings, "rows that agree with the raw figures", &runs, &wrong);
}
