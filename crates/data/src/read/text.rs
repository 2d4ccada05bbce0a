//! From bytes to text, where the encoding of a format is not certain.

use std::borrow::Cow;

/// What Windows-1252 has at 0x80 to 0x9F, where Latin-1 has control characters that no text contains.
const WINDOWS_1252: [char; 32] = [
    '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8D}', 'Ž', '\u{8F}', '\u{90}',
    '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9D}', 'ž', 'Ÿ',
];

/// UTF-8 when it is valid, else Windows-1252, which contains Latin-1 (ISO 8859-1) and which every byte string is.
///
/// MovieLens 100K and 1M write Latin-1; the 10M's files of the same shape are UTF-8. Windows programs write Windows-1252.
pub(crate) fn decode(bytes: &[u8]) -> Cow<'_, str> {
    match std::str::from_utf8(bytes) {
        Ok(text) => Cow::Borrowed(text),
        Err(_) => Cow::Owned(bytes.iter().map(|&byte| char_of(byte)).collect()),
    }
}

fn char_of(byte: u8) -> char {
    match byte {
        0x80..=0x9F => WINDOWS_1252[usize::from(byte - 0x80)],
        _ => char::from(byte),
    }
}

/// The bytes behind a UTF-8 byte order mark, if there is one.
pub(crate) fn without_bom(bytes: &[u8]) -> &[u8] {
    bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes)
}

/// Lines with their numbers from 1, without their ends (`\n` or `\r\n`); blank lines are left out.
pub(crate) fn numbered_lines(bytes: &[u8]) -> impl Iterator<Item = (u64, &[u8])> {
    let numbered = (1..).zip(without_bom(bytes).split(|&byte| byte == b'\n'));
    numbered
        .map(|(number, line)| (number, line.strip_suffix(b"\r").unwrap_or(line)))
        .filter(|(_, line)| !line.iter().all(u8::is_ascii_whitespace))
}

/// Text as a quoted field holds it. Line ends become blanks.
pub(crate) fn quotable(text: &str) -> String {
    text.replace(['\n', '\r'], " ").replace('"', "\"\"")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_utf8_when_valid_and_windows_1252_otherwise() {
        assert_eq!(decode("Misérables".as_bytes()), "Misérables");
        assert_eq!(decode(b"Mis\xE9rables"), "Misérables");
        assert_eq!(decode(b"Ocean\x92s \x96 \x80\x9F"), "Ocean’s – €Ÿ");
    }

    #[test]
    fn lines_keep_their_numbers_when_blank_ones_are_left_out() {
        let lines: Vec<_> = numbered_lines(b"\xEF\xBB\xBFa\r\n\r\nb\n \nc").collect();
        assert_eq!(lines, [(1, &b"a"[..]), (3, b"b"), (5, b"c")]);
    }
}
