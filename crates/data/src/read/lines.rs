//! Cutting a file into blocks of whole lines, so that each can be parsed alone.

use super::ReadError;
use super::blob::{BLOCK_BYTES, Blob};

/// The longest ratings line; it bounds how far a block reads past its end.
pub(crate) const MAX_LINE_BYTES: usize = 64 * 1024;

/// How far past a block's end its last line is looked for at first.
const USUAL_LINE_BYTES: usize = 1024;

/// The lines that begin in block `block` of `blob`, from byte `data_start` of the file on.
///
/// Every line is in exactly one block. A last line without a line break is kept as it is. A line that continues for more
/// than [`MAX_LINE_BYTES`] past the block is cut off, but still longer than the limit, so that it is reported.
pub(crate) fn lines_of_block<'a>(
    blob: &'a Blob,
    block: usize,
    data_start: u64,
    buffer: &'a mut Vec<u8>,
) -> Result<&'a [u8], ReadError> {
    let start = block as u64 * BLOCK_BYTES as u64;
    let end = start + BLOCK_BYTES as u64;
    let from = start.max(data_start);
    if from >= end {
        return Ok(&[]);
    }
    // One more byte in front shows whether the block begins with a line.
    let before = u64::from(from > data_start);
    let n_own = usize::try_from(before + (end - from)).unwrap_or(BLOCK_BYTES);
    let start = from - before;
    let mut n_bytes = blob.fill(start, n_own + USUAL_LINE_BYTES, buffer)?;
    let is_cut = n_bytes == n_own + USUAL_LINE_BYTES
        && memchr::memchr(b'\n', &blob.view(start, n_bytes, buffer)[n_own - 1..]).is_none();
    if is_cut {
        n_bytes = blob.fill(start, n_own + MAX_LINE_BYTES + 1, buffer)?;
    }
    let piece = blob.view(start, n_bytes, buffer);
    let n_own = n_own.min(piece.len());
    if n_own == 0 {
        return Ok(&[]);
    }
    let first = match before {
        0 => 0,
        // A line that begins in this block begins behind a line end that is not its last byte.
        _ => match memchr::memchr(b'\n', &piece[..n_own]) {
            Some(at) if at + 1 < n_own => at + 1,
            _ => return Ok(&[]),
        },
    };
    let last = memchr::memchr(b'\n', &piece[n_own - 1..]).map_or(piece.len(), |at| n_own + at);
    Ok(&piece[first..last])
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::path::Path;

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(32))]
        #[test]
        fn blocks_hold_every_line_once_and_in_order(
            lengths in prop::collection::vec(0..200_000usize, 1..30),
            ends_with_line_end: bool,
            data_start in 0..20usize,
        ) {
            // Lines shorter than the limit of any number, so that none is cut.
            let mut text = Vec::new();
            for n in lengths {
                text.extend(std::iter::repeat_n(b'x', n % MAX_LINE_BYTES));
                text.push(b'\n');
            }
            let padding = text.iter().cycle().take(3 * BLOCK_BYTES).copied().collect::<Vec<_>>();
            text.extend(padding);
            if !ends_with_line_end {
                text.push(b'y');
            }
            let data_start = data_start.min(text.len());
            let blob = Blob::from_bytes(Path::new("x"), text.clone());
            let (mut joined, mut buffer) = (Vec::new(), Vec::new());
            for block in 0..blob.n_blocks() {
                let lines = lines_of_block(&blob, block, data_start as u64, &mut buffer).expect("in memory");
                prop_assert!(lines.is_empty() || lines.ends_with(b"\n") || block + 1 == blob.n_blocks()
                    || joined.len() + lines.len() == text.len() - data_start);
                joined.extend_from_slice(lines);
            }
            prop_assert!(joined == text[data_start..], "the lines joined are not the text");
        }
    }
}
