//! The bearer token that gives access to a profile.

use crate::error::StoreError;
use std::fmt;

/// A bearer token: 256 random bits, written as 64 hexadecimal digits.
///
/// Its owner sees it once. The store keeps only its hash, so a stolen database does not give access to profiles. A
/// plain hash is enough, because a random token cannot be guessed. `Debug` does not show the token.
#[derive(Clone, PartialEq, Eq)]
pub struct Token([u8; 32]);

impl Token {
    /// Creates a token from the operating system's random numbers.
    ///
    /// # Errors
    /// If the operating system does not provide any.
    pub fn random() -> Result<Self, StoreError> {
        let mut bytes = [0; 32];
        getrandom::fill(&mut bytes).map_err(|e| StoreError::Randomness { reason: e.to_string() })?;
        Ok(Self(bytes))
    }

    /// Parses 64 hexadecimal digits; `None` for anything else.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        blake3::Hash::from_hex(text).ok().map(|parsed| Self(*parsed.as_bytes()))
    }

    /// The BLAKE3 hash of the token, which the store keeps in its place.
    #[must_use]
    pub(crate) fn hash(&self) -> [u8; 32] {
        *blake3::hash(&self.0).as_bytes()
    }
}

impl fmt::Display for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl fmt::Debug for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Token(not shown)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_is_64_hex_digits_and_reads_back() {
        let token = Token::random().expect("random");
        let text = token.to_string();
        assert_eq!(text.len(), 64);
        assert_eq!(Token::parse(&text), Some(token.clone()));
        assert_ne!(Token::random().expect("random"), token);
        for wrong in ["", "00", &text[1..], &format!("{text}0"), &text.replace(|_: char| true, "g"), "é"] {
            assert_eq!(Token::parse(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn neither_debug_nor_the_hash_shows_the_token() {
        let token = Token::random().expect("random");
        assert!(!format!("{token:?}").contains(&token.to_string()));
        assert_ne!(token.hash(), token.0);
    }
}
