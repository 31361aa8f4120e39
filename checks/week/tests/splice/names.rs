//! Which item a name means.

use crate::{blanked, problem};

#[test]
fn every_kind_of_function_has_a_name() {
    let text = "
        fn free() { 1 }
        impl<T> Crew<T> { fn own(self) { 2 } }
        impl<T> Drop for a::Crew<T> { fn drop(&mut self) { 3 } }
        impl Trait for &[u8] { fn on_a_slice() { 4 } }
        trait Trait { fn default(&self) { 5 } }
        mod inner { fn free() { 6 } impl Crew { fn own() { 7 } } mod deeper { fn free() { 8 } } }
    ";
    let names = [
        "free",
        "Crew::own",
        "<Crew as Drop>::drop",
        "<&[u8] as Trait>::on_a_slice",
        "Trait::default",
        "inner::free",
        "inner::Crew::own",
        "inner::deeper::free",
    ];
    for (name, number) in names.iter().zip(1..) {
        let result = blanked(text, &[name]).unwrap_or_else(|problem| panic!("{name}: {problem}"));
        let expected =
            text.replace(&format!("{{ {number} }}"), &format!("{{\n            todo!({name:?})\n        }}"));
        let one_line = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
        assert_eq!(one_line(&result), one_line(&expected), "{name}");
    }
}

#[test]
fn a_name_that_fits_nothing_is_told_what_is_like_it() {
    let text = "impl Queue { fn close() {} }\nmod m { fn f() {} }";
    assert_eq!(problem(text, "Deque::close"), "there is no `Deque::close`, but a `Queue::close`");
    assert_eq!(problem(text, "f"), "there is no `f`, but a `m::f`");
    assert_eq!(problem(text, "g"), "there is no `g`");
}

#[test]
fn a_name_that_fits_two_items_is_told_both_places() {
    let text = "#[cfg(unix)]\nfn f() {}\n\n/// Doc.\n#[cfg(not(unix))]\nfn f() {}\n";
    let expected = "`f` fits 2 items: line 2 (under cfg(unix)) and line 6 (under cfg(not(unix)))";
    assert_eq!(problem(text, "f"), expected);
    let text = "impl A<u8> { fn f() {} }\nimpl A<u16> { fn f() {} }\n";
    assert_eq!(problem(text, "A::f"), "`A::f` fits 2 items: line 1 and line 2");
}

#[test]
fn generic_arguments_tell_two_items_apart() {
    let text = "impl From<u8> for A { fn from() { 1 } }\nimpl From<Vec<u8>> for A { fn from() { 2 } }\n";
    assert!(problem(text, "<A as From>::from").contains("fits 2 items"));
    let result = blanked(text, &["<A as From<Vec<u8>>>::from"]).expect("it fits one");
    assert!(result.contains("{ 1 }") && !result.contains("{ 2 }"), "{result}");
}

#[test]
fn what_has_no_body_is_no_function() {
    assert_eq!(problem("struct A;", "A"), "`A` is not a function with a body");
    assert_eq!(problem("trait T { fn f(); }", "T::f"), "there is no `T::f`");
}
