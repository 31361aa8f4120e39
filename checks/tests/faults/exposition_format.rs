//! The text in which Prometheus reads metrics: the grammar of
//! <https://prometheus.io/docs/instrumenting/exposition_formats/>, as far as a server that writes no timestamps needs it.

use std::collections::BTreeSet;

/// Checks that `text` is what the exposition format allows, and more: each family once and in one piece, with
/// its help and its type, and no sample twice. Returns the families' names and types.
///
/// # Panics
///
/// If it is not.
#[track_caller]
pub(crate) fn assert_well_formed(text: &str) -> Vec<(String, String)> {
    assert!(text.ends_with('\n'), "the metrics do not end with a newline");
    let mut families: Vec<(String, String)> = Vec::new();
    let (mut helped, mut samples) = (String::new(), BTreeSet::new());
    for line in text.lines() {
        if let Some(help) = line.strip_prefix("# HELP ") {
            let (name, words) = help.split_once(' ').unwrap_or((help, ""));
            assert!(is_name(name) && !words.is_empty(), "this help is no name and text: {line:?}");
            helped = name.to_owned();
        } else if let Some((name, kind)) = line.strip_prefix("# TYPE ").and_then(|rest| rest.split_once(' '))
        {
            assert_eq!(name, helped, "a type is not behind its own help: {line:?}");
            assert!(["counter", "gauge", "summary"].contains(&kind), "this type is unknown: {line:?}");
            assert!(families.iter().all(|(other, _)| other != name), "{name} is there twice");
            families.push((name.to_owned(), kind.to_owned()));
        } else {
            let (sample, value) = line.rsplit_once(' ').unwrap_or_default();
            let (name, labels) = sample.split_once('{').unwrap_or((sample, "}"));
            let family = families.last().map(|(family, kind)| (family.as_str(), kind.as_str()));
            assert!(
                family.is_some_and(|family| belongs(name, family)),
                "this is in the wrong family: {line:?}"
            );
            assert!(labels == "}" || are_labels(labels), "these are no labels: {line:?}");
            let is_amount = value.parse::<f64>().is_ok_and(|value| value >= 0.0);
            let is_nothing = value == "NaN" && labels.contains("quantile=\"");
            assert!(is_amount || is_nothing, "this is no amount: {line:?}");
            assert!(samples.insert(sample.to_owned()), "this sample is there twice: {line:?}");
        }
    }
    families
}

fn is_name(text: &str) -> bool {
    let may_start = |c: char| c.is_ascii_alphabetic() || c == '_' || c == ':';
    text.starts_with(may_start) && text.chars().all(|c| may_start(c) || c.is_ascii_digit())
}

/// Whether a sample of this name may stand in a family. A summary's sum and count have names of their own.
fn belongs(name: &str, (family, kind): (&str, &str)) -> bool {
    let rest = name.strip_prefix(family);
    rest == Some("") || (kind == "summary" && matches!(rest, Some("_sum" | "_count")))
}

/// `a="b",c="d"}`, with no character in the values that would need an escape.
fn are_labels(text: &str) -> bool {
    let is_label = |label: &str| {
        let value =
            label.split_once("=\"").and_then(|(name, rest)| is_name(name).then_some(rest)?.strip_suffix('"'));
        value.is_some_and(|value| !value.contains(['"', '\\', '\n']))
    };
    text.strip_suffix('}').is_some_and(|labels| labels.split(',').all(is_label))
}
