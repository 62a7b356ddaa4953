//! Citizen ID numbers (GB 11643): 17 digits and a check character.

use chrono::{Datelike, NaiveDate};

const WEIGHTS: [u32; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const CHECKS: &[u8; 11] = b"10X98765432";

/// What a citizen ID number says of itself.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct CitizenId {
    /// GB/T 2260 region, six digits.
    pub region: String,
    /// Day of birth.
    pub born_on: NaiveDate,
    /// Whether the sequence digit is odd: a man.
    pub male: bool,
}

/// What is odd about an ID number. A warning, never a bar: people's papers have errors.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Oddity {
    /// Not 17 digits and a digit or X.
    Shape,
    /// The day of birth does not exist or lies before 1900.
    BirthDate,
    /// The check character is wrong.
    CheckDigit,
}

/// Reads an ID number; blanks around it are ignored, a small x is read as X.
///
/// # Errors
/// The [`Oddity`] that makes it doubtful.
pub fn read(text: &str) -> Result<CitizenId, Oddity> {
    let text = text.trim();
    let bytes = text.as_bytes();
    if bytes.len() != 18 || !bytes[..17].iter().all(u8::is_ascii_digit) {
        return Err(Oddity::Shape);
    }
    let last = bytes[17].to_ascii_uppercase();
    if !last.is_ascii_digit() && last != b'X' {
        return Err(Oddity::Shape);
    }
    let digits = |from: usize, to: usize| {
        bytes[from..to]
            .iter()
            .fold(0u32, |sum, byte| sum * 10 + u32::from(byte - b'0'))
    };
    let year = i32::try_from(digits(6, 10)).map_err(|_| Oddity::BirthDate)?;
    let born_on =
        NaiveDate::from_ymd_opt(year, digits(10, 12), digits(12, 14)).ok_or(Oddity::BirthDate)?;
    if born_on.year() < 1900 {
        return Err(Oddity::BirthDate);
    }
    let sum: u32 = bytes[..17]
        .iter()
        .zip(WEIGHTS)
        .map(|(byte, weight)| u32::from(byte - b'0') * weight)
        .sum();
    let check = usize::try_from(sum % 11).map_err(|_| Oddity::CheckDigit)?;
    if CHECKS[check] != last {
        return Err(Oddity::CheckDigit);
    }
    Ok(CitizenId {
        region: text[..6].to_owned(),
        born_on,
        male: digits(14, 17) % 2 == 1,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_standards_own_example_reads() {
        let id = read(" 11010519491231002x ").expect("the example of GB 11643");
        assert_eq!(id.region, "110105");
        assert_eq!(
            id.born_on,
            NaiveDate::from_ymd_opt(1949, 12, 31).expect("a day")
        );
        assert!(!id.male);
    }

    #[test]
    fn each_oddity_is_told_apart() {
        assert_eq!(read("11010519491231002"), Err(Oddity::Shape));
        assert_eq!(read("1101051949123100二"), Err(Oddity::Shape));
        assert_eq!(read("110105194913310021"), Err(Oddity::BirthDate));
        assert_eq!(read("110105194912310021"), Err(Oddity::CheckDigit));
    }
}
