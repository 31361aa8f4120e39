//! Lesson 13: a demo that states its predictions first, judged by evidence; and scripts that prove nothing.

use capstone::demo::{Bound, Evidence, Expectation, Figure, Pace, Script, Section, Step, Volley, month1};
use capstone::println;
use std::time::Duration;

fn main() {
    before_anything_runs();
    judged_by_evidence();
    scripts_that_prove_nothing();
}

fn before_anything_runs() {
    let script = month1(Pace::Full);
    let pool =
        script.sections.iter().find(|section| section.name == "pool").expect("there is a section pool");
    println!("The section {}: {}", pool.name, pool.shows);
    for step in &pool.steps {
        println!("  {}", step.says);
        for Expectation { figure, bound, because } in &step.expectations {
            println!("    {figure:<23} {:>6}   {because}", bound.predicted().expect("a time"));
        }
    }
    println!("{} predictions in all, {} flaws\n", script.predictions().len(), script.flaws().len());
}

fn judged_by_evidence() {
    let volley = Volley { clients: 50, service: Duration::from_millis(10) };
    let near = Bound::Near { predicted: Figure::time(volley.longest(4)), low: 0.98, high: 2.5 };
    let expectations = [
        Expectation::new("longest wait", near, "N/c rounds of S, rounded up"),
        Expectation::new("served", Bound::Exactly(Figure::count(50)), "a request each"),
        Expectation::new("replies", Bound::SameAs("served".to_owned()), "both sides count"),
    ];
    let evidence = |workers, served| {
        Evidence::default()
            .with("longest wait", Figure::time(volley.longest(workers)))
            .with("served", Figure::count(served))
            .with("replies", Figure::count(50))
    };
    let runs = [("4 workers, 50 served", evidence(4, 50)), ("1 worker, 49 served", evidence(1, 49))];
    for (title, evidence) in runs.into_iter().chain([("nothing measured", Evidence::default())]) {
        println!("{title}");
        for finding in expectations.iter().map(|expectation| expectation.judge(&evidence)) {
            println!("  {} {finding}", if finding.passed { "ok " } else { "NOT" });
        }
    }
}

fn scripts_that_prove_nothing() {
    let show = || Step::new("Send 50 requests", ());
    let anything = show().expect("served", Bound::AtLeast(Figure::count(0)), "we hope");
    let sound = show().expect("served", Bound::Exactly(Figure::count(50)), "a request each");
    println!();
    for (steps, copies) in [(vec![show()], 1), (vec![anything, sound.clone()], 1), (vec![sound], 2)] {
        let section = Section { name: "pool", shows: "it works", look: "pool.rs", steps };
        println!("flawed: {}", Script { sections: vec![section; copies] }.flaws().join("; "));
    }
}
