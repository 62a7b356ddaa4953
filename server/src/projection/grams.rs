//! Chinese text cut for a full-text index. Pure; the same cut makes the index and asks it.
//!
//! A text is a row of *units*: a Chinese character is one, and so is a whole Latin word or number.
//! What stands together without a blank or a sign between is a *run*; each two neighbours in it are
//! one token, so `低保户3栋，A2区` is indexed as `低保 保户 户3 3栋 · a2区`. A word that is searched is a
//! phrase of such tokens and so hits exactly where it stands; the dot keeps a phrase from reaching
//! over a comma.

/// The most pieces of one search; more are ignored.
const PIECES: usize = 8;
/// The most units of one piece, and characters of one word; more are ignored.
const LONG: usize = 64;
/// Between two runs; it is no letter, so nothing that is searched contains it.
const GAP: &str = "·";

type Run = Vec<String>;

/// Full-width forms as their ASCII twins, small letters.
fn folded(character: char) -> impl Iterator<Item = char> {
    let narrow = match character {
        '\u{ff01}'..='\u{ff5e}' => {
            char::from_u32(u32::from(character) - 0xfee0).unwrap_or(character)
        }
        other => other,
    };
    narrow.to_lowercase()
}

/// Whether a character is a unit by itself: from the CJK radicals upwards nothing is written with
/// blanks between words.
fn stands_alone(character: char) -> bool {
    character >= '\u{2e80}'
}

fn runs(text: &str) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::new();
    let mut broken = true;
    let mut in_word = false;
    for character in text.chars().flat_map(folded) {
        if !character.is_alphanumeric() {
            broken = true;
            continue;
        }
        if broken {
            runs.push(Run::new());
        }
        let continues = in_word && !broken && !stands_alone(character);
        broken = false;
        in_word = !stands_alone(character);
        let Some(run) = runs.last_mut() else { continue };
        match run.last_mut() {
            // The tail of an endless word is not searched.
            Some(word) if continues => {
                if word.len() < LONG {
                    word.push(character);
                }
            }
            _ => run.push(character.to_string()),
        }
    }
    runs
}

/// The pairs of neighbours in `text`, separated by blanks.
pub fn grams(text: &str) -> String {
    let mut tokens = String::with_capacity(text.len() * 3);
    for run in runs(text) {
        if run.len() > 1 {
            pairs(&run, &mut tokens);
            token(&mut tokens, &[GAP]);
        }
    }
    tokens
}

/// What is found by a single unit: the characters and words of short `lines`, the words of `texts`.
pub fn units(lines: &str, texts: &str) -> String {
    let words = runs(texts)
        .into_iter()
        .flatten()
        .filter(|unit| !unit.chars().all(stands_alone));
    let mut found: Vec<String> = runs(lines).into_iter().flatten().chain(words).collect();
    found.sort_unstable();
    found.dedup();
    found.join(" ")
}

/// What the index is asked for the words a person typed: each piece a phrase, all of them needed.
/// `None`: nothing that could be searched was typed.
pub fn question(words: &str) -> Option<String> {
    let asked: Vec<String> = runs(words).iter().take(PIECES).map(phrase).collect();
    (!asked.is_empty()).then(|| asked.join(" AND "))
}

fn phrase(run: &Run) -> String {
    if let [unit] = run.as_slice() {
        return format!("units : \"{unit}\"");
    }
    let mut tokens = String::new();
    pairs(run.get(..LONG).unwrap_or(run), &mut tokens);
    format!("grams : \"{tokens}\"")
}

fn pairs(run: &[String], tokens: &mut String) {
    for pair in run.windows(2) {
        token(tokens, pair);
    }
}

fn token(tokens: &mut String, parts: &[impl AsRef<str>]) {
    if !tokens.is_empty() {
        tokens.push(' ');
    }
    for part in parts {
        tokens.push_str(part.as_ref());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn neighbours_are_paired_within_a_run() {
        assert_eq!(grams("低保户3栋，A2区"), "低保 保户 户3 3栋 · a2区 ·");
        assert_eq!(grams("ＡＰＰ 上报"), "上报 ·");
        assert_eq!(grams("信〔2026〕123号"), "123号 ·");
        assert_eq!(grams("!? 😀 路"), "");
        assert_eq!(grams("𠮷野家"), "𠮷野 野家 ·");
    }

    #[test]
    fn single_units_are_those_of_lines_and_the_words_of_texts() {
        assert_eq!(units("路灯，路A2", "灯坏了 app 3次"), "3 a2 app 灯 路");
        assert_eq!(units("", ""), "");
    }

    #[test]
    fn a_question_asks_each_piece_as_a_phrase() {
        let asked = |words| question(words);
        assert_eq!(asked("低保").as_deref(), Some("grams : \"低保\""));
        assert_eq!(asked("低保户").as_deref(), Some("grams : \"低保 保户\""));
        assert_eq!(
            asked(" 低保　拆迁 ").as_deref(),
            Some("grams : \"低保\" AND grams : \"拆迁\"")
        );
        assert_eq!(asked("低").as_deref(), Some("units : \"低\""));
        assert_eq!(asked("App").as_deref(), Some("units : \"app\""));
        assert_eq!(asked("Ａ2区").as_deref(), Some("grams : \"a2区\""));
        assert_eq!(
            asked("信〔2026〕123号").as_deref(),
            Some("units : \"信\" AND units : \"2026\" AND grams : \"123号\"")
        );
        assert_eq!(asked("\" ) * -"), None);
        assert_eq!(asked(""), None);
    }

    #[test]
    fn what_is_asked_cannot_break_out_of_its_quotes() {
        let asked = question("低保\" OR \"x\" NOT grams:*").expect("words");
        assert_eq!(
            asked,
            "grams : \"低保\" AND units : \"or\" AND units : \"x\" AND units : \"not\" AND units : \"grams\""
        );
    }

    #[test]
    fn what_is_asked_has_an_end() {
        let many = question(&"低保 ".repeat(20)).expect("words");
        assert_eq!(many.matches("低保").count(), PIECES);
        let long = question(&"长".repeat(500)).expect("a word");
        assert_eq!(long.matches("长长").count(), LONG - 1);
        let word = question(&"a".repeat(500)).expect("a word");
        assert!(word.len() < 2 * LONG);
    }
}
