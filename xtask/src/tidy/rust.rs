//! What the rules want to know of a Rust file, read once: functions, string literals, and telling calls.
//! Tokens inside macros are seen too; documentation comments and code under `#[cfg(test)]` are told apart.

use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};
use std::ops::RangeInclusive;
use syn::spanned::Spanned;
use syn::visit::{self, Visit};

/// Calls and attributes some rule asks about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shortcut {
    Unwrap,
    Macro(&'static str),
    SerdeFlatten,
    /// `.route("/…")` or one of its relatives.
    Route,
    /// The word `Router`, without which a route call is not axum's.
    Router,
}

/// Macros that must not stay in finished code.
const UNFINISHED: [&str; 3] = ["todo", "dbg", "unimplemented"];

/// Methods by which axum binds a path.
const ROUTE_METHODS: [&str; 4] = ["route", "nest", "route_service", "nest_service"];

/// One Rust file, reduced.
#[derive(Debug, Default)]
pub struct Rust {
    pub functions: Vec<Function>,
    pub literals: Vec<Literal>,
    pub shortcuts: Vec<(usize, Shortcut)>,
    /// Names given as `#[sea_orm(table_name = "…")]`.
    pub entity_tables: Vec<Literal>,
    /// First arguments of calls whose name has `table` in it.
    pub table_arguments: Vec<Literal>,
    tests: Vec<RangeInclusive<usize>>,
}

/// A function and how many lines it takes from its signature to its closing brace.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Function {
    pub name: String,
    pub line: usize,
    pub lines: usize,
}

/// A string in the code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Literal {
    pub line: usize,
    pub text: String,
}

impl Rust {
    /// Parses a file, or says where and why it cannot.
    pub fn parse(text: &str) -> Result<Self, (usize, String)> {
        let explain = |error: syn::Error| (error.span().start().line, error.to_string());
        let file = syn::parse_file(text).map_err(explain)?;
        let mut rust = Self::default();
        rust.visit_file(&file);
        let tokens = text.parse::<TokenStream>().map_err(|error| (error.span().start().line, error.to_string()))?;
        rust.walk(tokens);
        Ok(rust)
    }

    /// Whether a line belongs to code that is compiled for tests only.
    pub fn is_test_line(&self, line: usize) -> bool {
        self.tests.iter().any(|range| range.contains(&line))
    }

    /// String literals outside of tests.
    pub fn shipped_literals(&self) -> impl Iterator<Item = &Literal> {
        self.literals.iter().filter(|literal| !self.is_test_line(literal.line))
    }

    /// Shortcuts outside of tests.
    pub fn shipped_shortcuts(&self) -> impl Iterator<Item = (usize, Shortcut)> {
        self.shortcuts.iter().copied().filter(|(line, _)| !self.is_test_line(*line))
    }

    fn walk(&mut self, tokens: TokenStream) {
        let trees: Vec<TokenTree> = tokens.into_iter().collect();
        for at in 0..trees.len() {
            match &trees[at] {
                TokenTree::Group(group) if !is_documentation(&trees[..at], group) => {
                    self.note_group(&trees[..at], group);
                    self.walk(group.stream());
                }
                TokenTree::Literal(literal) => self.literals.extend(string_of(literal)),
                TokenTree::Ident(ident) if ident == "Router" => {
                    self.shortcuts.push((ident.span().start().line, Shortcut::Router));
                }
                TokenTree::Punct(punct) if punct.as_char() == '!' => {
                    if let Some(name) =
                        last_word(&trees[..at]).and_then(|name| UNFINISHED.iter().find(|known| **known == name))
                    {
                        self.shortcuts.push((punct.span().start().line, Shortcut::Macro(name)));
                    }
                }
                _ => {}
            }
        }
    }

    /// Looks at what stands before a group of brackets: a method, a function, or an attribute.
    fn note_group(&mut self, before: &[TokenTree], group: &Group) {
        let Some(name) = last_word(before) else { return };
        if group.delimiter() != Delimiter::Parenthesis {
            return;
        }
        let line = group.span_open().start().line;
        let is_method = matches!(before.iter().rev().nth(1), Some(TokenTree::Punct(punct)) if punct.as_char() == '.');
        if is_method && name == "unwrap" && group.stream().is_empty() {
            self.shortcuts.push((line, Shortcut::Unwrap));
        }
        let first = group.stream().into_iter().next();
        let argument = match &first {
            Some(TokenTree::Literal(literal)) => string_of(literal),
            _ => None,
        };
        if is_method
            && ROUTE_METHODS.contains(&name.as_str())
            && argument.as_ref().is_some_and(|path| path.text.starts_with('/'))
        {
            self.shortcuts.push((line, Shortcut::Route));
        }
        if name == "serde" && has_word(group.stream(), "flatten") {
            self.shortcuts.push((line, Shortcut::SerdeFlatten));
        }
        if name == "sea_orm" {
            self.entity_tables.extend(value_of(group.stream(), "table_name"));
        } else if name.contains("table") {
            self.table_arguments.extend(argument);
        }
    }

    fn note_function(&mut self, signature: &syn::Signature, block: &syn::Block) {
        let line = signature.fn_token.span.start().line;
        let end = block.brace_token.span.close().end().line;
        let name = signature.ident.to_string();
        self.functions.push(Function { name, line, lines: end.saturating_sub(line) + 1 });
    }

