//! How the fields of a half-written form lie in a draft: `name␟text␞`, readable by every later version.

const UNIT: char = '\u{1f}';
const RECORD: char = '\u{1e}';

/// Writes the fields; the two separators cannot occur in what people type and are dropped from pasted text.
pub fn write<'a>(fields: impl Iterator<Item = (&'a str, &'a str)>) -> String {
    let mut kept = String::new();
    for (name, text) in fields {
        kept.push_str(name);
        kept.push(UNIT);
        kept.extend(text.chars().filter(|c| !matches!(*c, UNIT | RECORD)));
        kept.push(RECORD);
    }
    kept
}

/// Reads what [`write`] wrote; a damaged field is left out, the others survive.
pub fn read(kept: &str) -> Vec<(String, String)> {
    kept.split(RECORD)
        .filter_map(|field| field.split_once(UNIT))
        .map(|(name, text)| (name.to_owned(), text.to_owned()))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_typed_comes_back_word_for_word() {
        let fields = [
            ("found", "井水浑浊\n𠮷家三口 🙂"),
            ("said", ""),
            ("place", "a=b&c"),
        ];
        let read = read(&write(fields.into_iter()));
        let read: Vec<(&str, &str)> = read.iter().map(|(n, t)| (n.as_str(), t.as_str())).collect();
        assert_eq!(read, fields);
    }

    #[test]
    fn pasted_separators_do_not_move_text_between_fields() {
        let kept = write([("found", "a\u{1e}said\u{1f}b"), ("said", "c")].into_iter());
        assert_eq!(
            read(&kept),
            [
                ("found".into(), "asaidb".into()),
                ("said".into(), "c".into())
            ]
        );
    }
}
