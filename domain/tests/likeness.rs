//! Likeness on random texts and people: the same from both sides, within its bounds, and blind to how a number is
//! written. Each property is held against a false one, which must fail.

use domain::petition::{Evidence, Petitioner, Traces};
use proptest::prelude::*;
use proptest::test_runner::{Config, RngAlgorithm, TestCaseError, TestRng, TestRunner};

/// Few characters, so that texts meet; a blank and a mark among them.
fn text() -> impl Strategy<Value = String> {
    let letters = prop::sample::select(vec![
        '路', '灯', '不', '亮', '水', '渠', 'A', '7', ' ', '。',
    ]);
    prop::collection::vec(letters, 0..40).prop_map(|letters| letters.into_iter().collect())
}

fn traces() -> impl Strategy<Value = (String, Traces)> {
    let phones = prop::sample::select(vec!["", "13900001111", "+86 139 0000 1111", "13700002222"]);
    (text(), text(), phones).prop_map(|(title, text, phone)| {
        let people = [Petitioner {
            phone: phone.to_owned(),
            ..Petitioner::default()
        }];
        let traces = Traces::in_words(&people, &title, &text);
        (text, traces)
    })
}

fn hold(property: impl Fn(&Traces, &Traces, &str) -> Result<(), TestCaseError>) -> bool {
    let config = Config {
        cases: 2_000,
        failure_persistence: None,
        ..Config::default()
    };
    let rng = TestRng::deterministic_rng(RngAlgorithm::ChaCha);
    let mut runner = TestRunner::new_with_rng(config, rng);
    runner
        .run(&(traces(), traces()), |((text, one), (_, other))| {
            property(&one, &other, &text)
        })
        .is_ok()
}

#[test]
fn it_is_the_same_from_both_sides() {
    assert!(hold(|one, other, _| {
        prop_assert_eq!(one.compare(other), other.compare(one));
        Ok(())
    }));
}

#[test]
fn it_lies_between_nothing_and_the_same() {
    assert!(hold(|one, other, text| {
        prop_assert!(one.compare(other).likeness <= 1_000);
        let itself = one.compare(one).likeness;
        prop_assert!(
            itself == 1_000 || one.bands().is_empty(),
            "{} {}",
            itself,
            text
        );
        Ok(())
    }));
}

#[test]
fn the_same_text_has_the_same_signature() {
    assert!(hold(|one, other, _| {
        if one.compare(other).likeness == 1_000 {
            prop_assert_eq!(one.bands(), other.bands());
        }
        Ok(())
    }));
}

#[test]
fn marking_changes_no_character() {
    assert!(hold(|_, other, text| {
        let marked: String = other
            .marked(text)
            .into_iter()
            .map(|(part, _)| part)
            .collect();
        prop_assert_eq!(marked.as_str(), text);
        Ok(())
    }));
}

#[test]
fn false_properties_are_caught() {
    assert!(!hold(|one, other, _| {
        prop_assert_eq!(one.compare(other), Evidence::default());
        Ok(())
    }));
    assert!(!hold(|one, other, _| {
        prop_assert!(!one.compare(other).same_phone);
        Ok(())
    }));
}
