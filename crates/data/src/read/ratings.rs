//! All rows of a ratings file, parsed in parallel.
//!
//! Files that rise by user and item (all large MovieLens files do) hold no duplicates and need neither timestamps nor
//! sorting: they are parsed into [`SortedBlock`]s of five bytes a row. The first row out of order ends that attempt, and the
//! file is parsed again into [`TimedRow`]s. So the usual case costs nothing extra, and the other one at most one more pass,
//! usually far less.

use super::ReadError;
use super::blob::Blob;
use super::error::LineError;
use super::format::layout::Layout;
use super::format::row::{Row, careful_row, usual_row};
use super::lines::{MAX_LINE_BYTES, lines_of_block};
use super::report::{BadRows, MAX_BAD_ROWS_SHOWN, OnBadRow};
use rayon::prelude::*;
use std::cell::RefCell;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

/// How long a line of MovieLens is, on average: for room that is made before its rows are known.
const MEAN_LINE_BYTES: usize = 22;

/// Where the rows of one block go.
pub(crate) trait Rows: Default + Send {
    /// Takes a row; `false` if it is out of an order that these rows need.
    fn push(&mut self, row: Row) -> bool;
    /// Makes room for about this many rows.
    fn reserve(&mut self, n_rows: usize);
}

/// Rows that rise strictly by user, then item: users as runs, five bytes for each row.
#[derive(Debug, Default)]
pub(crate) struct SortedBlock {
    /// Users and how many rows each has, in order.
    pub(crate) runs: Vec<(u32, u32)>,
    pub(crate) items: Vec<u32>,
    pub(crate) half_stars: Vec<u8>,
}

impl Rows for SortedBlock {
    #[inline(always)]
    fn push(&mut self, row: Row) -> bool {
        match self.runs.last_mut() {
            Some((user, n)) if *user == row.user => {
                if self.items.last().is_some_and(|&last| last >= row.item) {
                    return false;
                }
                *n += 1;
            }
            Some((user, _)) if *user > row.user => return false,
            _ => self.runs.push((row.user, 1)),
        }
        self.items.push(row.item);
        self.half_stars.push(row.half_stars);
        true
    }

    fn reserve(&mut self, n_rows: usize) {
        self.items.reserve(n_rows);
        self.half_stars.reserve(n_rows);
    }
}

impl SortedBlock {
    /// The same rows, without times.
    fn timed(&self) -> Vec<TimedRow> {
        let users = self.runs.iter().flat_map(|&(user, n)| std::iter::repeat_n(user, n as usize));
        let rows = users.zip(&self.items).zip(&self.half_stars);
        let row = |((user, &item), &half_stars)| Row { user, item, half_stars, timestamp: 0 };
        rows.map(row).map(TimedRow::new).collect()
    }

    /// Whether `next`, the block behind, begins above the end of this one.
    fn is_below(&self, next: &Self) -> bool {
        let (Some((user, _)), Some(item)) = (self.runs.last(), self.items.last()) else { return true };
        let (Some((next_user, _)), Some(next_item)) = (next.runs.first(), next.items.first()) else {
            return true;
        };
        (user, item) < (next_user, next_item)
    }
}

/// One rating in 16 bytes, in any order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct TimedRow {
    pub(crate) user: u32,
    pub(crate) item: u32,
    /// Timestamp and half stars in one: see [`Self::timestamp`].
    stamp: i64,
}

impl TimedRow {
    pub(crate) fn timestamp(self) -> i64 {
        self.stamp >> 4
    }

    /// 1 to 10.
    pub(crate) fn half_stars(self) -> u8 {
        (self.stamp & 15).to_le_bytes()[0]
    }

    pub(crate) fn new(Row { user, item, half_stars, timestamp }: Row) -> Self {
        Self { user, item, stamp: timestamp << 4 | i64::from(half_stars) }
    }
}

impl Rows for Vec<TimedRow> {
    #[inline(always)]
    fn push(&mut self, row: Row) -> bool {
        self.push(TimedRow::new(row));
        true
    }

    fn reserve(&mut self, n_rows: usize) {
        Vec::reserve(self, n_rows);
    }
}

/// The rows of a file, block by block in the order of the file.
pub(crate) enum ParsedRatings {
    /// Rising strictly by user, then item.
    Sorted(Vec<SortedBlock>),
    /// In any order, perhaps with duplicates.
    Timed(Vec<Vec<TimedRow>>),
}

