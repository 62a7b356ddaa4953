//! 同一件事: what two registrations have in common. The same comparison runs on a tablet, over what it holds,
//! and on the server, over everything; it offers, and a person decides.

use super::{Petitioner, Registration};
use serde::{Deserialize, Serialize};

/// So much of a text is compared, in characters: what comes after rarely tells another matter.
const COMPARED: usize = 2_000;
/// From so much likeness on, texts alone are offered, in thousandths.
const ALIKE: u16 = 350;
/// Hash functions of one signature.
const HASHES: usize = 24;
/// Of which so many make one band.
const ROWS: usize = 2;
/// Bands of a signature: two texts that share one are worth comparing.
pub const BANDS: usize = HASHES / ROWS;

/// What of a registration is compared: kept apart from it, because it is made once and compared often.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Traces {
    /// ID numbers of the petitioners, normalised.
    pub id_numbers: Vec<String>,
    /// Telephones, normalised.
    pub phones: Vec<String>,
    /// Name and address together, normalised.
    pub names: Vec<String>,
    /// Neighbouring characters of title and text, each pair once, in order.
    grams: Vec<u64>,
}

/// What two registrations have in common.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct Evidence {
    /// A petitioner of each has the same ID number.
    pub same_id_number: bool,
    /// A petitioner of each has the same telephone.
    pub same_phone: bool,
    /// A petitioner of each has the same name and address.
    pub same_name_and_address: bool,
    /// How alike the texts are, in thousandths; 1,000: the same pairs of characters.
    pub likeness: u16,
}

impl Evidence {
    /// Whether the same person brought both, as far as the papers say.
    pub fn same_person(&self) -> bool {
        self.same_id_number || self.same_phone || self.same_name_and_address
    }

    /// Whether it is worth showing to somebody.
    pub fn is_offered(&self) -> bool {
        self.same_person() || self.likeness >= ALIKE
    }

    /// What comes first where several are offered: the same person with a like text, then the rest.
    pub fn weight(&self) -> u16 {
        let person = 300 * u16::from(self.same_person()) + 100 * u16::from(self.same_id_number);
        person + self.likeness
    }
}

impl Traces {
    /// The traces of a registration.
    pub fn of(registration: &Registration) -> Traces {
        Traces::in_words(
            &registration.petitioners,
            &registration.title,
            &registration.text,
        )
    }

    /// The traces of what is being typed.
    pub fn in_words(petitioners: &[Petitioner], title: &str, text: &str) -> Traces {
        let each = |of: fn(&Petitioner) -> Option<String>| {
            let mut found: Vec<String> = petitioners.iter().filter_map(of).collect();
            found.sort_unstable();
            found.dedup();
            found
        };
        Traces {
            id_numbers: each(|person| id_number(&person.id_number)),
            phones: each(|person| phone(&person.phone)),
            names: each(|person| name_and_address(&person.name, &person.address)),
            grams: grams(&[title, text]),
        }
    }

    /// What these two have in common; the same whichever is asked about the other.
    pub fn compare(&self, other: &Traces) -> Evidence {
        Evidence {
            same_id_number: meet(&self.id_numbers, &other.id_numbers),
            same_phone: meet(&self.phones, &other.phones),
            same_name_and_address: meet(&self.names, &other.names),
            likeness: likeness(&self.grams, &other.grams),
        }
    }

    /// Whether there is nothing to compare yet.
    pub fn is_empty(&self) -> bool {
        *self == Traces::default()
    }

    /// The signature of the text in bands: texts with one band in common are likely alike (MinHash).
    pub fn bands(&self) -> Vec<u64> {
        if self.grams.is_empty() {
            return Vec::new();
        }
        let mut least = [u64::MAX; HASHES];
        for gram in &self.grams {
            for (nth, least) in (1u64..).zip(&mut least) {
                *least = (*least).min(mixed(gram ^ mixed(nth)));
            }
        }
        least
            .chunks_exact(ROWS)
            .zip(0u64..)
            .map(|(rows, nth)| rows.iter().fold(mixed(nth), |band, row| mixed(band ^ row)))
            .collect()
    }

    /// `text` in stretches: those whose characters stand beside each other here too, and the others.
    pub fn marked<'t>(&self, text: &'t str) -> Vec<(&'t str, bool)> {
        let characters: Vec<(usize, char)> = text.char_indices().collect();
        let mut shared = vec![false; characters.len()];
        for (nth, pair) in characters.windows(2).enumerate() {
            let (one, two) = (pair[0].1, pair[1].1);
            if counts(one) && counts(two) && self.grams.binary_search(&gram(one, two)).is_ok() {
                shared[nth] = true;
                shared[nth + 1] = true;
            }
        }
        let mut stretches = Vec::new();
        let mut from = 0;
        for (nth, (at, _)) in characters.iter().enumerate().skip(1) {
            if shared[nth] != shared[nth - 1] {
                stretches.push((&text[from..*at], shared[nth - 1]));
                from = *at;
            }
        }
        if let Some(last) = shared.last() {
            stretches.push((&text[from..], *last));
        }
        stretches
    }
}

/// An ID number as it is compared; what is too short to be one is none.
fn id_number(text: &str) -> Option<String> {
    let number: String = text
        .chars()
        .filter(char::is_ascii_alphanumeric)
        .map(|c| c.to_ascii_uppercase())
        .collect();
    (number.len() >= 15).then_some(number)
}

