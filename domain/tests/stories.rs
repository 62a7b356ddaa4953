//! Stories a lawyer could read, run against the law. `stories/*.txt` hold the words; `story/` reads them.

mod story;

use domain::petition::{Step, table};
use std::collections::BTreeSet;
use std::fs;
use std::path::PathBuf;
use story::Played;

fn texts() -> Vec<(String, String)> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/stories");
    let mut texts: Vec<(String, String)> = fs::read_dir(&folder)
        .expect("the folder of stories")
        .map(|entry| entry.expect("a story").path())
        .map(|path| {
            let name = path
                .file_name()
                .expect("a name")
                .to_string_lossy()
                .into_owned();
            (name, fs::read_to_string(&path).expect("a readable story"))
        })
        .collect();
    texts.sort();
    texts
}

fn played() -> Vec<Played> {
    texts()
        .iter()
        .flat_map(|(name, text)| story::play(name, text))
        .collect()
}

#[test]
fn every_story_ends_as_told() {
    let failures: Vec<String> = played()
        .into_iter()
        .flat_map(|played| played.failures)
        .collect();
    assert!(failures.is_empty(), "\n{}", failures.join("\n"));
}

#[test]
fn every_row_of_the_table_is_told_in_a_story() {
    let told: BTreeSet<String> = played()
        .into_iter()
        .flat_map(|played| played.rows)
        .collect();
    let untold: Vec<String> = table()
        .iter()
        .map(story::row_name)
        .filter(|row| !told.contains(row))
        .collect();
    assert!(untold.is_empty(), "no story takes these rows: {untold:#?}");
}

#[test]
fn every_row_of_the_further_levels_is_told_in_a_story() {
    let told: BTreeSet<String> = played()
        .into_iter()
        .flat_map(|played| played.level_rows)
        .collect();
    let untold: Vec<String> = domain::petition::review::table()
        .iter()
        .map(story::level_row_name)
        .filter(|row| !told.contains(row))
        .collect();
    assert!(untold.is_empty(), "no story takes these rows: {untold:#?}");
}

#[test]
fn every_step_is_refused_to_somebody_in_a_story() {
    let refused: BTreeSet<Step> = played()
        .into_iter()
        .flat_map(|played| played.refused_steps)
        .collect();
    let never: Vec<&Step> = Step::ALL
        .iter()
        .filter(|step| !refused.contains(step))
        .collect();
    assert!(never.is_empty(), "no story refuses {never:?}");
}

#[test]
fn every_refusal_is_told_in_a_story() {
    let told: BTreeSet<String> = played()
        .into_iter()
        .flat_map(|played| played.refusals)
        .collect();
    // The enum's own source is the list, so that a new refusal without a story fails here.
    let source =
        fs::read_to_string(PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("src/refusal.rs"))
            .expect("source");
    let body = source.split("pub enum Refusal {").nth(1).expect("the enum");
    let names: Vec<&str> = body
        .lines()
        .filter(|line| line.starts_with("    ") && !line.starts_with("     "))
        .map(str::trim)
        .filter(|line| line.starts_with(char::is_uppercase))
        .filter_map(|line| line.split(|c: char| !c.is_alphanumeric()).next())
        .collect();
    assert!(names.len() > 20, "the enum was not found");
    let untold: Vec<&&str> = names.iter().filter(|name| !told.contains(**name)).collect();
    assert!(untold.is_empty(), "no story is refused with {untold:?}");
}

/// The sabotage: a story that tells a falsehood must fail, or the stories prove nothing.
#[test]
fn a_false_story_is_caught() {
    for falsehood in [
        "story: false\n2026-03-02 registrar registers\n  -> Sent\n",
        "story: false\n2026-03-02 registrar registers\n  -> refused NotYours\n",
        "story: false\n2026-03-02 lands-handler registers\n  -> Registered\n",
        "story: false\n2026-03-02 registrar registers\n  -> Registered\n  -> sees lands-handler\n",
        "story: false\n2026-03-02 registrar registers\n  -> Registered\n  -> hidden bureau-officer\n",
        "story: false\n2026-03-02 registrar registers\n  -> Registered\n  -> due Send 2026-03-18\n",
        "story: false\n2026-03-02 registrar registers\n  -> Registered\n  -> may bureau-officer Close\n",
        "story: false\n2026-03-02 registrar registers\n  -> lacks Approve\n",
        "story: false\n2026-03-02 registrar registers source=省信访局; feedback=2026-04-10\n  -> met SourceFeedback 2026-03-02\n",
        "story: false\n2026-03-02 registrar registers source=省信访局; feedback=2026-03-10\n  -> next Send 2026-03-17\n",
    ] {
        let failures: usize = story::play("false.txt", falsehood)
            .iter()
            .map(|p| p.failures.len())
            .sum();
        assert_eq!(failures, 1, "{falsehood}");
    }
}
