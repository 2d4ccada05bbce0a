//! Where `unsafe` is used, and whether a comment explains why it holds.

use crate::error::StructureError;
use proc_macro2::{TokenStream, TokenTree};

/// One `unsafe` block, function, implementation or attribute.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnsafeUse {
    /// The line of the keyword, from 1.
    pub line: usize,
    /// Whether a comment with `SAFETY:` stands right above the statement; attributes may be between.
    pub explained: bool,
}

/// Every `unsafe` in the file with this `text`, but for types of function pointers, which do nothing.
///
/// # Errors
///
/// [`StructureError::Parse`] if `text` is not Rust.
pub fn unsafe_uses(file: &str, text: &str) -> Result<Vec<UnsafeUse>, StructureError> {
    let parse_error =
        |error| StructureError::Parse { file: file.to_owned(), source: syn::Error::from(error) };
    let mut lines = Vec::new();
    find(text.parse().map_err(parse_error)?, &mut lines);
    let source: Vec<_> = text.lines().collect();
    Ok(lines
        .into_iter()
        .map(|line| UnsafeUse { line, explained: is_explained(&source[..line - 1]) })
        .collect())
}

fn find(tokens: TokenStream, lines: &mut Vec<usize>) {
    let mut tokens = tokens.into_iter().peekable();
    while let Some(token) = tokens.next() {
        match token {
            TokenTree::Ident(keyword) if keyword == "unsafe" => {
                if !is_function_pointer(tokens.clone()) {
                    lines.push(keyword.span().start().line);
                }
            }
            TokenTree::Group(group) => find(group.stream(), lines),
            TokenTree::Ident(_) | TokenTree::Punct(_) | TokenTree::Literal(_) => {}
        }
    }
}

/// `fn (`, `extern fn (` or `extern "C" fn (`: a type, where a function would have a name.
fn is_function_pointer(tokens: impl Iterator<Item = TokenTree>) -> bool {
    let is_extern = |token: &TokenTree| {
        matches!(token, TokenTree::Literal(_)) || matches!(token, TokenTree::Ident(name) if name == "extern")
    };
    let mut tokens = tokens.skip_while(is_extern);
    matches!(tokens.next(), Some(TokenTree::Ident(name)) if name == "fn")
        && matches!(tokens.next(), Some(TokenTree::Group(_)))
}

/// Whether the comment that ends right above has `SAFETY:`.
fn is_explained(above: &[&str]) -> bool {
    let lines = above.iter().rev().map(|line| line.trim());
    let comment = lines.skip_while(|line| line.starts_with("#[")).take_while(|line| line.starts_with("//"));
    comment.into_iter().any(|line| line.contains("SAFETY:"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<(usize, bool)> {
        let uses = unsafe_uses("a.rs", text).expect("made-up sources parse");
        uses.iter().map(|found| (found.line, found.explained)).collect()
    }

    #[test]
    fn blocks_functions_implementations_and_macros_count() {
        assert_eq!(
            found("fn f() { g(|| unsafe { h() }) }\nunsafe fn i() {}\nunsafe impl J for K {}"),
            [(1, false), (2, false), (3, false)]
        );
        assert_eq!(found("m! { unsafe { f() } }"), [(1, false)]);
    }

    #[test]
    fn words_in_comments_strings_and_types_do_not_count() {
        assert_eq!(
            found(
                "// unsafe\nconst P: &str = \"unsafe {\"; type F = unsafe fn(u8); #[expect(unsafe_code)] fn f() {}"
            ),
            []
        );
    }

    #[test]
    fn a_safety_comment_above_the_statement_explains() {
        let text = "fn f() {\n    // SAFETY: the caller has checked\n    // the length.\n    #[expect(unsafe_code)]\n    \
                    return unsafe { g() };\n}";
        assert_eq!(found(text), [(5, true)]);
        assert_eq!(found("// SAFETY: another line.\nfn g() {}\nfn f() { unsafe { g() } }"), [(3, false)]);
        assert_eq!(found("// because.\nfn f() { unsafe { g() } }"), [(2, false)]);
    }
}