    fn note_test(&mut self, attributes: &[syn::Attribute], item: &impl Spanned) {
        if attributes.iter().any(is_test_attribute) {
            let span = item.span();
            self.tests.push(span.start().line..=span.end().line);
        }
    }
}

impl<'ast> Visit<'ast> for Rust {
    fn visit_item(&mut self, item: &'ast syn::Item) {
        let attributes = match item {
            syn::Item::Fn(item) => &item.attrs,
            syn::Item::Mod(item) => &item.attrs,
            syn::Item::Impl(item) => &item.attrs,
            syn::Item::Struct(item) => &item.attrs,
            syn::Item::Use(item) => &item.attrs,
            _ => return visit::visit_item(self, item),
        };
        self.note_test(attributes, item);
        visit::visit_item(self, item);
    }

    fn visit_item_fn(&mut self, item: &'ast syn::ItemFn) {
        self.note_function(&item.sig, &item.block);
        visit::visit_item_fn(self, item);
    }

    fn visit_impl_item_fn(&mut self, item: &'ast syn::ImplItemFn) {
        self.note_test(&item.attrs, item);
        self.note_function(&item.sig, &item.block);
        visit::visit_impl_item_fn(self, item);
    }

    fn visit_trait_item_fn(&mut self, item: &'ast syn::TraitItemFn) {
        if let Some(block) = &item.default {
            self.note_function(&item.sig, block);
        }
        visit::visit_trait_item_fn(self, item);
    }
}

/// `#[cfg(test)]` and the like, `#[test]`, `#[tokio::test]`.
fn is_test_attribute(attribute: &syn::Attribute) -> bool {
    let name = attribute.path().segments.last().map(|segment| segment.ident.to_string());
    match (name.as_deref(), &attribute.meta) {
        (Some("test"), _) => true,
        (Some("cfg"), syn::Meta::List(list)) => {
            has_word(list.tokens.clone(), "test") && !has_word(list.tokens.clone(), "not")
        }
        _ => false,
    }
}

/// `///` and `//!` reach the compiler as `#[doc = "…"]`, and are prose.
fn is_documentation(before: &[TokenTree], group: &Group) -> bool {
    let marked = matches!(before.last(), Some(TokenTree::Punct(punct)) if ['#', '!'].contains(&punct.as_char()));
    let first = group.stream().into_iter().next();
    marked && matches!(first, Some(TokenTree::Ident(ident)) if ident == "doc")
}

fn last_word(before: &[TokenTree]) -> Option<String> {
    match before.last()? {
        TokenTree::Ident(ident) => Some(ident.to_string()),
        _ => None,
    }
}

fn has_word(tokens: TokenStream, word: &str) -> bool {
    tokens.into_iter().any(|token| match token {
        TokenTree::Ident(ident) => ident == word,
        TokenTree::Group(group) => has_word(group.stream(), word),
        _ => false,
    })
}

/// The string after `key =`.
fn value_of(tokens: TokenStream, key: &str) -> Option<Literal> {
    let mut tokens = tokens.into_iter().skip_while(|token| !matches!(token, TokenTree::Ident(ident) if ident == key));
    match tokens.nth(2)? {
        TokenTree::Literal(literal) => string_of(&literal),
        _ => None,
    }
}

fn string_of(literal: &proc_macro2::Literal) -> Option<Literal> {
    let source = literal.to_string();
    if !source.starts_with(['"', 'r']) {
        return None;
    }
    let text = syn::parse_str::<syn::LitStr>(&source).ok()?.value();
    Some(Literal { line: literal.span().start().line, text })
}

#[cfg(test)]
mod tests {
    use super::*;

    const EXAMPLE: &str = r#"//! Example. Text.
/// Not a literal: FROM orders.
fn shipped() {
    let rows = vec![x.unwrap()];
    query(r"SELECT 1 FROM orders");
}

#[serde(rename = "a", flatten)]
struct Extra;

#[sea_orm(table_name = "freight_minimums")]
struct Model;

#[cfg(test)]
mod tests {
    #[test]
    fn works() {
        y.unwrap();
        todo!();
    }
}
"#;

    #[test]
    fn functions_have_their_length() {
        let rust = Rust::parse(EXAMPLE).unwrap();
        let lengths: Vec<_> = rust.functions.iter().map(|function| (function.name.as_str(), function.lines)).collect();
        assert_eq!(lengths, [("shipped", 4), ("works", 4)]);
    }

    #[test]
    fn calls_are_seen_in_macros_and_told_apart_from_tests() {
        let rust = Rust::parse(EXAMPLE).unwrap();
        let shipped: Vec<_> = rust.shipped_shortcuts().collect();
        assert_eq!(shipped, [(4, Shortcut::Unwrap), (8, Shortcut::SerdeFlatten)]);
        assert!(rust.shortcuts.contains(&(19, Shortcut::Macro("todo"))));
    }

    #[test]
    fn literals_leave_documentation_out() {
        let rust = Rust::parse(EXAMPLE).unwrap();
        assert!(rust.literals.iter().all(|literal| !literal.text.contains("Not a literal")));
        assert!(rust.literals.contains(&Literal { line: 5, text: "SELECT 1 FROM orders".into() }));
        assert_eq!(rust.entity_tables[0].text, "freight_minimums");
    }

    #[test]
    fn a_broken_file_says_where() {
        assert_eq!(Rust::parse("fn a() {}\nfn b( {\n").unwrap_err().0, 2);
    }
}
