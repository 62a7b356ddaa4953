//! The records this device holds, many of them still encoded: what lists show of each is worked out once,
//! the rest is read when somebody opens it.

use domain::deadline::Calendar;
use domain::ids::{Moment, OfficerId, RecordId};
use domain::petition::{Step, Summary, summary};
use domain::policy::Policy;
use domain::{By, Record};
use std::collections::BTreeMap;
use std::sync::Arc;
use sync::body::RecordBody;

/// Held records as people see them, by id.
#[derive(Clone, Default)]
pub struct Records {
    rows: BTreeMap<RecordId, (RecordBody, Arc<Line>)>,
}

/// What lists show of a record, and what finds it.
pub struct Line {
    /// Its row.
    pub summary: Arc<Summary>,
    /// What the person of this device did in it: when they wrote it down, and which step.
    pub done: Vec<(Moment, Step)>,
    pairs: Pairs,
}

impl Line {
    /// Works the line of a record out; `None` when this program cannot read it.
    pub fn of(
        body: &RecordBody,
        me: OfficerId,
        calendar: &Calendar,
        policy: &Policy,
    ) -> Option<Line> {
        let record = body.record()?;
        let Record::Petition(petition) = record.as_ref();
        let mine = |by| matches!(by, By::Officer(officer, _) if officer == me);
        let course = petition.course.iter();
        Some(Line {
            summary: Arc::new(summary(petition, calendar, policy)),
            done: course
                .filter(|entry| mine(entry.by))
                .map(|entry| (entry.recorded_at, entry.step))
                .collect(),
            pairs: Pairs::of(&body.bytes()),
        })
    }
}

impl Records {
    /// How many there are.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// Reads one.
    pub fn get(&self, id: &RecordId) -> Option<Arc<Record>> {
        self.rows.get(id)?.0.record()
    }

    /// The lines of all, by id.
    pub fn lines(&self) -> impl Iterator<Item = (RecordId, &Line)> {
        self.rows.iter().map(|(id, (_, line))| (*id, &**line))
    }

    /// Puts one in the place of what it was.
    pub fn put(&mut self, id: RecordId, body: RecordBody, line: Line) {
        self.rows.insert(id, (body, Arc::new(line)));
    }

    /// Takes one out.
    pub fn remove(&mut self, id: &RecordId) {
        self.rows.remove(id);
    }

    /// Whether a record may have this word in it anywhere in it: quick, and never wrong with a no.
    pub fn may_say(&self, id: &RecordId, word: &str) -> bool {
        let Some((body, line)) = self.rows.get(id) else {
            return false;
        };
        // What was read here has been changed here: its words are looked at one by one.
        line.pairs.may_hold(word)
            && (matches!(body, RecordBody::Read(_)) || contains(&body.bytes(), word.as_bytes()))
    }
}

/// Which pairs of neighbouring characters a text has, by their digest: three in four records without a
/// pair are told apart from those with it, without looking at their text.
#[derive(Clone)]
struct Pairs([u64; Pairs::WORDS]);

impl Pairs {
    const WORDS: usize = 32;

    /// The pairs of three-byte characters, which all Chinese ones are, anywhere in `bytes`.
    fn of(bytes: &[u8]) -> Pairs {
        let mut pairs = Pairs([0; Pairs::WORDS]);
        for pair in bytes.windows(6).filter(|pair| is_pair(pair)) {
            let (word, bit) = Pairs::place(pair);
            if let Some(word) = pairs.0.get_mut(word) {
                *word |= bit;
            }
        }
        pairs
    }

    fn may_hold(&self, word: &str) -> bool {
        let mut pairs = word.as_bytes().windows(6).filter(|pair| is_pair(pair));
        pairs.all(|pair| {
            let (word, bit) = Pairs::place(pair);
            self.0.get(word).is_some_and(|word| word & bit != 0)
        })
    }

    fn place(pair: &[u8]) -> (usize, u64) {
        let sum = pair.iter().fold(0x811C_9DC5_u32, |sum, byte| {
            (sum ^ u32::from(*byte)).wrapping_mul(0x0100_0193)
        });
        let bit = (sum ^ (sum >> 15)) as usize % (Pairs::WORDS * 64);
        (bit / 64, 1 << (bit % 64))
    }
}

fn is_pair(bytes: &[u8]) -> bool {
    let leads = |nth: usize| bytes.get(nth).is_some_and(|byte| byte & 0xF0 == 0xE0);
    leads(0) && leads(3)
}

/// Whether `needle` stands in `bytes`; each step skips as far as the byte under the needle's end allows.
fn contains(bytes: &[u8], needle: &[u8]) -> bool {
    let Some(last) = needle.len().checked_sub(1) else {
        return true;
    };
    let mut skips = [needle.len(); 256];
    for (nth, byte) in needle.iter().enumerate().take(last) {
        skips[usize::from(*byte)] = last - nth;
    }
    let mut end = last;
    while let Some(byte) = bytes.get(end) {
        if bytes.get(end - last..=end) == Some(needle) {
            return true;
        }
        end += skips[usize::from(*byte)];
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_needle_is_found_wherever_it_stands() {
        let text = "上柳村水渠垮塌，去年的补偿款至今未发".as_bytes();
        for (needle, there) in [
            ("上柳", true),
            ("未发", true),
            ("补偿款", true),
            ("水", true),
            ("", true),
            ("款补", false),
            ("未发了", false),
        ] {
            assert_eq!(contains(text, needle.as_bytes()), there, "{needle}");
        }
        assert!(!contains(b"", b"x"));
        assert!(contains(b"xxabab", b"abab"));
    }

    #[test]
    fn pairs_never_deny_what_is_there() {
        let text = "ab上柳村\u{1}水渠垮塌12，去年的补偿款至今未发";
        let pairs = Pairs::of(text.as_bytes());
        let characters: Vec<char> = text.chars().collect();
        for length in 1..6 {
            for word in characters.windows(length) {
                assert!(pairs.may_hold(&word.iter().collect::<String>()));
            }
        }
        assert!(!pairs.may_hold("低保"));
    }
}
