//! Kinds of files that people send by mistake, known by their first bytes.

use crate::read::text::without_bom;

/// What a file is that is neither a table nor JSON, and what to do instead; `None` if it may be either.
pub(crate) fn other_kind(bytes: &[u8]) -> Option<&'static str> {
    let starts = |marks: &[&[u8]]| marks.iter().any(|mark| bytes.starts_with(mark));
    let text = without_bom(bytes).trim_ascii_start();
    if starts(&[b"PK\x03\x04"]) {
        Some("a zip archive or a spreadsheet; unpack it or save it as CSV, and give the file inside")
    } else if starts(&[b"\x1F\x8B"]) {
        Some("compressed with gzip; unpack it, and give the file inside")
    } else if starts(&[b"PAR1"]) {
        Some("a Parquet file; save it as CSV")
    } else if starts(&[b"%PDF", b"\x89PNG", b"\xFF\xD8\xFF", b"GIF8", b"\xD0\xCF\x11\xE0"]) {
        Some("a document, picture or archive")
    } else if text.starts_with(b"<?xml") {
        Some("XML, which is not read; look whether the program can also export CSV or JSON")
    } else if text.starts_with(b"<") {
        Some("a web page; check whether the download asked you to sign in")
    } else if bytes.iter().take(1024).any(|&byte| byte == 0) {
        Some("not text in UTF-8")
    } else {
        None
    }
}
