//! The session's token: random in a cookie, only its digest in the database.

use anyhow::Result;
use axum::http::{HeaderMap, HeaderValue, header};
use sha2::{Digest, Sha256};
use std::time::Duration;

/// A fresh token, known to the browser alone.
pub struct Token(String);

impl Token {
    /// 256 random bits.
    ///
    /// # Errors
    /// The operating system gives no random bytes.
    pub fn new() -> Result<Token> {
        let mut bytes = [0; 32];
        getrandom::fill(&mut bytes)?;
        Ok(Token(hexadecimal(&bytes)))
    }

    /// What the database knows it by: whoever reads the database cannot sign in with it.
    pub fn digest(&self) -> String {
        digest(&self.0)
    }
}

/// The session cookie of this installation.
#[derive(Clone, Copy, Debug)]
pub struct Cookie {
    /// Sent over HTTPS only, and then under a name browsers refuse to take from anywhere else.
    pub secure: bool,
}

impl Cookie {
    /// `__Host-` makes browsers insist on Secure, this host alone and the whole site.
    fn name(self) -> &'static str {
        if self.secure {
            "__Host-huiyin"
        } else {
            "huiyin"
        }
    }

    /// The header that hands a token to the browser.
    ///
    /// `Strict` costs nothing here: the desk's page does not depend on the session, it asks for its data by itself
    /// once it is open, so a link from a message still leads into the signed-in desk.
    pub fn given(self, token: &Token, lasts: Duration) -> Option<HeaderValue> {
        self.header(&token.0, lasts.as_secs())
    }

    /// The header that takes the token back.
    pub fn taken(self) -> Option<HeaderValue> {
        self.header("", 0)
    }

    fn header(self, value: &str, seconds: u64) -> Option<HeaderValue> {
        let secure = if self.secure { "; Secure" } else { "" };
        let text = format!(
            "{}={value}; Path=/; Max-Age={seconds}; HttpOnly; SameSite=Strict{secure}",
            self.name()
        );
        HeaderValue::from_str(&text).ok()
    }

    /// The digest of the token a request carries, if it carries one.
    pub fn digest_in(self, headers: &HeaderMap) -> Option<String> {
        headers
            .get_all(header::COOKIE)
            .iter()
            .filter_map(|value| value.to_str().ok())
            .flat_map(|value| value.split(';'))
            .filter_map(|pair| pair.trim().split_once('='))
            .find(|(name, token)| *name == self.name() && !token.is_empty())
            .map(|(_, token)| digest(token))
    }

    /// Whether a request carries a session at all, valid or not.
    pub fn is_in(self, headers: &HeaderMap) -> bool {
        self.digest_in(headers).is_some()
    }
}

/// SHA-256 in hexadecimal digits.
pub fn digest(text: &str) -> String {
    hexadecimal(&Sha256::digest(text.as_bytes()))
}

fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scripts_and_other_sites_never_get_the_cookie() {
        let token = Token::new().unwrap();
        let plain = Cookie { secure: false }
            .given(&token, Duration::from_secs(60))
            .unwrap();
        let plain = plain.to_str().unwrap();
        assert!(plain.starts_with("huiyin="));
        assert!(plain.ends_with("; Path=/; Max-Age=60; HttpOnly; SameSite=Strict"));
        let secure = Cookie { secure: true }
            .given(&token, Duration::from_secs(60))
            .unwrap();
        let secure = secure.to_str().unwrap();
        assert!(
            secure.starts_with("__Host-huiyin=") && secure.ends_with("; SameSite=Strict; Secure")
        );
        assert!(!secure.contains("Domain"));
    }

    #[test]
    fn the_token_is_found_among_others_and_only_under_its_name() {
        let token = Token::new().unwrap();
        let mut headers = HeaderMap::new();
        let value = format!("a=b; huiyin={}; c=", token.0);
        headers.insert(header::COOKIE, HeaderValue::from_str(&value).unwrap());
        assert_eq!(
            Cookie { secure: false }.digest_in(&headers),
            Some(token.digest())
        );
        assert_eq!(Cookie { secure: true }.digest_in(&headers), None);
    }

    #[test]
    fn two_tokens_differ() {
        assert_ne!(
            Token::new().unwrap().digest(),
            Token::new().unwrap().digest()
        );
    }
}
