//! What is said on standard output. Whoever reads it may stop (`cinephile data info | head -2`), and then so does the program,
//! without a word: the standard library's `println!` panics there.

use std::fmt::Arguments;
use std::io::{ErrorKind, Write as _, stdout};
use std::process::exit;

/// `print!` for a program that may stand in a pipe.
macro_rules! say {
    ($($words:tt)*) => { $crate::output::write(format_args!($($words)*)) };
}

/// `println!` for a program that may stand in a pipe.
macro_rules! sayln {
    ($($words:tt)*) => { $crate::output::write(format_args!("{}\n", format_args!($($words)*))) };
}

/// Writes; ends the program where nobody reads any more (as if done), or where the words cannot be kept (as failed).
pub(crate) fn write(words: Arguments<'_>) {
    let Err(error) = stdout().write_fmt(words) else { return };
    if error.kind() == ErrorKind::BrokenPipe {
        exit(0);
    }
    eprintln!("cinephile: standard output: {error}");
    exit(1);
}
