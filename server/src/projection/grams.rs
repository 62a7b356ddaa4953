//! Chinese text cut for a full-text index: overlapping pairs of characters, whole words of Latin
//! letters and digits. Pure; the same cut makes the index and asks it.
//!
//! `低保户3栋` is indexed as `低保 保户 户 3 栋`: each run of characters ends with its last one alone, so
//! that a phrase never reaches over a comma by accident and a single character beside a number fits.

/// The most words of one search; more are ignored.
const WORDS: usize = 8;
/// The most characters of one word searched; more are ignored.
const WORD: usize = 64;

/// What a text is cut into: runs of characters that are written without blanks, and words.
#[derive(Clone, PartialEq, Eq, Debug)]
enum Run {
    /// Chinese and other characters that form no words by blanks.
    Signs(Vec<char>),
    /// Latin letters and digits, folded.
    Word(String),
}

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

fn runs(text: &str) -> Vec<Run> {
    let mut runs = Vec::new();
    let mut broken = true;
    for character in text.chars().flat_map(folded) {
        if !character.is_alphanumeric() {
            broken = true;
            continue;
        }
        // From the CJK radicals upwards characters stand for themselves.
        let is_sign = character >= '\u{2e80}';
        match runs.last_mut() {
            Some(Run::Signs(signs)) if is_sign && !broken => signs.push(character),
            Some(Run::Word(word)) if !is_sign && !broken => word.push(character),
            _ if is_sign => runs.push(Run::Signs(vec![character])),
            _ => runs.push(Run::Word(character.to_string())),
        }
        broken = false;
    }
    runs
}

/// The tokens under which `text` is found, separated by blanks.
pub fn grams(text: &str) -> String {
    let mut tokens = String::with_capacity(text.len() * 3);
    for run in runs(text) {
        match run {
            Run::Signs(signs) => {
                pairs(&signs, &mut tokens);
                if let Some(last) = signs.last() {
                    token(&mut tokens, [*last]);
                }
            }
            Run::Word(word) => token(&mut tokens, word.chars()),
        }
    }
    tokens
}

/// The single characters of short lines, for whoever searches for one character.
pub fn signs(lines: &str) -> String {
    let mut found: Vec<char> = runs(lines)
        .into_iter()
        .flat_map(|run| match run {
            Run::Signs(signs) => signs,
            Run::Word(_) => Vec::new(),
        })
        .collect();
    found.sort_unstable();
    found.dedup();
    let mut tokens = String::with_capacity(found.len() * 4);
    for sign in found {
        token(&mut tokens, [sign]);
    }
    tokens
}

/// What the index is asked for `words`: each word a phrase, all of them needed. `None`: nothing
/// that could be searched was typed.
pub fn question(words: &str) -> Option<String> {
    let mut asked = String::new();
    let typed = words
        .split(|character: char| character.is_whitespace())
        .filter_map(phrase);
    for phrase in typed.take(WORDS) {
        if !asked.is_empty() {
            asked.push_str(" AND ");
        }
        asked.push_str(&phrase);
    }
    (!asked.is_empty()).then_some(asked)
}

fn phrase(word: &str) -> Option<String> {
    let word: String = word.chars().take(WORD).collect();
    let runs = runs(&word);
    if let [Run::Signs(signs)] = runs.as_slice()
        && let [sign] = signs.as_slice()
    {
        return Some(format!("signs : \"{sign}\""));
    }
    let mut tokens = String::new();
    let mut open_end = false;
    let last = runs.len().checked_sub(1)?;
    for (nth, run) in runs.iter().enumerate() {
        match run {
            Run::Word(word) => token(&mut tokens, word.chars()),
            Run::Signs(signs) => {
                pairs(signs, &mut tokens);
                if let [sign] = signs.as_slice() {
                    token(&mut tokens, [*sign]);
                    // It may begin a longer run there: any pair that starts with it will do.
                    open_end = nth == last;
                } else if let (true, Some(sign)) = (nth < last, signs.last()) {
                    token(&mut tokens, [*sign]);
                }
            }
        }
    }
    let star = if open_end { " *" } else { "" };
    Some(format!("grams : \"{tokens}\"{star}"))
}

fn pairs(signs: &[char], tokens: &mut String) {
    for pair in signs.windows(2) {
        token(tokens, pair.iter().copied());
    }
}

fn token(tokens: &mut String, characters: impl IntoIterator<Item = char>) {
    if !tokens.is_empty() {
        tokens.push(' ');
    }
    tokens.extend(characters);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn runs_are_cut_into_pairs_and_end_with_their_last_character() {
        assert_eq!(grams("低保户3栋"), "低保 保户 户 3 栋");
        assert_eq!(grams("路，ＡＢ２区"), "路 ab2 区");
        assert_eq!(grams("信〔2026〕123号"), "信 2026 123 号");
        assert_eq!(grams("!? 😀"), "");
        assert_eq!(grams("𠮷野家"), "𠮷野 野家 家");
    }

    #[test]
    fn a_question_asks_each_word_as_a_phrase() {
        let asked = |words| question(words);
        assert_eq!(asked("低保").as_deref(), Some("grams : \"低保\""));
        assert_eq!(asked("低保户").as_deref(), Some("grams : \"低保 保户\""));
        assert_eq!(
            asked(" 低保　拆迁 ").as_deref(),
            Some("grams : \"低保\" AND grams : \"拆迁\"")
        );
        assert_eq!(asked("低").as_deref(), Some("signs : \"低\""));
        assert_eq!(asked("A2区").as_deref(), Some("grams : \"a2 区\" *"));
        assert_eq!(
            asked("小区3栋").as_deref(),
            Some("grams : \"小区 区 3 栋\" *")
        );
        assert_eq!(asked("123号").as_deref(), Some("grams : \"123 号\" *"));
        assert_eq!(asked("\" ) * -"), None);
        assert_eq!(asked(""), None);
    }

    #[test]
    fn what_is_asked_cannot_break_out_of_its_quotes() {
        let asked = question("低保\" OR \"x\" NOT grams:*").expect("words");
        assert_eq!(
            asked,
            "grams : \"低保\" AND grams : \"or\" AND grams : \"x\" AND grams : \"not\" AND grams : \"grams\""
        );
    }

    #[test]
    fn only_so_many_words_are_asked() {
        let many = "低保 ".repeat(20);
        assert_eq!(
            question(&many).map(|asked| asked.matches("低保").count()),
            Some(WORDS)
        );
    }
}
