//! The pass a petitioner holds after giving the right code: the record's id and a time of expiry, signed.

use axum::http::{HeaderMap, HeaderValue};
use domain::ids::{Moment, RecordId};
use hmac::{Hmac, Mac};
use sha2::Sha256;
use uuid::Uuid;

/// How long a pass holds: long enough to read and rate, short enough for a borrowed phone.
pub const SECONDS: i64 = 30 * 60;

const NAME: &str = "huiyin_item";
/// Sent to the item's own pages and nowhere else.
const PATH: &str = "/item";
const ID: usize = 16;
const SIGNED: usize = ID + 8;
const WHOLE: usize = SIGNED + 32;
/// What a slip's signature begins with, so that no pass passes for one.
const SLIP: &[u8] = b"filing";

/// Writes and reads passes. The key lives as long as the process: a restart asks for the code again, and
/// there is no key to steal from disk.
pub struct Passes {
    key: [u8; 32],
    secure: bool,
}

impl Passes {
    /// With a fresh key; `secure`: browsers send the cookie over HTTPS only.
    ///
    /// # Errors
    /// The operating system gives no random bytes.
    pub fn new(secure: bool) -> Result<Passes, getrandom::Error> {
        let mut key = [0; 32];
        getrandom::fill(&mut key)?;
        Ok(Passes { key, secure })
    }

    /// The cookie for this record.
    pub fn given(&self, record: RecordId, now: Moment) -> Option<HeaderValue> {
        let until = now.timestamp().saturating_add(SECONDS);
        let mut pass = Vec::with_capacity(WHOLE);
        pass.extend_from_slice(record.0.as_bytes());
        pass.extend_from_slice(&until.to_be_bytes());
        let signature = self.signer(&pass)?.finalize().into_bytes();
        pass.extend_from_slice(&signature);
        self.cookie(&hexadecimal(&pass), SECONDS)
    }

    /// The cookie that takes the pass back.
    pub fn taken(&self) -> Option<HeaderValue> {
        self.cookie("", 0)
    }

    /// The record a request holds a pass for, if it is ours, whole and not over.
    pub fn read(&self, headers: &HeaderMap, now: Moment) -> Option<RecordId> {
        let pass = super::cookie(headers, NAME).and_then(bytes::<WHOLE>)?;
        let (signed, signature) = pass.split_at(SIGNED);
        self.signer(signed)?.verify_slice(signature).ok()?;
        let (id, until) = signed.split_at(ID);
        let until = i64::from_be_bytes(until.try_into().ok()?);
        (now.timestamp() < until).then_some(RecordId(Uuid::from_slice(id).ok()?))
    }

    /// A slip for one filing: the id it will have, signed, so that nobody chooses one and a page sent twice is
    /// one filing.
    pub fn slip(&self, filing: RecordId) -> Option<String> {
        let mut signer = self.signer(SLIP)?;
        signer.update(filing.0.as_bytes());
        let signature = signer.finalize().into_bytes();
        Some(format!(
            "{}{}",
            hexadecimal(filing.0.as_bytes()),
            hexadecimal(&signature)
        ))
    }

    /// The id on a slip of ours.
    pub fn read_slip(&self, slip: &str) -> Option<RecordId> {
        let slip: [u8; ID + 32] = bytes(slip)?;
        let (id, signature) = slip.split_at(ID);
        let mut signer = self.signer(SLIP)?;
        signer.update(id);
        signer.verify_slice(signature).ok()?;
        Some(RecordId(Uuid::from_slice(id).ok()?))
    }

    fn signer(&self, signed: &[u8]) -> Option<Hmac<Sha256>> {
        // A key of any length will do for HMAC, so there always is one.
        let mut signer = Hmac::<Sha256>::new_from_slice(&self.key).ok()?;
        signer.update(signed);
        Some(signer)
    }

