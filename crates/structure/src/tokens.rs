//! Paths such as `crate::a::b` in tokens that the parser leaves alone: the arguments of macros and attributes.

use proc_macro2::{Delimiter, Spacing, TokenStream, TokenTree};
use std::collections::BTreeSet;
use syn::ext::IdentExt;

/// A path of at least two names, and the line where it starts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct FoundPath {
    pub(crate) names: Vec<String>,
    pub(crate) line: usize,
}

/// All paths of at least two names in `tokens`, also in nested groups; `a::{b, c::d}` gives `a::b` and `a::c::d`.
/// Absolute paths (`::serde::Value`) name other crates and are left out.
pub(crate) fn paths_in(tokens: TokenStream) -> Vec<FoundPath> {
    let mut paths = Vec::new();
    scan(tokens, &[], &mut paths);
    paths
}

/// Adds all names in `tokens`, also in nested groups, to `names`.
pub(crate) fn names_in(tokens: TokenStream, names: &mut BTreeSet<String>) {
    for token in tokens {
        match token {
            TokenTree::Ident(ident) => {
                names.insert(ident.unraw().to_string());
            }
            TokenTree::Group(group) => names_in(group.stream(), names),
            TokenTree::Punct(_) | TokenTree::Literal(_) => {}
        }
    }
}

/// Where a scan is between two tokens.
#[derive(Clone, Copy, PartialEq, Eq)]
enum After {
    /// A name, or the start: `::` goes on with the path.
    Name,
    /// The first colon of `::`.
    Colon,
    /// A whole `::`: a name goes on with the path.
    Separator,
    /// Anything else: a name starts a path.
    Other,
}

fn scan(tokens: TokenStream, prefix: &[String], paths: &mut Vec<FoundPath>) {
    let mut path = FoundPath { names: prefix.to_vec(), line: 0 };
    let mut after = if prefix.is_empty() { After::Other } else { After::Separator };
    let mut absolute = false;
    for token in tokens {
        match token {
            TokenTree::Ident(ident) => {
                if after != After::Separator {
                    finish(&mut path, &mut absolute, prefix, paths);
                }
                if path.names.len() == prefix.len() {
                    path.line = ident.span().start().line;
                }
                path.names.push(ident.unraw().to_string());
                after = After::Name;
            }
            TokenTree::Punct(colon) if colon.as_char() == ':' && after == After::Colon => {
                absolute |= path.names.is_empty();
                after = After::Separator;
            }
            TokenTree::Punct(colon) if colon.as_char() == ':' && colon.spacing() == Spacing::Joint => {
                if after == After::Other {
                    finish(&mut path, &mut absolute, prefix, paths);
                    path.names.clear();
                }
                after = After::Colon;
            }
            TokenTree::Group(group) if after == After::Separator && group.delimiter() == Delimiter::Brace => {
                if !absolute {
                    scan(group.stream(), &path.names, paths);
                }
                path.names.clear();
                finish(&mut path, &mut absolute, prefix, paths);
                after = After::Other;
            }
            TokenTree::Group(group) => {
                finish(&mut path, &mut absolute, prefix, paths);
                scan(group.stream(), &[], paths);
                after = After::Other;
            }
            TokenTree::Punct(punct) => {
                finish(&mut path, &mut absolute, prefix, paths);
                let next_of_tree = !prefix.is_empty() && punct.as_char() == ',';
                after = if next_of_tree { After::Separator } else { After::Other };
            }
            TokenTree::Literal(_) => {
                finish(&mut path, &mut absolute, prefix, paths);
                after = After::Other;
            }
        }
    }
    finish(&mut path, &mut absolute, prefix, paths);
}

/// Keeps `path` if it is one, and starts the next.
fn finish(path: &mut FoundPath, absolute: &mut bool, prefix: &[String], paths: &mut Vec<FoundPath>) {
    if path.names.len() >= 2 && path.names.len() > prefix.len() && !*absolute {
        paths.push(path.clone());
    }
    path.names = prefix.to_vec();
    *absolute = false;
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<String> {
        let paths = paths_in(text.parse().expect("tokens"));
        paths.into_iter().map(|path| path.names.join("::")).collect()
    }

    #[test]
    fn paths_are_found_in_any_group() {
        assert_eq!(
            found("a(crate::b::c(), [super::d::E { f: g::h }])"),
            ["crate::b::c", "super::d::E", "g::h"]
        );
        assert_eq!(found("$crate::x::y; z"), ["crate::x::y"]);
        assert_eq!(found("value: crate::Kind, other: u32"), ["crate::Kind"]);
        assert_eq!(found("Vec::<a::B>::new()"), ["a::B"]);
    }

    #[test]
    fn trees_of_imports_are_followed() {
        assert_eq!(
            found("use super::{a::B, c, d::{E, F}}; g::h"),
            ["super::a::B", "super::c", "super::d::E", "super::d::F", "g::h"]
        );
    }

    #[test]
    fn absolute_paths_and_single_names_are_left_out() {
        assert_eq!(found("x = ::serde::Value; y"), [""; 0]);
        assert_eq!(found("a(::serde::Value, crate::b)"), ["crate::b"]);
    }

    #[test]
    fn a_path_knows_its_line() {
        let paths = paths_in("one;\n\ntwo::three".parse().expect("tokens"));
        assert_eq!(paths[0].line, 3);
    }
}
