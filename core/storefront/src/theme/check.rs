//! Refuses templates that could hurt the process or the visitor, before the first page is rendered.
//! Names of partials are fixed text here, so the graph of inclusions is known and can be searched for cycles.

use std::collections::{BTreeMap, BTreeSet};

use handlebars::Template;
use handlebars::template::{DecoratorTemplate, HelperTemplate, Parameter, TemplateElement};

use crate::mail::MAIL_LAYOUT;

/// The longest template file, in bytes.
const MOST_BYTES: usize = 64 * 1024;
/// The parser recurses into blocks, parentheses and literals; these keep it far from the end of its stack.
const MOST_BLOCKS: usize = 150;
const MOST_PARENTHESES: usize = 300;
const MOST_BRACKETS: usize = 100;
const MOST_BRACES: usize = 100;
/// The most inclusions one page may unfold into; a chain of doubling partials reaches millions in a few files.
const MOST_INCLUSIONS: u64 = 200;

/// Why a template is refused.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// The template does not parse.
    #[error("does not parse: {0}")]
    Syntax(String),
    /// The file is longer than 64 KiB, or opens more blocks, parentheses or literals than a page needs.
    #[error("has more {0} than a template may have")]
    TooMuch(&'static str),
    /// The name of a partial is computed while rendering.
    #[error("includes a partial whose name is computed; write its name out")]
    DynamicPartial,
    /// The partial named does not exist.
    #[error("includes `{0}`, which does not exist under partials/")]
    UnknownPartial(String),
    /// Partials include each other in a circle.
    #[error("is part of a circle of partials: {}", .0.join(" → "))]
    CyclicPartials(Vec<String>),
    /// Inclusions unfold into too many.
    #[error("unfolds into more than {MOST_INCLUSIONS} inclusions")]
    TooManyInclusions,
    /// Partials defined inside templates and partials with a block could include themselves.
    #[error("uses `{0}`, which themes may not; make it a file under partials/")]
    InlinePartial(&'static str),
    /// Text would reach the page without escaping.
    #[error("prints `{0}` unescaped; only layouts may, and only {{{{{{body}}}}}}")]
    Unescaped(String),
    /// A helper that does not exist.
    #[error("uses the helper `{0}`, which does not exist")]
    UnknownHelper(String),
    /// A field with a helper's name would call the helper.
    #[error("uses the helper `{0}` without arguments; a field of that name is written `this.{0}`")]
    HelperWithoutArguments(String),
    /// Loops name their item `this`.
    #[error("names the item of a loop; use `this` instead of `as |…|`")]
    BlockParameters,
}

/// The templates of a theme, parsed and found harmless, by name.
pub type Checked = BTreeMap<String, Template>;

/// Parses and checks every template of a theme; `helpers` are the names that templates may call.
///
/// # Errors
/// The name of the first offending template and why it is refused.
pub fn check(sources: &BTreeMap<String, String>, helpers: &[&str]) -> Result<Checked, (String, Refusal)> {
    let mut parsed = Checked::new();
    let mut inclusions = BTreeMap::new();
    for (name, source) in sources {
        let template = parse(name, source).map_err(|refusal| (name.clone(), refusal))?;
        let is_layout = ["layouts/", MAIL_LAYOUT].iter().any(|start| name.starts_with(start));
        let mut walk = Walk { helpers, is_layout, included: Vec::new() };
        walk.template(&template).map_err(|refusal| (name.clone(), refusal))?;
        inclusions.insert(name.as_str(), walk.included);
        parsed.insert(name.clone(), template);
    }
    for (name, included) in &inclusions {
        if let Some(missing) = included.iter().find(|partial| !is_partial(sources, partial)) {
            return Err(((*name).to_owned(), Refusal::UnknownPartial(missing.clone())));
        }
    }
    check_graph(&inclusions)?;
    Ok(parsed)
}

fn is_partial(sources: &BTreeMap<String, String>, name: &str) -> bool {
    name.starts_with("partials/") && sources.contains_key(name)
}

fn parse(name: &str, source: &str) -> Result<Template, Refusal> {
    let count = |needle: &str| source.matches(needle).count();
    let single_braces = source.as_bytes().windows(3).filter(|w| w[1] == b'{' && w[0] != b'{' && w[2] != b'{').count();
    let limits = [
        (source.len(), MOST_BYTES, "bytes"),
        (count("{{#") + count("{{~#"), MOST_BLOCKS, "blocks"),
        (count("("), MOST_PARENTHESES, "parentheses"),
        (count("["), MOST_BRACKETS, "brackets"),
        (single_braces, MOST_BRACES, "braces"),
    ];
    if let Some((_, _, what)) = limits.iter().find(|(is, most, _)| is > most) {
        return Err(Refusal::TooMuch(what));
    }
    Template::compile_with_name(source, name.to_owned()).map_err(|error| Refusal::Syntax(error.to_string()))
}

/// One pass over a template, collecting what it includes.
struct Walk<'a> {
    helpers: &'a [&'a str],
    is_layout: bool,
    included: Vec<String>,
}