impl ParsedRatings {
    /// These, and behind them those of another file.
    pub(crate) fn followed_by(self, later: Self) -> Self {
        let mut blocks = self.into_timed();
        blocks.extend(later.into_timed());
        Self::Timed(blocks)
    }

    pub(crate) fn into_timed(self) -> Vec<Vec<TimedRow>> {
        match self {
            Self::Timed(blocks) => blocks,
            Self::Sorted(blocks) => blocks.iter().map(SortedBlock::timed).collect(),
        }
    }

    /// Gives users and items other numbers.
    pub(crate) fn renumbered(self, user: impl Fn(u32) -> u32, item: impl Fn(u32) -> u32) -> Self {
        let mut blocks = self.into_timed();
        for row in blocks.iter_mut().flatten() {
            (row.user, row.item) = (user(row.user), item(row.item));
        }
        Self::Timed(blocks)
    }

    pub(crate) fn n_rows(&self) -> u64 {
        match self {
            Self::Sorted(blocks) => blocks.iter().map(|block| block.items.len() as u64).sum(),
            Self::Timed(blocks) => blocks.iter().map(|block| block.len() as u64).sum(),
        }
    }
}

/// Parses all rows of `blob`, and returns the malformed ones beside them. The result is the same at any thread count.
///
/// # Errors
/// The first malformed row, unless they are skipped; a file that cannot be read.
pub(crate) fn parse(
    blob: &Blob,
    layout: &Layout,
    on_bad_row: OnBadRow,
) -> Result<(ParsedRatings, BadRows), ReadError> {
    let rules = Rules { layout, on_bad_row };
    let mut bad = BadRows::new(on_bad_row);
    let ratings = rules.parse(blob, &mut bad)?;
    Ok((ratings, bad))
}

/// The rows of one block.
#[derive(Default)]
struct Chunk<R> {
    rows: R,
    n_lines: u64,
    /// The first malformed rows: the line within the block (from 0) and the error.
    first_bad: Vec<(u64, LineError)>,
    n_bad: u64,
    /// The first line that shows that the whole file is wrong.
    wrong_file: Option<(u64, LineError)>,
    io_error: Option<ReadError>,
}

enum Pass<R> {
    Done(Vec<Chunk<R>>),
    OutOfOrder,
}

thread_local! {
    /// Each thread reads its blocks into one buffer, so that they stay in its cache.
    static BUFFER: RefCell<Vec<u8>> = const { RefCell::new(Vec::new()) };
}

/// How rows are parsed, and what happens at a malformed one.
#[derive(Clone, Copy)]
struct Rules<'a> {
    layout: &'a Layout,
    on_bad_row: OnBadRow,
}

impl Rules<'_> {
    fn parse(self, blob: &Blob, bad: &mut BadRows) -> Result<ParsedRatings, ReadError> {
        let first_line = 1 + self.layout.n_header_lines;
        if let Pass::Done(chunks) = self.pass::<SortedBlock>(blob) {
            // A block without rows hides the order of its neighbours.
            let filled: Vec<_> =
                chunks.iter().map(|chunk| &chunk.rows).filter(|rows| !rows.items.is_empty()).collect();
            if filled.windows(2).all(|pair| pair[0].is_below(pair[1])) {
                return Ok(ParsedRatings::Sorted(settle(chunks, blob, first_line, bad)?));
            }
        }
        match self.pass::<Vec<TimedRow>>(blob) {
            Pass::Done(chunks) => Ok(ParsedRatings::Timed(settle(chunks, blob, first_line, bad)?)),
            Pass::OutOfOrder => Ok(ParsedRatings::Timed(Vec::new())),
        }
    }

    /// Parses all blocks, or those up to the first that stops the load.
    fn pass<R: Rows>(self, blob: &Blob) -> Pass<R> {
        let out_of_order = AtomicBool::new(false);
        let first_stopped = AtomicUsize::new(usize::MAX);
        let parse_block = |block: usize| {
            let is_moot =
                out_of_order.load(Ordering::Relaxed) || block > first_stopped.load(Ordering::Relaxed);
            let mut chunk = Chunk::<R>::default();
            if is_moot {
                return chunk;
            }
            let is_ordered = BUFFER.with_borrow_mut(|buffer| {
                match lines_of_block(blob, block, self.layout.data_start, buffer) {
                    Ok(lines) => chunk.parse(lines, self),
                    Err(error) => {
                        chunk.io_error = Some(error);
                        true
                    }
                }
            });
            if !is_ordered {
                out_of_order.store(true, Ordering::Relaxed);
            }
            let has_stopped = chunk.n_bad > 0 && self.on_bad_row == OnBadRow::Stop;
            if chunk.io_error.is_some() || chunk.wrong_file.is_some() || has_stopped {
                first_stopped.fetch_min(block, Ordering::Relaxed);
            }
            chunk
        };
        let chunks = (0..blob.n_blocks()).into_par_iter().map(parse_block).collect();
        if out_of_order.into_inner() { Pass::OutOfOrder } else { Pass::Done(chunks) }
    }
}

