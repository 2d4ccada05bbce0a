use crate::{CrateTree, Sources};

fn rings<const N: usize>(files: [(&str, &str); N]) -> Vec<Vec<String>> {
    let tree = CrateTree::read("lib.rs", &Sources::from(files)).expect("made-up sources parse");
    tree.rings().iter().map(|ring| ring.files().to_vec()).collect()
}

const NONE: [[&str; 0]; 0] = [];
const LIB: (&str, &str) = ("lib.rs", "mod a; mod b;");

#[test]
fn two_files_that_import_each_other_are_a_ring() {
    let a = ("a.rs", "use crate::b::B; pub struct A(B);");
    assert_eq!(rings([LIB, a, ("b.rs", "use crate::a::A; pub struct B(Box<A>);")]), [["a.rs", "b.rs"]]);
    assert_eq!(rings([LIB, a, ("b.rs", "pub struct B;")]), NONE);
}

#[test]
fn a_ring_through_a_re_export_is_seen() {
    let plain = ("lib.rs", "mod a; mod b; pub use a::A; pub use b::B;");
    let a = ("a.rs", "use crate::{B}; pub struct A(B);");
    let b = ("b.rs", "pub struct B(Box<super::A>);");
    assert_eq!(rings([plain, a, b]), [["a.rs", "b.rs"]]);
    let renamed = ("lib.rs", "mod a; mod b; pub use a::A as First; pub use b::B;");
    assert_eq!(
        rings([renamed, a, ("b.rs", "use crate::First; pub struct B(Box<First>);")]),
        [["a.rs", "b.rs"]]
    );
    let glob = ("lib.rs", "mod a; mod b; pub use a::*; pub use b::*;");
    assert_eq!(rings([glob, a, b]), [["a.rs", "b.rs"]]);
}

#[test]
fn a_re_export_of_a_folder_is_followed_to_the_file_that_defines() {
    let lib = ("lib.rs", "mod a; mod b; pub use a::A;");
    let folder = ("a/mod.rs", "mod deep; mod other; pub use deep::A;");
    let other = ("a/other.rs", "use crate::b::B; pub struct Other(B);");
    let b = ("b.rs", "use crate::a::A; pub struct B(A);");
    assert_eq!(rings([lib, folder, ("a/deep.rs", "pub struct A;"), other, b]), NONE);
    let deep = ("a/deep.rs", "pub struct A(Box<crate::b::B>);");
    assert_eq!(rings([lib, folder, deep, other, b]), [["a/deep.rs", "b.rs"]]);
}

#[test]
fn globs_bring_in_what_the_file_names() {
    let b = ("b.rs", "use crate::a::A; pub struct B(A); pub struct Unused;");
    assert_eq!(rings([LIB, ("a.rs", "use crate::b::*; pub struct A(Box<B>);"), b]), [["a.rs", "b.rs"]]);
    assert_eq!(rings([LIB, ("a.rs", "use crate::b::*; pub struct A;"), b]), NONE);
}

#[test]
fn paths_in_code_and_in_macros_count_as_imports_do() {
    let b = ("b.rs", "pub fn b() { super::a::a() }");
    for a in [
        "pub fn a() { crate::b::b() }",
        "pub fn a() { super::b::b() }",
        "use crate::b; pub fn a() { b::b() }",
        "use crate::b::{self as other}; pub fn a() { other::b() }",
        "pub fn a() { use crate::b::b; b() }",
        "pub fn a() { println!(\"{:?}\", [crate::b::b()]) }",
        "macro_rules! m { () => { $crate::b::b() } } pub fn a() { m!() }",
        "#[derive(Parser)] pub struct S { #[arg(value_parser = crate::b::b)] x: u32 } pub fn a() {}",
        "pub struct S { #[serde(with = \"crate::b::b\")] x: u32 } pub fn a() {}",
        "pub fn a() { self::inner::call() } mod inner { pub fn call() { super::super::b::b() } }",
    ] {
        assert_eq!(rings([LIB, ("a.rs", a), b]), [["a.rs", "b.rs"]], "{a}");
    }
    for a in [
        "use crate::b; pub fn a() {}",
        "pub(in crate::b) fn a() {}",
        "/// See [`crate::b::b`].\npub fn a() {}",
    ] {
        assert_eq!(rings([LIB, ("a.rs", a), b]), NONE, "{a}");
    }
}

