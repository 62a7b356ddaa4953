//! A document's body as one text: a paragraph a line, headings marked as people mark them in notes.

use domain::document::{Level, Paragraph};

const MARKS: [(&str, Level); 2] = [("## ", Level::Second), ("# ", Level::First)];

/// The paragraphs of a text; empty lines separate nothing and mean nothing.
pub fn paragraphs(text: &str) -> Vec<Paragraph> {
    text.lines()
        .map(str::trim)
        .filter(|line| !line.is_empty())
        .map(|line| {
            let marked = MARKS
                .iter()
                .find_map(|(mark, level)| Some((*level, line.strip_prefix(mark)?)));
            let (level, text) = marked.unwrap_or((Level::Body, line));
            Paragraph {
                level,
                text: text.trim().to_owned(),
            }
        })
        .collect()
}

/// The text of paragraphs, as [`paragraphs`] reads it.
pub fn prose(paragraphs: &[Paragraph]) -> String {
    let mut text = String::new();
    for paragraph in paragraphs {
        let mark = MARKS
            .iter()
            .find(|(_, level)| *level == paragraph.level)
            .map_or("", |(mark, _)| mark);
        text.push_str(mark);
        text.push_str(&paragraph.text);
        text.push('\n');
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_reads_and_writes_alike() {
        let text = "你反映的事项收悉。\n# 一、诉求\n恢复原界。\n## （一）依据\n土地管理法。\n";
        let read = paragraphs(&format!("\n  {text}\n\n"));
        assert_eq!(
            read.iter().map(|one| one.level).collect::<Vec<_>>(),
            [
                Level::Body,
                Level::First,
                Level::Body,
                Level::Second,
                Level::Body
            ]
        );
        assert_eq!(prose(&read), text);
    }
}