impl Walk<'_> {
    fn template(&mut self, template: &Template) -> Result<(), Refusal> {
        template.elements.iter().try_for_each(|element| self.element(element))
    }

    fn element(&mut self, element: &TemplateElement) -> Result<(), Refusal> {
        match element {
            TemplateElement::RawString(_) | TemplateElement::Comment(_) => Ok(()),
            TemplateElement::Expression(call) | TemplateElement::HelperBlock(call) => self.call(call),
            TemplateElement::HtmlExpression(call) => self.unescaped(call),
            TemplateElement::PartialExpression(partial) => self.partial(partial),
            TemplateElement::PartialBlock(_) => Err(Refusal::InlinePartial("{{#> …}}")),
            _ => Err(Refusal::InlinePartial("{{* …}}")),
        }
    }

    fn unescaped(&self, call: &HelperTemplate) -> Result<(), Refusal> {
        let name = call.name.as_name().unwrap_or("…");
        let plain = call.params.is_empty() && call.hash.is_empty();
        if self.is_layout && plain && name == "body" {
            return Ok(());
        }
        Err(Refusal::Unescaped(name.to_owned()))
    }

    fn call(&mut self, call: &HelperTemplate) -> Result<(), Refusal> {
        self.name(call)?;
        if call.block_param.is_some() {
            return Err(Refusal::BlockParameters);
        }
        call.params.iter().chain(call.hash.values()).try_for_each(|parameter| self.parameter(parameter))?;
        call.template.iter().chain(&call.inverse).try_for_each(|template| self.template(template))
    }

    fn name(&mut self, call: &HelperTemplate) -> Result<(), Refusal> {
        let Some(name) = call.name.as_name() else { return self.parameter(&call.name) };
        let is_helper = self.helpers.contains(&name);
        let has_arguments = !call.params.is_empty() || !call.hash.is_empty();
        match (is_helper, has_arguments || call.block) {
            (true, false) => Err(Refusal::HelperWithoutArguments(name.to_owned())),
            (false, true) => Err(Refusal::UnknownHelper(name.to_owned())),
            _ => Ok(()),
        }
    }

    fn parameter(&mut self, parameter: &Parameter) -> Result<(), Refusal> {
        match parameter {
            Parameter::Subexpression(inner) => self.element(inner.as_element()),
            _ => Ok(()),
        }
    }

    fn partial(&mut self, partial: &DecoratorTemplate) -> Result<(), Refusal> {
        let name = partial.name.as_name().ok_or(Refusal::DynamicPartial)?;
        self.included.push(name.to_owned());
        partial.params.iter().chain(partial.hash.values()).try_for_each(|parameter| self.parameter(parameter))
    }
}

type Inclusions<'a> = BTreeMap<&'a str, Vec<String>>;

