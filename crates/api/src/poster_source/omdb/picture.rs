//! Recognises pictures by their first bytes: a server's content type is only a claim, and a browser might believe it.

/// The content type of a picture that browsers show and that can hold no script; `None` for everything else, SVG too.
pub(super) fn content_type(bytes: &[u8]) -> Option<&'static str> {
    match bytes {
        [0xff, 0xd8, 0xff, ..] => Some("image/jpeg"),
        [0x89, b'P', b'N', b'G', b'\r', b'\n', 0x1a, b'\n', ..] => Some("image/png"),
        [b'G', b'I', b'F', b'8', b'7' | b'9', b'a', ..] => Some("image/gif"),
        [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', ..] => Some("image/webp"),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pictures_are_known_by_their_bytes_and_nothing_else_is_one() {
        assert_eq!(content_type(b"\xff\xd8\xff\xe0\x00\x10JFIF"), Some("image/jpeg"));
        assert_eq!(content_type(b"\x89PNG\r\n\x1a\n...."), Some("image/png"));
        assert_eq!(content_type(b"GIF89a...."), Some("image/gif"));
        assert_eq!(content_type(b"RIFF\x01\x02\x03\x04WEBPVP8 "), Some("image/webp"));
        for wrong in
            [&b""[..], b"<svg xmlns=", b"<html>", b"GIF", b"\xff\xd8", b"RIFF....WAVE", b"%PDF-1.7", b"MZ"]
        {
            assert_eq!(content_type(wrong), None);
        }
    }
}