/// Line numbers of the file for those of the blocks, and the first error in the file's order.
fn settle<R>(
    chunks: Vec<Chunk<R>>,
    blob: &Blob,
    mut first_line: u64,
    bad: &mut BadRows,
) -> Result<Vec<R>, ReadError> {
    let mut blocks = Vec::with_capacity(chunks.len());
    for chunk in chunks {
        if let Some(error) = chunk.io_error {
            return Err(error);
        }
        let n_listed = chunk.first_bad.len() as u64;
        for (line, reason) in chunk.first_bad {
            bad.add(blob.path(), first_line + line, reason)?;
        }
        bad.add_uncounted(chunk.n_bad - n_listed);
        if let Some((line, reason)) = chunk.wrong_file {
            return Err(ReadError::Line { path: blob.path().to_owned(), line: first_line + line, reason });
        }
        first_line += chunk.n_lines;
        blocks.push(chunk.rows);
    }
    Ok(blocks)
}

impl<R: Rows> Chunk<R> {
    /// Parses whole lines; `false` if a row was out of order.
    fn parse(&mut self, lines: &[u8], rules: Rules<'_>) -> bool {
        self.rows.reserve(lines.len() / MEAN_LINE_BYTES);
        match (rules.layout.is_canonical(), rules.layout.separator) {
            (true, [separator]) => self.parse_usual::<1>(lines, *separator, rules),
            (true, [separator, _]) => self.parse_usual::<2>(lines, *separator, rules),
            _ => self.parse_careful(lines, 0, rules, usize::MAX) != Step::OutOfOrder,
        }
    }

    fn parse_usual<const WIDTH: usize>(&mut self, lines: &[u8], separator: u8, rules: Rules<'_>) -> bool {
        let (has_rating, has_timestamp) = (rules.layout.rating.is_some(), rules.layout.timestamp.is_some());
        let mut at = 0;
        while at < lines.len() {
            match usual_row::<WIDTH>(lines, at, separator, has_rating, has_timestamp) {
                Some((row, next)) => {
                    if !self.rows.push(row) {
                        return false;
                    }
                    self.n_lines += 1;
                    at = next;
                }
                None => match self.parse_careful(lines, at, rules, 1) {
                    Step::Next(next) => at = next,
                    Step::Stop => return true,
                    Step::OutOfOrder => return false,
                },
            }
        }
        true
    }

    /// At most `n_lines` lines from `at` on.
    #[cold]
    fn parse_careful(&mut self, lines: &[u8], mut at: usize, rules: Rules<'_>, n_lines: usize) -> Step {
        let mut fields = Vec::new();
        for _ in 0..n_lines {
            if at >= lines.len() {
                break;
            }
            let end = memchr::memchr(b'\n', &lines[at..]).map_or(lines.len(), |n| at + n);
            let line = lines[at..end].strip_suffix(b"\r").unwrap_or(&lines[at..end]);
            at = end + 1;
            let line_number = self.n_lines;
            self.n_lines += 1;
            let row = match line {
                _ if line.len() > MAX_LINE_BYTES => Err(LineError::TooLong { limit_bytes: MAX_LINE_BYTES }),
                _ if line.iter().all(u8::is_ascii_whitespace) => continue,
                _ => careful_row(line, rules.layout, &mut fields),
            };
            match row {
                Ok(row) => {
                    if !self.rows.push(row) {
                        return Step::OutOfOrder;
                    }
                }
                Err(reason) if reason.is_of_file() => {
                    self.wrong_file = Some((line_number, reason));
                    return Step::Stop;
                }
                Err(reason) => {
                    self.n_bad += 1;
                    if self.first_bad.len() < MAX_BAD_ROWS_SHOWN {
                        self.first_bad.push((line_number, reason));
                    }
                    if rules.on_bad_row == OnBadRow::Stop {
                        return Step::Stop;
                    }
                }
            }
        }
        Step::Next(at)
    }
}

#[derive(PartialEq, Eq)]
enum Step {
    /// The next line begins here.
    Next(usize),
    /// A malformed row ends the load.
    Stop,
    OutOfOrder,
}
