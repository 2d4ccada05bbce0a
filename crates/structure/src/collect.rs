//! Walks the syntax of a crate's files and writes down names, imports and paths.

use crate::error::StructureError;
use crate::modules::{CrateTree, ModuleIdx, Named, Use, UseKind, find_module};
use crate::sources::{Sources, slashed};
use crate::tokens::{names_in, paths_in};
use proc_macro2::TokenStream;
use std::collections::BTreeMap;
use std::path::Path;
use syn::ext::IdentExt;
use syn::punctuated::Punctuated;
use syn::visit::{self, Visit};
use syn::{Attribute, Expr, ExprLit, Ident, Item, Lit, Meta, Token, UseTree};

impl CrateTree {
    /// Reads the crate whose root file is at `root`.
    ///
    /// # Errors
    ///
    /// [`StructureError::Parse`] if a file is not Rust, [`StructureError::MissingModule`] if `root` or a declared
    /// module has no file in `sources`.
    pub fn read(root: &str, sources: &Sources) -> Result<Self, StructureError> {
        let mut tree = Self { files: Vec::new(), modules: Vec::new(), macros: BTreeMap::new() };
        Collector::read_root(&mut tree, root, sources)?;
        Ok(tree)
    }
}

/// Walks one file after the other, from the root downwards.
struct Collector<'a> {
    tree: &'a mut CrateTree,
    sources: &'a Sources,
    module: ModuleIdx,
    /// Where files of child modules lie.
    folder: String,
    /// Whether `#[macro_use]` carries macros of this module to those declared after it.
    carries_macros: bool,
    in_block: bool,
    failed: Option<StructureError>,
}

impl<'a> Collector<'a> {
    fn read_root(tree: &'a mut CrateTree, root: &str, sources: &'a Sources) -> Result<(), StructureError> {
        let folder = slashed(Path::new(root).parent().unwrap_or(Path::new("")));
        let file = tree.add_file(root.to_owned(), None);
        let module = tree.add_module(None, file);
        let mut collector =
            Self { tree, sources, module, folder, carries_macros: true, in_block: false, failed: None };
        let text = sources.get(root).ok_or_else(|| missing(root, root))?;
        collector.read_file(root, text);
        collector.failed.map_or(Ok(()), Err)
    }

    fn read_file(&mut self, path: &str, text: &str) {
        let parsed = text.parse::<TokenStream>().map_err(syn::Error::from).and_then(|tokens| {
            let names = &mut self.tree.files[self.tree.modules[self.module].file].names;
            names_in(tokens, names);
            syn::parse_file(text)
        });
        match parsed {
            Ok(file) if !test_only(&file.attrs) => self.visit_file(&file),
            Ok(_) => {}
            Err(source) => {
                self.failed.get_or_insert(StructureError::Parse { file: path.to_owned(), source });
            }
        }
    }

    /// Reads the child module `item`, inline or in a file of its own.
    fn read_module(&mut self, item: &syn::ItemMod) {
        let name = item.ident.unraw().to_string();
        let own_file = self.tree.modules[self.module].file;
        let own_path = self.tree.files[own_file].path.clone();
        let carries_macros = self.carries_macros && item.attrs.iter().any(|a| a.path().is_ident("macro_use"));
        if let Some((_, items)) = &item.content {
            let child = self.tree.add_module(Some(self.module), own_file);
            self.name(&name, Named::Module(child));
            let folder = slashed(&Path::new(&self.folder).join(&name));
            self.within(child, folder, carries_macros, |collector| {
                items.iter().for_each(|item| collector.visit_item(item));
            });
            return;
        }
        let attribute = path_attribute(&item.attrs);
        let found = find_module((&own_path, &self.folder), &name, attribute.as_deref(), self.sources);
        let text = found.as_ref().and_then(|(file, _)| self.sources.get(file));
        let (Some((file, folder)), Some(text)) = (found, text) else {
            // A file from another crate's folder is not part of this crate's structure.
            if attribute.is_none() {
                self.failed.get_or_insert(missing(&own_path, &name));
            }
            return;
        };
        let file_idx = self.tree.add_file(file.clone(), Some(own_file));
        let child = self.tree.add_module(Some(self.module), file_idx);
        self.name(&name, Named::Module(child));
        self.within(child, folder, carries_macros, |collector| collector.read_file(&file, text));
    }

