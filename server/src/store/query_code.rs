//! The code on the receipt: derived, so that it can be printed again; kept only as a digest.

use super::Result;
use super::body::{bytes, id};
use super::dialect::Connection;
use domain::ids::RecordId;
use hmac::{Hmac, Mac};
use sha2::{Digest, Sha256};

/// No 0 and O, no 1, I and L: what is read aloud over the telephone is not mistaken.
const ALPHABET: &[u8; 31] = b"23456789ABCDEFGHJKMNPQRSTUVWXYZ";
/// 31^12 codes: guessing one of a million records takes some 10^11 tries.
const LENGTH: usize = 12;
/// How many characters stand together on paper.
const GROUP: usize = 4;

/// The record's code, in groups of four.
pub(super) fn of(secret: &[u8; 32], record: RecordId) -> String {
    let plain = plain(secret, record);
    let mut printed = String::with_capacity(LENGTH + LENGTH / GROUP);
    for (nth, character) in plain.chars().enumerate() {
        if nth > 0 && nth % GROUP == 0 {
            printed.push('-');
        }
        printed.push(character);
    }
    printed
}

/// Other secrets of this database: their input is longer than a code's and begins with words.
pub(super) fn derived(secret: &[u8; 32], purpose: &[u8], about: &[&[u8]]) -> [u8; 32] {
    let mut mac =
        Hmac::<Sha256>::new_from_slice(secret).expect("HMAC takes a key of any length (RFC 2104)");
    mac.update(purpose);
    for part in about {
        mac.update(part);
    }
    mac.finalize().into_bytes().into()
}

fn plain(secret: &[u8; 32], record: RecordId) -> String {
    let mut code = String::with_capacity(LENGTH);
    let mut round = 0u8;
    while code.len() < LENGTH {
        let mut mac = Hmac::<Sha256>::new_from_slice(secret)
            .expect("HMAC takes a key of any length (RFC 2104)");
        mac.update(bytes(&record.0));
        mac.update(&[round]);
        for byte in mac.finalize().into_bytes() {
            // The bytes beyond the last whole multiple of 31 would favour the first letters.
            if code.len() < LENGTH && byte < 248 {
                code.push(char::from(ALPHABET[usize::from(byte % 31)]));
            }
        }
        round = round.wrapping_add(1);
    }
    code
}

/// What a person typed, as the code is kept: blanks, dashes, case and full width do not matter.
fn normalised(typed: &str) -> String {
    typed
        .chars()
        .map(|character| match character {
            '\u{ff01}'..='\u{ff5e}' => {
                // Full-width forms lie 0xFEE0 above their ASCII twins.
                char::from_u32(u32::from(character) - 0xfee0).unwrap_or(character)
            }
            other => other,
        })
        .filter(char::is_ascii_alphanumeric)
        .map(|character| character.to_ascii_uppercase())
        .take(LENGTH + 1)
        .collect()
}

fn digest(code: &str) -> [u8; 32] {
    Sha256::digest(code.as_bytes()).into()
}

/// What the record's code is kept as.
pub(super) fn digest_of(secret: &[u8; 32], record: RecordId) -> [u8; 32] {
    digest(&plain(secret, record))
}

/// What a typed code is kept as, if it is one.
pub(super) fn digest_of_typed(typed: &str) -> [u8; 32] {
    digest(&normalised(typed))
}

/// Lets the record be found by its code.
pub(crate) async fn put(
    connection: &mut Connection,
    secret: &[u8; 32],
    nr: i64,
    record: RecordId,
) -> Result<()> {
    sqlx::query("INSERT INTO query_code (sha256, record) VALUES ($1, $2)")
        .bind(digest_of(secret, record).to_vec())
        .bind(nr)
        .execute(connection)
        .await?;
    Ok(())
}

/// The record of a typed code; a malformed one takes the same way as an unknown one.
pub(super) async fn find(connection: &mut Connection, typed: &str) -> Result<Option<RecordId>> {
    let found: Option<Vec<u8>> = sqlx::query_scalar(
        "SELECT record.id FROM query_code JOIN record ON record.nr = query_code.record \
         WHERE query_code.sha256 = $1",
    )
    .bind(digest_of_typed(typed).to_vec())
    .fetch_optional(connection)
    .await?;
    found
        .map(|record| Ok(RecordId(id("a record's id", &record)?)))
        .transpose()
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    #[test]
    fn a_code_is_twelve_characters_without_look_alikes_in_groups_of_four() {
        for n in 0..2_000 {
            let code = of(&[7; 32], RecordId(Uuid::from_u128(n)));
            assert_eq!(code.len(), 14);
            assert!(code.split('-').all(|group| group.len() == 4), "{code}");
            assert!(!code.contains(['0', 'O', '1', 'I', 'L']), "{code}");
        }
    }

    #[test]
    fn another_record_or_secret_has_another_code() {
        let record = RecordId(Uuid::from_u128(1));
        let code = of(&[7; 32], record);
        assert_eq!(code, of(&[7; 32], record));
        assert_ne!(code, of(&[8; 32], record));
        assert_ne!(code, of(&[7; 32], RecordId(Uuid::from_u128(2))));
    }

    #[test]
    fn however_it_is_typed_it_is_the_same_code() {
        let code = of(&[7; 32], RecordId(Uuid::from_u128(1)));
        let plain = code.replace('-', "");
        let full_width: String = plain
            .chars()
            .filter_map(|c| char::from_u32(u32::from(c) + 0xfee0))
            .collect();
        for typed in [
            code.clone(),
            code.to_lowercase(),
            code.replace('-', " "),
            code.replace('-', "—"),
            format!("　{full_width} "),
        ] {
            assert_eq!(normalised(&typed), plain, "{typed}");
        }
        assert_ne!(normalised(&format!("{plain}2")), plain);
    }
}
