//! The law and the messenger are pure: the same input gives the same output on a tablet, on the server and in
//! the simulator, so they read no clock, draw no lots, do no input or output and wait for nothing.

use super::Complaint;
use super::sources::Source;

const PURE: [&str; 2] = ["domain/src/", "sync/src/"];
const IMPURE: [(&str, &str); 10] = [
    ("SystemTime", "time comes in as a value"),
    ("Instant::now", "time comes in as a value"),
    ("Utc::now", "time comes in as a value"),
    ("Local::now", "time comes in as a value"),
    ("new_v4", "ids come in as values"),
    ("now_v7", "ids come in as values"),
    ("std::fs", "no input or output here"),
    ("std::net", "no input or output here"),
    ("println!", "no input or output here"),
    ("async fn", "nothing to wait for here"),
];

/// What in a file of a pure crate would make it depend on more than its input.
pub fn check(source: &Source) -> Vec<Complaint> {
    if source.ending() != "rs" || !PURE.iter().any(|folder| source.name.starts_with(folder)) {
        return Vec::new();
    }
    let mut complaints = Vec::new();
    for (number, line) in source.text.lines().enumerate() {
        if line.trim_start().starts_with("//") {
            continue;
        }
        for (word, reason) in IMPURE {
            if line.contains(word) {
                complaints.push(Complaint::on_line(
                    &source.name,
                    number + 1,
                    format!("{word}: {reason}"),
                ));
            }
        }
    }
    complaints
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tidy::source;

    #[test]
    fn each_impurity_is_caught_in_the_pure_crates_only() {
        for (word, _) in IMPURE {
            let text = format!("fn a() {{ {word} }}");
            assert_eq!(
                check(&source("domain/src/decide.rs", &text)).len(),
                1,
                "{word}"
            );
            assert_eq!(
                check(&source("sync/src/client.rs", &text)).len(),
                1,
                "{word}"
            );
            assert!(check(&source("server/src/main.rs", &text)).is_empty());
            assert!(check(&source("sync/tests/simulation.rs", &text)).is_empty());
        }
        assert!(check(&source("domain/src/a.rs", "//! no SystemTime here")).is_empty());
    }
}