    fn cookie(&self, value: &str, seconds: i64) -> Option<HeaderValue> {
        let secure = if self.secure { "; Secure" } else { "" };
        HeaderValue::from_str(&format!(
            "{NAME}={value}; Path={PATH}; Max-Age={seconds}; HttpOnly; SameSite=Strict{secure}"
        ))
        .ok()
    }
}

fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn bytes<const LENGTH: usize>(text: &str) -> Option<[u8; LENGTH]> {
    let mut bytes = [0; LENGTH];
    if text.len() != 2 * LENGTH || !text.is_ascii() {
        return None;
    }
    for (byte, at) in bytes.iter_mut().zip((0..).step_by(2)) {
        *byte = u8::from_str_radix(text.get(at..at + 2)?, 16).ok()?;
    }
    Some(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::header;

    fn now() -> Moment {
        "2026-07-03T08:00:00Z".parse().expect("a moment")
    }

    fn record() -> RecordId {
        RecordId(Uuid::from_u128(7))
    }

    /// The request of a browser that was given `cookie`.
    fn with(cookie: &str) -> HeaderMap {
        let mut headers = HeaderMap::new();
        let pair = cookie.split(';').next().unwrap_or_default();
        headers.insert(
            header::COOKIE,
            HeaderValue::from_str(pair).expect("a header"),
        );
        headers
    }

    fn given(passes: &Passes) -> String {
        let cookie = passes.given(record(), now()).expect("a cookie");
        cookie.to_str().expect("text").to_owned()
    }

    #[test]
    fn a_pass_opens_its_record_until_it_is_over() {
        let passes = Passes::new(false).expect("random bytes");
        let headers = with(&given(&passes));
        let after = |seconds| passes.read(&headers, now() + chrono::Duration::seconds(seconds));
        assert_eq!(after(0), Some(record()));
        assert_eq!(after(SECONDS - 1), Some(record()));
        assert_eq!(after(SECONDS), None);
    }

    #[test]
    fn a_slip_names_its_filing_and_no_pass_is_one() {
        let passes = Passes::new(false).expect("random bytes");
        let slip = passes.slip(record()).expect("a slip");
        assert_eq!(passes.read_slip(&slip), Some(record()));
        let other = Passes::new(false).expect("random bytes");
        assert_eq!(other.read_slip(&slip), None);
        let cookie = given(&passes);
        let pass = &cookie[NAME.len() + 1..NAME.len() + 1 + 2 * WHOLE];
        for forged in ["", "zz", pass, &pass[..2 * (ID + 32)]] {
            assert_eq!(passes.read_slip(forged), None, "{forged}");
        }
    }

    #[test]
    fn no_script_and_no_other_site_gets_it() {
        let plain = given(&Passes::new(false).expect("random bytes"));
        assert!(
            plain.ends_with("; Path=/item; Max-Age=1800; HttpOnly; SameSite=Strict"),
            "{plain}"
        );
        assert!(given(&Passes::new(true).expect("random bytes")).ends_with("; Secure"));
    }

    #[test]
    fn every_changed_character_shuts_it() {
        let passes = Passes::new(false).expect("random bytes");
        let cookie = given(&passes);
        let from = NAME.len() + 1;
        for at in from..from + 2 * WHOLE {
            let mut changed = cookie.clone().into_bytes();
            changed[at] = if changed[at] == b'0' { b'1' } else { b'0' };
            let changed = String::from_utf8(changed).expect("text");
            assert_eq!(passes.read(&with(&changed), now()), None, "character {at}");
        }
    }

    #[test]
    fn what_is_not_a_pass_at_all_is_none() {
        let passes = Passes::new(false).expect("random bytes");
        let other = Passes::new(false).expect("random bytes");
        for cookie in [
            "",
            "huiyin_item=",
            "huiyin_item=zz",
            &format!("{NAME}={}", "+1".repeat(WHOLE)),
            &given(&other),
        ] {
            assert_eq!(passes.read(&with(cookie), now()), None, "{cookie}");
        }
        assert_eq!(passes.read(&HeaderMap::new(), now()), None);
    }
}
