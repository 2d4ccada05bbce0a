//! Standard output. If the reader of a pipe goes away (`cinephile data info | head -2`), the program ends quietly,
//! where the standard library's `println!` would panic.

use std::fmt::Arguments;
use std::io::{ErrorKind, Write as _, stdout};
use std::process::exit;

/// Like `print!`, but ends quietly if the reader of a pipe has gone.
macro_rules! say {
    ($($words:tt)*) => { $crate::output::write(format_args!($($words)*)) };
}

/// Like `println!`, but ends quietly if the reader of a pipe has gone.
macro_rules! sayln {
    ($($words:tt)*) => { $crate::output::write(format_args!("{}\n", format_args!($($words)*))) };
}

/// Writes `text`. Ends the program with success if nobody reads any more, and with failure on any other error.
pub(crate) fn write(text: Arguments<'_>) {
    let Err(error) = stdout().write_fmt(text) else { return };
    if error.kind() == ErrorKind::BrokenPipe {
        exit(0);
    }
    eprintln!("cinephile: cannot write to standard output: {error}");
    exit(1);
}