fn check_graph(inclusions: &Inclusions<'_>) -> Result<(), (String, Refusal)> {
    let mut unfolded = BTreeMap::new();
    for name in inclusions.keys() {
        let mut path = Vec::new();
        let total = unfold(name, inclusions, &mut unfolded, &mut path)?;
        if total > MOST_INCLUSIONS {
            return Err(((*name).to_owned(), Refusal::TooManyInclusions));
        }
    }
    Ok(())
}

/// How many templates `name` unfolds into, itself included. `path` is the way here, whose members must not return.
fn unfold<'a>(
    name: &'a str,
    inclusions: &'a Inclusions<'a>,
    unfolded: &mut BTreeMap<&'a str, u64>,
    path: &mut Vec<&'a str>,
) -> Result<u64, (String, Refusal)> {
    if let Some(known) = unfolded.get(name) {
        return Ok(*known);
    }
    if let Some(start) = path.iter().position(|earlier| *earlier == name) {
        let circle: Vec<String> = path[start..].iter().chain([&name]).map(ToString::to_string).collect();
        return Err((name.to_owned(), Refusal::CyclicPartials(circle)));
    }
    path.push(name);
    let mut total: u64 = 1;
    for partial in inclusions.get(name).map(Vec::as_slice).unwrap_or_default() {
        total = total.saturating_add(unfold(partial, inclusions, unfolded, path)?);
    }
    path.pop();
    unfolded.insert(name, total);
    Ok(total)
}