/// A telephone as it is compared: its digits, without the country's code.
fn phone(text: &str) -> Option<String> {
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    let number = match digits.strip_prefix("86") {
        Some(rest) if rest.len() == 11 => rest,
        _ => digits.as_str(),
    };
    (number.len() >= 7).then(|| number.to_owned())
}

fn name_and_address(name: &str, address: &str) -> Option<String> {
    let bare = |text: &str| -> String { text.chars().filter(|c| counts(*c)).collect() };
    let (name, address) = (bare(name), bare(address));
    // One character is a family name, and a township is shared by thousands.
    let tells = name.chars().count() >= 2 && address.chars().count() >= 6;
    tells.then(|| format!("{name}\n{address}"))
}

/// Blanks and marks are written in many ways and mean nothing here.
fn counts(c: char) -> bool {
    c.is_alphanumeric()
}

fn gram(one: char, two: char) -> u64 {
    (u64::from(u32::from(one)) << 32) | u64::from(u32::from(two))
}

/// The pairs of neighbouring characters of these texts, each once, in order.
pub(super) fn grams(texts: &[&str]) -> Vec<u64> {
    let mut grams = Vec::new();
    for text in texts {
        let mut before = None;
        for c in text.chars().take(COMPARED) {
            if !counts(c) {
                before = None;
                continue;
            }
            if let Some(before) = before {
                grams.push(gram(before, c));
            }
            before = Some(c);
        }
    }
    grams.sort_unstable();
    grams.dedup();
    grams
}

fn meet(one: &[String], other: &[String]) -> bool {
    one.iter().any(|text| other.contains(text))
}

/// Shared pairs over the geometric mean of both counts (the cosine of two sets), in thousandths: a short text
/// that a long one holds whole is still alike.
fn likeness(one: &[u64], other: &[u64]) -> u16 {
    let (mut left, mut right, mut shared) = (0, 0, 0u64);
    while let (Some(a), Some(b)) = (one.get(left), other.get(right)) {
        shared += u64::from(a == b);
        left += usize::from(a <= b);
        right += usize::from(b <= a);
    }
    let product = (one.len() as u64).saturating_mul(other.len() as u64);
    if product == 0 {
        return 0;
    }
    // shared² · 10⁶ / product, whose root is in thousandths; whole numbers, so that every machine agrees.
    let square = shared.saturating_mul(shared).saturating_mul(1_000_000) / product;
    u16::try_from(square.isqrt().min(1_000)).unwrap_or(1_000)
}

/// Spreads bits (the finaliser of SplitMix64).
fn mixed(bits: u64) -> u64 {
    let bits = bits.wrapping_add(0x9E37_79B9_7F4A_7C15);
    let bits = (bits ^ (bits >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    let bits = (bits ^ (bits >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    bits ^ (bits >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn person(name: &str, phone: &str, id_number: &str, address: &str) -> Vec<Petitioner> {
        vec![Petitioner {
            name: name.to_owned(),
            phone: phone.to_owned(),
            id_number: id_number.to_owned(),
            address: address.to_owned(),
        }]
    }

    #[test]
    fn a_number_is_the_same_however_it_is_written() {
        let one = Traces::in_words(
            &person("", "+86 139-0000-1111", "11010519491231002x", ""),
            "",
            "",
        );
        let other = Traces::in_words(
            &person("", "13900001111", " 11010519491231002X ", ""),
            "",
            "",
        );
        let evidence = one.compare(&other);
        assert!(evidence.same_phone && evidence.same_id_number && evidence.is_offered());
    }

    #[test]
    fn what_is_empty_or_too_short_is_nothing_in_common() {
        let nobody = Traces::in_words(&person("", "", "", ""), "", "");
        assert_eq!(nobody.compare(&nobody), Evidence::default());
        let short = Traces::in_words(&person("李", "110", "42", "上坝村"), "", "");
        assert!(!short.compare(&short).same_person());
    }

    #[test]
    fn the_same_matter_in_other_words_is_alike_and_another_is_not() {
        let lamp = Traces::in_words(
            &[],
            "村口路灯不亮",
            "上坝村口的路灯坏了两个月，老人夜里不敢出门。",
        );
        let again = Traces::in_words(
            &[],
            "路灯坏了没人修",
            "上坝村口的路灯坏了快三个月了，一直没有人来修，老人夜里不敢出门。",
        );
        let wages = Traces::in_words(
            &[],
            "拖欠工资",
            "县城工地拖欠我们十二个工人去年的工资不给。",
        );
        assert!(lamp.compare(&again).likeness >= ALIKE);
        assert!(lamp.compare(&wages).likeness < 100);
    }

    #[test]
    fn shared_words_are_marked_and_the_text_stays_whole() {
        let lamp = Traces::in_words(&[], "", "村口路灯不亮");
        let marked = lamp.marked("昨天村口路灯又不亮，");
        assert_eq!(
            marked,
            [
                ("昨天", false),
                ("村口路灯", true),
                ("又", false),
                ("不亮", true),
                ("，", false)
            ]
        );
        assert_eq!(lamp.marked(""), []);
    }

    #[test]
    fn like_texts_share_a_band() {
        let one = "上坝村口的路灯坏了两个月，老人夜里不敢出门，请尽快派人修好。";
        let other = "上坝村口的路灯坏了三个月，老人夜里不敢出门，请尽快派人来修好。";
        let bands = |text: &str| Traces::in_words(&[], "", text).bands();
        assert_eq!(bands(one).len(), BANDS);
        assert!(bands(one).iter().any(|band| bands(other).contains(band)));
        assert_eq!(bands(""), Vec::<u64>::new());
    }
}
