//! Running text in lines: greedy, as a typesetter does it by hand, with the rules of punctuation (禁则).

use super::fonts::Face;

/// What must not begin a line.
const NOT_FIRST: &str = "、。，．：；？！）］｝」』】〉》〕”’…—·%℃,.:;?!)]}";
/// What must not end a line.
const NOT_LAST: &str = "（［｛「『【〈《〔“‘([{";

/// One character on its way to paper.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Letter {
    /// The character.
    pub character: char,
    /// Which of the faces draws it, by position.
    pub face: usize,
    /// Its glyph there.
    pub glyph: u32,
    /// Its width, in points.
    pub width: f32,
}

/// The letters of `text` at this size; each drawn with the first face that has it. A full-width character
/// takes `cell` points, the grid's own width.
pub fn letters(text: &str, faces: &[&Face], size: f32, cell: f32) -> Vec<Letter> {
    text.chars()
        .filter(|character| !character.is_control())
        .map(|character| {
            let found = faces
                .iter()
                .enumerate()
                .find_map(|(face, drawn)| drawn.glyph(character).map(|glyph| (face, glyph)));
            // A character that no face has is shown as the empty box every font has in its first place.
            let (face, (glyph, width)) = found.unwrap_or((0, (0, 1.0)));
            let width = if width >= 0.99 {
                cell
            } else {
                width * size + (cell - size)
            };
            Letter {
                character,
                face,
                glyph,
                width,
            }
        })
        .collect()
}

/// The width of letters side by side.
pub fn width(letters: &[Letter]) -> f32 {
    letters.iter().map(|letter| letter.width).sum()
}

/// Where each line begins and ends: the first has room for `first` points, the others for `rest`.
pub fn broken(letters: &[Letter], first: f32, rest: f32) -> Vec<std::ops::Range<usize>> {
    /// Rounding of a page full of letters.
    const SLACK: f32 = 0.05;
    let mut lines = Vec::new();
    let mut start = 0;
    while start < letters.len() {
        let room = if lines.is_empty() { first } else { rest } + SLACK;
        let mut taken = 0.0;
        let fits = letters[start..]
            .iter()
            .take_while(|letter| {
                taken += letter.width;
                taken <= room
            })
            .count()
            .max(1);
        let end = allowed(letters, start, start + fits);
        let said = |at: &usize| letters[*at].character != ' ';
        let last = (start..end).rev().find(said).map_or(end, |last| last + 1);
        lines.push(start..last);
        start = end;
        // A blank between words is left behind where the line breaks.
        while letters
            .get(start)
            .is_some_and(|letter| letter.character == ' ')
        {
            start += 1;
        }
    }
    lines
}

/// The last place at or before `end` where a line may break.
fn allowed(letters: &[Letter], start: usize, end: usize) -> usize {
    if end >= letters.len() {
        return letters.len();
    }
    let breaks = |at: usize| {
        let (before, after) = (letters[at - 1].character, letters[at].character);
        // 1.2, 10,000, 2026-03 and 3/5 are each one number.
        let within = before.is_ascii_alphanumeric() || ".,-/:".contains(before);
        let word = within && after.is_ascii_alphanumeric();
        !word && !NOT_LAST.contains(before) && !NOT_FIRST.contains(after)
    };
    // A line of nothing but punctuation breaks where it is full.
    (start + 1..=end)
        .rev()
        .find(|at| breaks(*at))
        .unwrap_or(end)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plain(text: &str) -> Vec<Letter> {
        text.chars()
            .map(|character| Letter {
                character,
                face: 0,
                glyph: 1,
                width: if character.is_ascii() { 5.0 } else { 10.0 },
            })
            .collect()
    }

    fn lines(text: &str, first: f32, rest: f32) -> Vec<String> {
        let letters = plain(text);
        broken(&letters, first, rest)
            .into_iter()
            .map(|line| {
                letters[line]
                    .iter()
                    .map(|letter| letter.character)
                    .collect()
            })
            .collect()
    }

    #[test]
    fn a_line_is_filled_to_its_last_cell() {
        assert_eq!(lines("一二三四五六七", 30.0, 40.0), ["一二三", "四五六七"]);
        assert_eq!(lines("一二三", 30.0, 40.0), ["一二三"]);
        assert_eq!(lines("", 30.0, 40.0), Vec::<String>::new());
    }

    #[test]
    fn punctuation_does_not_begin_or_end_a_line_in_the_wrong_place() {
        assert_eq!(lines("一二三。四", 30.0, 30.0), ["一二", "三。四"]);
        assert_eq!(lines("一二“三四", 30.0, 30.0), ["一二", "“三四"]);
        assert_eq!(lines("一二》。三", 30.0, 30.0), ["一", "二》。", "三"]);
    }

    #[test]
    fn words_and_numbers_stay_whole() {
        assert_eq!(lines("编号2026年", 35.0, 40.0), ["编号", "2026年"]);
        assert_eq!(lines("a b c", 10.0, 10.0), ["a", "b", "c"]);
        assert_eq!(lines("移动1.2米", 30.0, 40.0), ["移动", "1.2米"]);
        assert_eq!(lines("移动1.2米", 15.0, 40.0), ["移", "动1.2米"]);
    }

    #[test]
    fn what_has_no_place_to_break_breaks_where_it_is_full() {
        assert_eq!(lines("。。。。。", 20.0, 20.0), ["。。", "。。", "。"]);
        assert_eq!(lines("12345678", 20.0, 20.0), ["1234", "5678"]);
    }
}
