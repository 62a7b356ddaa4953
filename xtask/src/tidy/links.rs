//! Links between documents lead somewhere: to a file that exists and, inside a document, to a heading.

use std::fs;
use std::path::{Component, Path, PathBuf};

use super::Complaint;
use super::sources::Source;

/// The links of one document that lead nowhere.
pub fn check(source: &Source, root: &Path) -> Vec<Complaint> {
    if source.ending() != "md" {
        return Vec::new();
    }
    let read = |path: &Path| -> Option<String> {
        let full = root.join(path);
        // A link may name a folder or a picture; those have no headings.
        full.exists()
            .then(|| fs::read_to_string(&full).unwrap_or_default())
    };
    broken(source, read)
}

/// `read` gives a file's text, or nothing where there is no such file.
fn broken(source: &Source, read: impl Fn(&Path) -> Option<String>) -> Vec<Complaint> {
    let folder = Path::new(&source.name).parent().unwrap_or(Path::new(""));
    let mut complaints = Vec::new();
    for (line, target) in targets(&source.text) {
        if target.contains("://") || target.starts_with("mailto:") {
            continue;
        }
        let (path, anchor) = target.split_once('#').unwrap_or((target, ""));
        let text = if path.is_empty() {
            Some(source.text.clone())
        } else {
            plain(&folder.join(path)).and_then(|path| read(&path))
        };
        match text {
            None => complaints.push(Complaint::on_line(
                &source.name,
                line,
                format!("{path} does not exist"),
            )),
            Some(text)
                if !anchor.is_empty() && !headings(&text).any(|heading| heading == anchor) =>
            {
                complaints.push(Complaint::on_line(
                    &source.name,
                    line,
                    format!("{target}: no such heading"),
                ));
            }
            Some(_) => {}
        }
    }
    complaints
}

/// The path without `.` and `..`; nothing when it leaves the checkout.
fn plain(path: &Path) -> Option<PathBuf> {
    let mut plain = PathBuf::new();
    for component in path.components() {
        match component {
            Component::Normal(name) => plain.push(name),
            Component::ParentDir if plain.pop() => {}
            Component::CurDir => {}
            _ => return None,
        }
    }
    Some(plain)
}

/// The lines outside fenced code, numbered from 1.
fn prose(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut fenced = false;
    text.lines().enumerate().filter_map(move |(index, line)| {
        if line.trim_start().starts_with("```") {
            fenced = !fenced;
            return None;
        }
        (!fenced).then_some((index + 1, line))
    })
}

/// The targets of `[words](target)` and `![words](target)`, each with its line.
fn targets(text: &str) -> impl Iterator<Item = (usize, &str)> {
    prose(text).flat_map(|(number, line)| {
        line.split("](").skip(1).filter_map(move |rest| {
            let target = rest.split(')').next()?.split(' ').next()?;
            (!target.is_empty()).then_some((number, target))
        })
    })
}

/// The anchors of a document's headings, as forges make them.
fn headings(text: &str) -> impl Iterator<Item = String> {
    prose(text).filter_map(|(_, line)| {
        let title = line.trim_start_matches('#');
        (title.len() < line.len() && title.starts_with(' ')).then(|| {
            title
                .trim()
                .chars()
                .filter(|c| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_'))
                .flat_map(char::to_lowercase)
                .map(|c| if c == ' ' { '-' } else { c })
                .collect()
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tidy::source;

    fn complaints(text: &str) -> Vec<String> {
        let files = |path: &Path| match path.to_str() {
            Some("README.md") => Some("# 回音 Huiyin\n\n## Two commands\n".to_owned()),
            Some("docs/law.md") => Some(String::new()),
            _ => None,
        };
        broken(&source("docs/words.md", text), files)
            .iter()
            .map(ToString::to_string)
            .collect()
    }

    #[test]
    fn a_link_to_a_missing_file_is_caught() {
        assert_eq!(
            complaints("see\n[the law](lore.md)"),
            ["docs/words.md:2: lore.md does not exist"]
        );
        assert_eq!(
            complaints("![a](shot.png) and [b](../../elsewhere.md)").len(),
            2
        );
    }

    #[test]
    fn a_link_to_a_missing_heading_is_caught() {
        assert_eq!(
            complaints("[a](../README.md#three-commands)"),
            ["docs/words.md:1: ../README.md#three-commands: no such heading"]
        );
        assert_eq!(complaints("# Here\n[a](#there)").len(), 1);
    }

    #[test]
    fn good_links_pass() {
        let text = "# Here\n[a](law.md) [b](./law.md) [c](../README.md#two-commands) [d](../README.md#回音-huiyin)\n\
            [e](#here) [f](https://example.org/x) [g](mailto:a@example.org)\n```\n[h](none.md)\n```\n";
        assert!(complaints(text).is_empty());
    }
}
