//! Every fact shape ever shipped still reads, and says the same when written again. The files in
//! `facts/` are never edited; a new shape adds a file (`HUIYIN_BLESS=1 cargo test -p domain --test facts`).

mod story;

use domain::petition::{Command, Fact as PetitionFact};
use domain::{Event, Fact};
use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/facts")
}

fn shape(event: &Event) -> String {
    match &event.fact {
        // Asked for since; deliveries written before have a file of their own.
        Fact::Petition(PetitionFact::Stepped(Command::Deliver(paper)))
            if paper.posting.is_some() =>
        {
            "petition-deliver-posted".to_owned()
        }
        Fact::Petition(PetitionFact::Stepped(command)) => {
            format!("petition-{:?}", command.step()).to_lowercase()
        }
        Fact::Petition(PetitionFact::Numbered(_)) => "petition-numbered".to_owned(),
        Fact::Petition(PetitionFact::OpinionNumbered(_)) => "petition-opinion-numbered".to_owned(),
        Fact::Petition(PetitionFact::DocumentNumbered(..)) => {
            "petition-document-numbered".to_owned()
        }
        Fact::Petition(PetitionFact::DocumentFrozen(_)) => "petition-document-frozen".to_owned(),
        Fact::Petition(PetitionFact::AttachmentStored(_)) => {
            "petition-attachment-stored".to_owned()
        }
        Fact::Petition(PetitionFact::VolumeNumbered(_)) => "petition-volume-numbered".to_owned(),
    }
}

/// One event of each shape, from the stories.
fn told() -> BTreeMap<String, Event> {
    let mut told = BTreeMap::new();
    let stories = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/stories");
    let mut paths: Vec<PathBuf> = fs::read_dir(stories)
        .expect("stories")
        .map(|e| e.expect("a story").path())
        .collect();
    paths.sort();
    for path in paths {
        let text = fs::read_to_string(&path).expect("a readable story");
        for event in story::play("facts", &text)
            .into_iter()
            .flat_map(|played| played.events)
        {
            told.entry(shape(&event)).or_insert(event);
        }
    }
    told
}

#[test]
fn every_shape_told_has_its_file() {
    for (name, event) in told() {
        let path = folder().join(format!("{name}.v1.json"));
        if !path.exists() && std::env::var_os("HUIYIN_BLESS").is_some() {
            fs::create_dir_all(folder()).expect("the folder");
            fs::write(
                &path,
                serde_json::to_string_pretty(&event).expect("json") + "\n",
            )
            .expect("a written file");
        }
        assert!(
            path.exists(),
            "{} is missing: a new fact shape needs its file",
            path.display()
        );
    }
}

#[test]
fn every_file_reads_and_says_the_same() {
    let mut count = 0;
    for entry in fs::read_dir(folder()).expect("the folder of facts") {
        let path = entry.expect("a file").path();
        let text = fs::read_to_string(&path).expect("a readable file");
        let event: Event =
            serde_json::from_str(&text).unwrap_or_else(|why| panic!("{}: {why}", path.display()));
        let file: serde_json::Value = serde_json::from_str(&text).expect("json");
        let again = serde_json::to_value(&event).expect("json");
        assert_eq!(file, again, "{} says something else now", path.display());
        count += 1;
    }
    assert_eq!(count, told().len());
}

/// The sabotage: a renamed field must not read.
#[test]
fn a_changed_shape_is_caught() {
    let text = fs::read_to_string(folder().join("petition-visit.v1.json")).expect("a visit");
    let renamed = text.replace("\"found\"", "\"finding\"");
    assert!(text != renamed && serde_json::from_str::<Event>(&renamed).is_err());
}
