//! Passwords: kept as argon2id, checked off the async threads, a few at a time.

use anyhow::{Result, anyhow};
use app::api::ApiError;
use argon2::Argon2;
use argon2::password_hash::{PasswordHash, PasswordHasher, PasswordVerifier, SaltString};
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::Semaphore;

/// The least characters of a password.
pub const SHORTEST: usize = 10;

/// The most bytes of a password; more only costs the server time.
const LONGEST_BYTES: usize = 256;

/// Checks under way at once: each takes 19 MiB, and the two together stay far below the idle server's budget.
const AT_ONCE: usize = 2;

/// How long a sign-in waits for its turn before it is told to come back.
const PATIENCE: Duration = Duration::from_secs(5);

/// What somebody whose turn did not come is told to wait, in seconds.
const COME_BACK: u32 = 5;

/// Characters of a one-time password: none that is misread on paper.
const LETTERS: &[u8] = b"abcdefghjkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789";

/// Makes and checks hashes.
#[derive(Clone, Debug)]
pub struct Passwords {
    turns: Arc<Semaphore>,
    /// Checked in place of an unknown name's password, so that both take the same work.
    decoy: Arc<str>,
}

impl Passwords {
    /// # Errors
    /// The operating system gives no random bytes.
    pub fn new() -> Result<Passwords> {
        Ok(Passwords {
            turns: Arc::new(Semaphore::new(AT_ONCE)),
            decoy: hash(&one_time()?)?.into(),
        })
    }

    /// Whether the password is the one this hash was made of; without a hash, the same work and `false`.
    ///
    /// # Errors
    /// [`ApiError::Busy`] when too many others wait.
    pub async fn fits(&self, password: String, kept: Option<String>) -> Result<bool, ApiError> {
        let known = kept.is_some();
        let kept = kept.unwrap_or_else(|| self.decoy.to_string());
        let same = self.in_turn(move || verify(&password, &kept)).await?;
        Ok(known && same)
    }

    /// The hash to keep of a new password.
    ///
    /// # Errors
    /// [`ApiError::Busy`] when too many others wait.
    pub async fn hash(&self, password: String) -> Result<String, ApiError> {
        let made = self.in_turn(move || hash(&password)).await?;
        made.map_err(crate::account::internal)
    }

    async fn in_turn<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> T + Send + 'static,
    ) -> Result<T, ApiError> {
        let turn = tokio::time::timeout(PATIENCE, self.turns.clone().acquire_owned()).await;
        let Ok(Ok(turn)) = turn else {
            return Err(ApiError::Busy(COME_BACK));
        };
        tokio::task::spawn_blocking(move || {
            let done = work();
            drop(turn);
            done
        })
        .await
        .map_err(crate::account::internal)
    }
}

/// The argon2id hash of a password, at once, on this thread: tens of milliseconds and 19 MiB.
///
/// # Errors
/// The operating system gives no random bytes.
pub fn hash(password: &str) -> Result<String> {
    let mut salt = [0; 16];
    getrandom::fill(&mut salt)?;
    let salt = SaltString::encode_b64(&salt).map_err(|error| anyhow!(error))?;
    let hash = Argon2::default()
        .hash_password(password.as_bytes(), &salt)
        .map_err(|error| anyhow!(error))?;
    Ok(hash.to_string())
}

fn verify(password: &str, kept: &str) -> bool {
    password.len() <= LONGEST_BYTES
        && PasswordHash::new(kept).is_ok_and(|kept| {
            Argon2::default()
                .verify_password(password.as_bytes(), &kept)
                .is_ok()
        })
}

/// Whether a new password is good enough: long, with a letter and a digit, and without the account's name.
pub fn is_strong(password: &str, sign_in_name: &str) -> bool {
    password.chars().count() >= SHORTEST
        && password.len() <= LONGEST_BYTES
        && password.chars().any(char::is_alphabetic)
        && password.chars().any(|c| c.is_ascii_digit())
        && (sign_in_name.is_empty()
            || !password
                .to_lowercase()
                .contains(&sign_in_name.to_lowercase()))
}

/// A password for one use, read from paper: 12 characters, about 69 bits.
///
/// # Errors
/// The operating system gives no random bytes.
pub fn one_time() -> Result<String> {
    loop {
        let mut password = String::new();
        while password.len() < 12 {
            let mut byte = [0];
            getrandom::fill(&mut byte)?;
            // Whole rounds of the alphabet only, or the first characters would come more often.
            let rounds = 256 / LETTERS.len() * LETTERS.len();
            if usize::from(byte[0]) < rounds {
                password.push(char::from(LETTERS[usize::from(byte[0]) % LETTERS.len()]));
            }
        }
        if is_strong(&password, "") {
            return Ok(password);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_is_long_mixed_and_not_the_name() {
        assert!(is_strong("malan-2025x", "wang.li"));
        assert!(is_strong("马兰花开二十一朵9点", "wang.li"));
        for weak in [
            "",
            "short1",
            "onlyletters",
            "1234567890",
            "Wang.Li-2025",
            &"a1".repeat(200),
        ] {
            assert!(!is_strong(weak, "wang.li"), "{weak}");
        }
    }

    #[test]
    fn a_one_time_password_is_strong_and_never_the_same() {
        let one = one_time().unwrap();
        assert!(is_strong(&one, ""));
        assert_ne!(one, one_time().unwrap());
    }

    #[tokio::test]
    async fn only_the_right_password_of_a_known_name_fits() {
        let passwords = Passwords::new().unwrap();
        let kept = passwords.hash("malan-2025x".to_owned()).await.unwrap();
        assert!(kept.starts_with("$argon2id$"));
        assert!(
            passwords
                .fits("malan-2025x".to_owned(), Some(kept.clone()))
                .await
                .unwrap()
        );
        assert!(
            !passwords
                .fits("malan-2025y".to_owned(), Some(kept))
                .await
                .unwrap()
        );
        assert!(
            !passwords
                .fits("malan-2025x".to_owned(), None)
                .await
                .unwrap()
        );
    }
}
