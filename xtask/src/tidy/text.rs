//! Rules about single files: length, names, unfinished work, paths of one machine.

use super::Complaint;
use super::sources::Source;

/// The most lines a file of code may have.
const MOST_LINES: usize = 500;
/// Names that say nothing about what is inside.
const EMPTY_NAMES: [&str; 8] = [
    "util", "utils", "helper", "helpers", "common", "manager", "managers", "types",
];
/// Words in code that admit unfinished or switched-off work; split, so that this file does not offend itself.
const UNFINISHED: [(&str, &str); 5] = [
    (concat!("TO", "DO"), "finish it or write an issue"),
    (concat!("FIX", "ME"), "fix it or write an issue"),
    (concat!("to", "do!("), "no unfinished code"),
    (concat!("unimplemen", "ted!("), "no unfinished code"),
    (
        concat!("#[ign", "ore"),
        "a test that does not run proves nothing",
    ),
];
/// Top folders that exist on one machine only.
const MACHINE_FOLDERS: [&str; 4] = ["work", "root", "home", "Users"];

/// Everything that is wrong with one file's text and name.
pub fn check(source: &Source) -> Vec<Complaint> {
    let code = matches!(source.ending(), "rs" | "css" | "js" | "mjs");
    let mut complaints = Vec::new();
    if code {
        complaints.extend(length(source));
        complaints.extend(name(source));
        complaints.extend(unfinished(source));
    }
    if source.ending() != "csv" {
        complaints.extend(machine_paths(source));
    }
    complaints
}

fn length(source: &Source) -> Option<Complaint> {
    let lines = source.text.lines().count();
    (lines > MOST_LINES).then(|| {
        Complaint::in_file(
            &source.name,
            format!("{lines} lines; split it by topic, {MOST_LINES} are the most"),
        )
    })
}

/// The file's own name, its folders' and its inline modules'.
fn name(source: &Source) -> Vec<Complaint> {
    let path = source
        .name
        .split('/')
        .map(|part| part.split('.').next().unwrap_or(part));
    let modules = source.text.lines().filter_map(inline_module);
    path.chain(modules)
        .filter(|name| says_nothing(name))
        .map(|name| {
            Complaint::in_file(
                &source.name,
                format!("\"{name}\" says nothing; name it after what it is about"),
            )
        })
        .collect()
}

/// The name in `mod name`, `pub mod name` or `pub(crate) mod name`.
fn inline_module(line: &str) -> Option<&str> {
    let line = line.trim_start();
    let line = match line.strip_prefix("pub") {
        Some(rest) => rest.trim_start_matches(|c: char| c != ' ').trim_start(),
        None => line,
    };
    line.strip_prefix("mod ")?.split([' ', ';', '{']).next()
}

fn says_nothing(name: &str) -> bool {
    EMPTY_NAMES.iter().any(|empty| {
        name == *empty
            || name.strip_suffix(empty).is_some_and(|before| {
                before.ends_with('_') && *empty != "types" && *empty != "common"
            })
    })
}

fn unfinished(source: &Source) -> Vec<Complaint> {
    let mut complaints = Vec::new();
    for (number, line) in source.text.lines().enumerate() {
        for (word, advice) in UNFINISHED {
            if line.contains(word) {
                complaints.push(Complaint::on_line(
                    &source.name,
                    number + 1,
                    format!("{word}: {advice}"),
                ));
            }
        }
    }
    complaints
}

fn machine_paths(source: &Source) -> Vec<Complaint> {
    let mut complaints = Vec::new();
    for (number, line) in source.text.lines().enumerate() {
        if let Some(folder) = MACHINE_FOLDERS
            .iter()
            .find(|folder| names_folder(line, folder))
        {
            complaints.push(Complaint::on_line(
                &source.name,
                number + 1,
                format!("a path below /{folder} exists on one machine only; write it relative to the checkout"),
            ));
        }
    }
    complaints
}

/// Whether a line has `/folder/` at the start of a path, not in the middle of one.
fn names_folder(line: &str, folder: &str) -> bool {
    let path = format!("/{folder}/");
    line.match_indices(&path).any(|(at, _)| {
        let before = line[..at].chars().next_back();
        before.is_none_or(|c| {
            !(c.is_alphanumeric() || matches!(c, '.' | '_' | '-' | '/' | '~' | '}' | '*'))
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tidy::source;

    fn complaints(name: &str, text: &str) -> usize {
        check(&source(name, text)).len()
    }

    #[test]
    fn a_long_file_is_caught() {
        assert_eq!(complaints("app/src/a.rs", &"//\n".repeat(500)), 0);
        assert_eq!(complaints("app/src/a.rs", &"//\n".repeat(501)), 1);
        assert_eq!(complaints("style/a.css", &"\n".repeat(501)), 1);
        assert_eq!(complaints("docs/a.md", &"\n".repeat(501)), 0);
    }

    #[test]
    fn an_empty_name_is_caught() {
        for name in [
            "app/src/utils.rs",
            "app/src/common/mod.rs",
            "end2end/helpers.mjs",
            "app/src/date_helper.rs",
        ] {
            assert_eq!(complaints(name, ""), 1, "{name}");
        }
        for text in [
            "mod utils;",
            "pub mod types {",
            "    pub(crate) mod manager;",
        ] {
            assert_eq!(complaints("app/src/a.rs", text), 1, "{text}");
        }
        for name in [
            "app/src/visit.rs",
            "app/src/commonplace.rs",
            "docs/common.md",
            "app/src/content_types.rs",
        ] {
            assert_eq!(complaints(name, "let common = types;"), 0, "{name}");
        }
    }

    #[test]
    fn unfinished_work_is_caught() {
        for (word, _) in UNFINISHED {
            assert_eq!(
                complaints("app/src/a.rs", &format!("fn a() {{}}\n    {word} later")),
                1,
                "{word}"
            );
        }
        let line = check(&source("a.rs", concat!("\n\n// TO", "DO: x")));
        assert_eq!(
            line[0].to_string(),
            concat!("a.rs:3: TO", "DO: finish it or write an issue")
        );
    }

    #[test]
    fn a_path_of_one_machine_is_caught() {
        for folder in MACHINE_FOLDERS {
            for text in [
                format!("see /{folder}/me/a.csv"),
                format!("\"/{folder}/me\""),
                format!("/{folder}/"),
            ] {
                assert_eq!(complaints("docs/a.md", &text), 1, "{text}");
            }
            for text in [
                format!("../{folder}/a"),
                format!("$HOME/{folder}/a"),
                format!("desk/{folder}/a"),
                format!("/{folder}"),
            ] {
                assert_eq!(complaints("docs/a.md", &text), 0, "{text}");
            }
        }
    }
}