    /// Runs `read` with `child` as the current module.
    fn within(
        &mut self,
        child: ModuleIdx,
        folder: String,
        carries_macros: bool,
        read: impl FnOnce(&mut Self),
    ) {
        let outer =
            (self.module, std::mem::replace(&mut self.folder, folder), self.carries_macros, self.in_block);
        (self.module, self.carries_macros, self.in_block) = (child, carries_macros, false);
        read(self);
        (self.module, self.folder, self.carries_macros, self.in_block) = outer;
    }

    fn name(&mut self, name: &str, named: Named) {
        self.tree.modules[self.module].names.entry(name.to_owned()).or_default().push(named);
    }

    fn define(&mut self, ident: &Ident) {
        if !self.in_block {
            self.name(&ident.unraw().to_string(), Named::Item);
        }
    }

    fn define_macro(&mut self, item: &syn::ItemMacro) {
        let Some(ident) = &item.ident else { return };
        self.define(ident);
        let exported = item.attrs.iter().any(|attribute| attribute.path().is_ident("macro_export"));
        if exported || self.carries_macros {
            let file = self.tree.modules[self.module].file;
            self.tree.macros.insert(ident.unraw().to_string(), file);
        }
    }

    fn uses(&mut self, path: Vec<String>, kind: UseKind, line: usize) {
        self.tree.modules[self.module].uses.push(Use { path, kind, line });
    }

    fn import(&mut self, prefix: &[String], tree: &UseTree) {
        let with = |ident: &Ident| [prefix, &[ident.unraw().to_string()]].concat();
        match tree {
            UseTree::Path(path) => self.import(&with(&path.ident), &path.tree),
            UseTree::Group(group) => group.items.iter().for_each(|tree| self.import(prefix, tree)),
            UseTree::Name(name) => self.import_name(prefix, &name.ident, &name.ident),
            UseTree::Rename(rename) => self.import_name(prefix, &rename.ident, &rename.rename),
            UseTree::Glob(glob) => {
                let line = glob.star_token.spans[0].start().line;
                self.tree.modules[self.module].globs.push(prefix.to_vec());
                self.uses(prefix.to_vec(), UseKind::Glob, line);
            }
        }
    }

    fn import_name(&mut self, prefix: &[String], ident: &Ident, local: &Ident) {
        let line = ident.span().start().line;
        let path = match prefix {
            // `use a::{self}` imports `a`.
            [_, ..] if ident == "self" => prefix.to_vec(),
            _ => [prefix, &[ident.unraw().to_string()]].concat(),
        };
        let name = if local == "self" { path[path.len() - 1].clone() } else { local.unraw().to_string() };
        self.name(&name, Named::Import(path.clone()));
        self.uses(path, UseKind::Path, line);
    }

    fn scan(&mut self, tokens: &TokenStream) {
        for path in paths_in(tokens.clone()) {
            self.uses(path.names, UseKind::Path, path.line);
        }
    }
}

impl<'ast> Visit<'ast> for Collector<'_> {
    fn visit_item(&mut self, item: &'ast Item) {
        if test_only(attributes(item)) {
            return;
        }
        match item {
            Item::Mod(module) => {
                module.attrs.iter().for_each(|attribute| self.visit_attribute(attribute));
                return self.read_module(module);
            }
            Item::Use(import) => {
                if import.leading_colon.is_none() {
                    self.import(&[], &import.tree);
                }
                return;
            }
            Item::Macro(item) => self.define_macro(item),
            Item::Const(item) => self.define(&item.ident),
            Item::Enum(item) => self.define(&item.ident),
            Item::Fn(item) => self.define(&item.sig.ident),
            Item::Static(item) => self.define(&item.ident),
            Item::Struct(item) => self.define(&item.ident),
            Item::Trait(item) => self.define(&item.ident),
            Item::TraitAlias(item) => self.define(&item.ident),
            Item::Type(item) => self.define(&item.ident),
            Item::Union(item) => self.define(&item.ident),
            _ => {}
        }
        visit::visit_item(self, item);
    }

    fn visit_impl_item_fn(&mut self, item: &'ast syn::ImplItemFn) {
        if !test_only(&item.attrs) {
            visit::visit_impl_item_fn(self, item);
        }
    }

    fn visit_field(&mut self, field: &'ast syn::Field) {
        if !test_only(&field.attrs) {
            visit::visit_field(self, field);
        }
    }

    fn visit_block(&mut self, block: &'ast syn::Block) {
        let outer = std::mem::replace(&mut self.in_block, true);
        visit::visit_block(self, block);
        self.in_block = outer;
    }

    fn visit_path(&mut self, path: &'ast syn::Path) {
        if path.leading_colon.is_none() && path.segments.len() > 1 {
            let names = path.segments.iter().map(|segment| segment.ident.unraw().to_string()).collect();
            self.uses(names, UseKind::Path, path.segments[0].ident.span().start().line);
        }
        visit::visit_path(self, path);
    }

    fn visit_macro(&mut self, call: &'ast syn::Macro) {
        if let Some(name) = call.path.get_ident() {
            self.uses(vec![name.unraw().to_string()], UseKind::Macro, name.span().start().line);
        } else {
            self.visit_path(&call.path);
        }
        self.scan(&call.tokens);
    }

    fn visit_attribute(&mut self, attribute: &'ast Attribute) {
        match &attribute.meta {
            Meta::List(list) => {
                self.scan(&list.tokens);
                self.scan_strings(&list.tokens);
            }
            Meta::Path(_) | Meta::NameValue(_) => {}
        }
    }

    /// `pub(in crate::a)` grants access; it needs nothing of `a`.
    fn visit_visibility(&mut self, _: &'ast syn::Visibility) {}
}

