//! From the bytes of a file to its text.

use super::error::ImportError;
use crate::file_kinds::other_kind;
use crate::read::text::{decode, without_bom};

/// The text of a file in UTF-8, UTF-16 or Windows-1252 (and so Latin-1), with line breaks of Unix: the CSV reader's line numbers
/// are wrong with others.
///
/// # Errors
/// If the file is of a kind that people send by mistake, and not XML that is known.
pub(super) fn text_of(bytes: &[u8], is_known_xml: impl Fn(&str) -> bool) -> Result<String, ImportError> {
    let text = match utf_16(bytes) {
        Some(text) => text,
        None => {
            let text = decode(without_bom(bytes));
            if let Some(what) = other_kind(bytes).filter(|_| !is_known_xml(&text)) {
                return Err(ImportError::OtherKind { what });
            }
            text.into_owned()
        }
    };
    // No copy of a file that has no such line breaks.
    Ok(if text.contains('\r') { text.replace("\r\n", "\n").replace('\r', "\n") } else { text })
}

/// The text of a file in UTF-16, which a mark or the zero bytes of its first letters show.
fn utf_16(bytes: &[u8]) -> Option<String> {
    let (is_little, from) = match *bytes {
        [0xFF, 0xFE, ..] => (true, 2),
        [0xFE, 0xFF, ..] => (false, 2),
        [a, 0, b, 0, ..] if a != 0 && b != 0 => (true, 0),
        [0, a, 0, b, ..] if a != 0 && b != 0 => (false, 0),
        _ => return None,
    };
    let (pairs, rest) = bytes[from..].as_chunks::<2>();
    let unit = |&pair: &[u8; 2]| if is_little { u16::from_le_bytes(pair) } else { u16::from_be_bytes(pair) };
    let text = String::from_utf16(&pairs.iter().map(unit).collect::<Vec<_>>()).ok()?;
    rest.is_empty().then_some(text)
}
