//! Which words differ between two texts: for the cards of a conflict.

/// A stretch of one text, and whether the other lacks it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Stretch {
    /// The words.
    pub text: String,
    /// Whether they are found in this text only.
    pub differs: bool,
}

/// The most words compared pairwise; longer middles are marked as a whole rather than freeze a tablet.
const LIMIT: usize = 600;

/// Splits `mine` into stretches that `theirs` has in the same order and stretches it lacks.
pub fn compare(mine: &str, theirs: &str) -> Vec<Stretch> {
    let (mine, theirs) = (words(mine), words(theirs));
    let head = mine.iter().zip(&theirs).take_while(|(a, b)| a == b).count();
    let tail = mine[head..]
        .iter()
        .rev()
        .zip(theirs[head..].iter().rev())
        .take_while(|(a, b)| a == b)
        .count();
    let middle = &mine[head..mine.len() - tail];
    let other = &theirs[head..theirs.len() - tail];

    let mut stretches = Vec::new();
    mine[..head]
        .iter()
        .for_each(|word| push(&mut stretches, word, false));
    let common = common(middle, other);
    for (word, shared) in middle.iter().zip(common) {
        push(&mut stretches, word, !shared);
    }
    mine[mine.len() - tail..]
        .iter()
        .for_each(|word| push(&mut stretches, word, false));
    stretches
}

/// Chinese characters one by one, other letters and digits as words.
fn words(text: &str) -> Vec<&str> {
    let mut words = Vec::new();
    let mut from = 0;
    let mut joining = false;
    for (at, c) in text.char_indices() {
        let joins = c.is_ascii_alphanumeric();
        if !(joins && joining) && at > from {
            words.push(&text[from..at]);
            from = at;
        }
        joining = joins;
    }
    if from < text.len() {
        words.push(&text[from..]);
    }
    words
}

/// For each of `mine`, whether it belongs to a longest common subsequence with `theirs`.
fn common(mine: &[&str], theirs: &[&str]) -> Vec<bool> {
    let mut shared = vec![false; mine.len()];
    if mine.len() > LIMIT || theirs.len() > LIMIT {
        return shared;
    }
    let width = theirs.len() + 1;
    let mut longest = vec![0u16; (mine.len() + 1) * width];
    for i in (0..mine.len()).rev() {
        for j in (0..theirs.len()).rev() {
            longest[i * width + j] = if mine[i] == theirs[j] {
                longest[(i + 1) * width + j + 1] + 1
            } else {
                longest[(i + 1) * width + j].max(longest[i * width + j + 1])
            };
        }
    }
    let (mut i, mut j) = (0, 0);
    while i < mine.len() && j < theirs.len() {
        if mine[i] == theirs[j] {
            shared[i] = true;
            i += 1;
            j += 1;
        } else if longest[(i + 1) * width + j] >= longest[i * width + j + 1] {
            i += 1;
        } else {
            j += 1;
        }
    }
    shared
}

fn push(stretches: &mut Vec<Stretch>, word: &str, differs: bool) {
    match stretches.last_mut() {
        Some(last) if last.differs == differs => last.text.push_str(word),
        _ => stretches.push(Stretch {
            text: word.to_owned(),
            differs,
        }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn marked(mine: &str, theirs: &str) -> String {
        let mark = |s: Stretch| {
            if s.differs {
                format!("[{}]", s.text)
            } else {
                s.text
            }
        };
        compare(mine, theirs).into_iter().map(mark).collect()
    }

    #[test]
    fn only_what_differs_is_marked() {
        assert_eq!(
            marked("同意支付补偿款300元", "同意支付补偿款500元"),
            "同意支付补偿款[300]元"
        );
        assert_eq!(marked("已经修好水管", "水管"), "[已经修好]水管");
        assert_eq!(marked("一样", "一样"), "一样");
        assert_eq!(marked("", "别的"), "");
    }

    #[test]
    fn every_character_of_mine_is_there() {
        let mine = "甲户、乙户 and 3 others；𠮷家。";
        let whole: String = compare(mine, "乙户。甲户")
            .into_iter()
            .map(|s| s.text)
            .collect();
        assert_eq!(whole, mine);
    }

    #[test]
    fn a_very_long_difference_is_marked_as_a_whole() {
        let mine = "水".repeat(2_000) + "尾";
        assert_eq!(compare(&mine, "火尾").len(), 2);
    }
}