impl Collector<'_> {
    /// Paths in attributes' strings, such as `#[serde(with = "crate::times")]`.
    fn scan_strings(&mut self, tokens: &TokenStream) {
        for token in tokens.clone() {
            let proc_macro2::TokenTree::Literal(literal) = token else { continue };
            let Ok(Lit::Str(text)) = syn::parse_str::<Lit>(&literal.to_string()) else { continue };
            let Ok(path) = text.parse_with(syn::Path::parse_mod_style) else { continue };
            if path.segments.len() > 1 {
                let names = path.segments.iter().map(|segment| segment.ident.unraw().to_string()).collect();
                self.uses(names, UseKind::Path, literal.span().start().line);
            }
        }
    }
}

fn missing(file: &str, module: &str) -> StructureError {
    StructureError::MissingModule { file: file.to_owned(), module: module.to_owned() }
}

/// The value of `#[path = "..."]`.
fn path_attribute(attributes: &[Attribute]) -> Option<String> {
    attributes.iter().find_map(|attribute| match &attribute.meta {
        Meta::NameValue(pair) if pair.path.is_ident("path") => match &pair.value {
            Expr::Lit(ExprLit { lit: Lit::Str(path), .. }) => Some(path.value()),
            _ => None,
        },
        _ => None,
    })
}

/// Whether an item exists in tests only: `#[test]`, `#[cfg(test)]`, `#[cfg(all(test, ..))]`.
fn test_only(attributes: &[Attribute]) -> bool {
    attributes.iter().any(|attribute| match &attribute.meta {
        Meta::Path(path) => path.is_ident("test"),
        Meta::List(list) if list.path.is_ident("cfg") => {
            list.parse_args::<Meta>().is_ok_and(|condition| implies_test(&condition))
        }
        Meta::List(_) | Meta::NameValue(_) => false,
    })
}

fn implies_test(condition: &Meta) -> bool {
    let parts = |list: &syn::MetaList| list.parse_args_with(Punctuated::<Meta, Token![,]>::parse_terminated);
    match condition {
        Meta::Path(path) => path.is_ident("test"),
        Meta::List(list) if list.path.is_ident("all") => {
            parts(list).is_ok_and(|parts| parts.iter().any(implies_test))
        }
        Meta::List(list) if list.path.is_ident("any") => {
            parts(list).is_ok_and(|parts| !parts.is_empty() && parts.iter().all(implies_test))
        }
        Meta::List(_) | Meta::NameValue(_) => false,
    }
}

fn attributes(item: &Item) -> &[Attribute] {
    match item {
        Item::Const(item) => &item.attrs,
        Item::Enum(item) => &item.attrs,
        Item::ExternCrate(item) => &item.attrs,
        Item::Fn(item) => &item.attrs,
        Item::ForeignMod(item) => &item.attrs,
        Item::Impl(item) => &item.attrs,
        Item::Macro(item) => &item.attrs,
        Item::Mod(item) => &item.attrs,
        Item::Static(item) => &item.attrs,
        Item::Struct(item) => &item.attrs,
        Item::Trait(item) => &item.attrs,
        Item::TraitAlias(item) => &item.attrs,
        Item::Type(item) => &item.attrs,
        Item::Union(item) => &item.attrs,
        Item::Use(item) => &item.attrs,
        _ => &[],
    }
}