#[test]
fn macros_without_an_import_are_followed() {
    let lib = ("lib.rs", "#[macro_use] mod a; mod b;");
    let a = ("a.rs", "macro_rules! say { () => { $crate::b::b() } }");
    assert_eq!(rings([lib, a, ("b.rs", "pub fn b() { say!() }")]), [["a.rs", "b.rs"]]);
    assert_eq!(rings([lib, a, ("b.rs", "pub fn b() { print!() }")]), NONE);
}

#[test]
fn a_parent_and_one_child_may_need_each_other() {
    let lib = ("lib.rs", "mod a;");
    let child = ("a/child.rs", "pub fn f(a: super::A) {}");
    assert_eq!(rings([lib, ("a.rs", "mod child; pub struct A; fn g() { child::f(A) }"), child]), NONE);
    let both = ("a.rs", "mod child; mod second; pub struct A; fn g() { child::f(A); second::f(A) }");
    let second = ("a/second.rs", "pub fn f(a: super::A) {}");
    assert_eq!(rings([lib, both, child, second]), [["a.rs", "a/child.rs", "a/second.rs"]]);
}

#[test]
fn tests_do_not_count() {
    let b = ("b.rs", "use crate::a::A; pub struct B(A);");
    for a in [
        "pub struct A; #[cfg(test)] mod tests { use crate::b::B; }",
        "pub struct A; #[cfg(test)] use crate::b::B;",
        "pub struct A; #[cfg(all(test, unix))] impl A { fn f(b: crate::b::B) {} }",
        "pub struct A; impl A { #[cfg(test)] fn f(b: crate::b::B) {} }",
    ] {
        assert_eq!(rings([LIB, ("a.rs", a), b]), NONE, "{a}");
    }
    let either = "pub struct A; #[cfg(any(test, unix))] use crate::b::B;";
    assert_eq!(rings([LIB, ("a.rs", either), b]), [["a.rs", "b.rs"]]);
}

#[test]
fn other_crates_and_local_names_are_not_followed() {
    let a = ("a.rs", "use serde::b::B; pub struct A; fn f<T: Default>() { T::default(); ::b::B::new(); }");
    assert_eq!(rings([LIB, a, ("b.rs", "use crate::a::A; pub struct B(A);")]), NONE);
}

#[test]
fn a_function_named_like_its_module_is_found() {
    let lib = ("lib.rs", "mod serve; mod state; pub use serve::serve;");
    let serve = ("serve.rs", "use crate::state::State; pub fn serve(state: State) {}");
    let state = ("state.rs", "pub struct State; fn start() { crate::serve(State) }");
    assert_eq!(rings([lib, serve, state]), [["serve.rs", "state.rs"]]);
}

#[test]
fn the_message_names_files_and_lines() {
    let a = ("a.rs", "//! A.\n\nuse crate::b::B;\npub struct A(B);");
    let sources = Sources::from([LIB, a, ("b.rs", "pub struct B(\n    Box<crate::a::A>,\n);")]);
    let rings = CrateTree::read("lib.rs", &sources).expect("made-up sources parse").rings();
    assert_eq!(
        rings[0].to_string(),
        "a ring of 2 files:\n  a.rs\n    line 3: `crate::b::B` needs b.rs\n  b.rs\n    line 2: `crate::a::A` needs a.rs\n"
    );
}

#[test]
fn a_module_without_a_file_is_an_error() {
    let error =
        CrateTree::read("lib.rs", &Sources::from([("lib.rs", "mod gone;")])).expect_err("no such file");
    assert!(error.to_string().contains("declares module `gone`"), "{error}");
}