/// Names of templates that the pages need and the theme lacks.
#[must_use]
pub fn missing<'a>(checked: &Checked, needed: &[&'a str]) -> BTreeSet<&'a str> {
    needed.iter().copied().filter(|name| !checked.contains_key(*name)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const HELPERS: &[&str] = &["each", "if", "t", "quantity", "lookup"];

    fn refusal(files: &[(&str, &str)]) -> Option<(String, Refusal)> {
        let sources = files.iter().map(|(name, source)| ((*name).to_owned(), (*source).to_owned())).collect();
        check(&sources, HELPERS).err()
    }

    fn refused(source: &str) -> Option<Refusal> {
        refusal(&[("pages/x", source), ("partials/a", "")]).map(|(_, refusal)| refusal)
    }

    #[test]
    fn a_plain_theme_passes() {
        let page = "{{#each view.items}}{{> partials/row this label=(t \"x\")}}{{else}}{{t \"empty\"}}{{/each}}";
        assert_eq!(refusal(&[("pages/x", page), ("partials/row", "{{this.sku}}"), ("layouts/y", "{{{body}}}")]), None);
    }

    #[test]
    fn circles_of_partials_are_refused_with_their_path() {
        let (file, refusal) = refusal(&[
            ("pages/x", "{{> partials/a}}"),
            ("partials/a", "{{> partials/b}}"),
            ("partials/b", "{{#if this}}{{else}}{{> partials/a}}{{/if}}"),
        ])
        .unwrap();
        assert_eq!(file, "partials/a");
        let circle = ["partials/a", "partials/b", "partials/a"].map(String::from).to_vec();
        assert_eq!(refusal, Refusal::CyclicPartials(circle));
    }

    #[test]
    fn a_partial_that_includes_itself_is_refused() {
        let found = refusal(&[("partials/a", "{{> partials/a}}")]).unwrap();
        assert!(matches!(found.1, Refusal::CyclicPartials(_)), "{found:?}");
    }

    #[test]
    fn computed_inline_and_missing_partials_are_refused() {
        assert_eq!(refused("{{> (lookup view \"partial\")}}"), Some(Refusal::DynamicPartial));
        assert_eq!(refused("{{> (t \"x\") view}}"), Some(Refusal::DynamicPartial));
        assert!(matches!(refused("{{#*inline \"a\"}}{{> a}}{{/inline}}{{> a}}"), Some(Refusal::InlinePartial(_))));
        assert!(matches!(refused("{{#> partials/a}}x{{/partials/a}}"), Some(Refusal::InlinePartial(_))));
        assert_eq!(refused("{{> partials/none}}"), Some(Refusal::UnknownPartial("partials/none".into())));
        assert_eq!(refused("{{> pages/x}}"), Some(Refusal::UnknownPartial("pages/x".into())));
        assert_eq!(refused("{{> @partial-block}}"), Some(Refusal::UnknownPartial("@partial-block".into())));
    }

    #[test]
    fn partials_that_double_each_other_are_refused() {
        let mut files: Vec<(String, String)> = (0..40)
            .map(|i| (format!("partials/p{i:02}"), format!("{{{{> partials/p{:02}}}}}", i + 1).repeat(2)))
            .collect();
        files.push(("partials/p40".into(), String::new()));
        let sources = files.into_iter().collect();
        assert_eq!(check(&sources, HELPERS).unwrap_err().1, Refusal::TooManyInclusions);
    }

    #[test]
    fn nothing_but_the_body_of_a_layout_is_printed_unescaped() {
        assert_eq!(refused("{{{view.name}}}"), Some(Refusal::Unescaped("view.name".into())));
        assert_eq!(refused("{{&view.name}}"), Some(Refusal::Unescaped("view.name".into())));
        assert_eq!(refused("{{#if x}}{{{body}}}{{/if}}"), Some(Refusal::Unescaped("body".into())));
        let layout = refusal(&[("layouts/x", "{{{page.name}}}")]).unwrap();
        assert_eq!(layout.1, Refusal::Unescaped("page.name".into()));
    }

    #[test]
    fn helpers_are_known_and_never_shadow_a_field() {
        assert_eq!(refused("{{quantity}}"), Some(Refusal::HelperWithoutArguments("quantity".into())));
        assert_eq!(refused("{{this.quantity}}"), None);
        assert_eq!(refused("{{shout x}}"), Some(Refusal::UnknownHelper("shout".into())));
        assert_eq!(refused("{{#t}}{{/t}}{{t (shout x)}}"), Some(Refusal::UnknownHelper("shout".into())));
        assert_eq!(refused("{{#each x as |y|}}{{/each}}"), Some(Refusal::BlockParameters));
    }

    #[test]
    fn templates_that_nest_without_end_are_refused_before_they_are_parsed() {
        let deep = |open: &str, count: usize| open.repeat(count);
        assert_eq!(refused(&deep("{{#if a}}", 5000)), Some(Refusal::TooMuch("blocks")));
        assert_eq!(refused(&format!("{{{{t {}}}}}", deep("(", 5000))), Some(Refusal::TooMuch("parentheses")));
        assert_eq!(refused(&format!("{{{{t {}}}}}", deep("[", 5000))), Some(Refusal::TooMuch("brackets")));
        assert_eq!(refused(&format!("{{{{t {}}}}}", deep("{\"a\":", 5000))), Some(Refusal::TooMuch("braces")));
        assert_eq!(refused(&deep("x", 100_000)), Some(Refusal::TooMuch("bytes")));
    }

    #[test]
    fn the_deepest_nesting_that_is_allowed_still_parses_or_fails_politely() {
        let blocks = format!("{}{}", "{{#if a}}".repeat(MOST_BLOCKS), "{{/if}}".repeat(MOST_BLOCKS));
        assert_eq!(refused(&blocks), None);
        for (open, most) in [("(t ", MOST_PARENTHESES), ("[", MOST_BRACKETS), ("{\"a\":", MOST_BRACES - 1)] {
            let refusal = refused(&format!("{{{{t {}}}}}", open.repeat(most)));
            assert!(matches!(refusal, Some(Refusal::Syntax(_))), "{open}: {refusal:?}");
        }
        assert!(matches!(refused(&"{{#if a}}".repeat(MOST_BLOCKS)), Some(Refusal::Syntax(_))));
    }
}
