//! Replaces what is the same on every page of a language (messages without arguments, addresses of assets) by its text.
//! A list of products asks for such constants a hundred times; folded once at start, they cost nothing.

use handlebars::Template;
use handlebars::template::{HelperTemplate, Parameter, TemplateElement};
use serde_json::Value as Json;

/// Computes a call with constant arguments; `None` where it has to wait for the page.
pub(super) type Constant<'a> = &'a dyn Fn(&str, &[String]) -> Option<Json>;

/// How text is written into a page.
pub(super) type Escape = fn(&str) -> String;

/// Folds every constant call of a template, in place.
pub(super) fn fold(template: &mut Template, constant: Constant<'_>, escape: Escape) {
    for element in &mut template.elements {
        match element {
            TemplateElement::Expression(call) => {
                fold_arguments(call, constant);
                if let Some(value) = value_of(call, constant) {
                    let text = value.as_str().map(escape).unwrap_or_default();
                    *element = TemplateElement::RawString(text);
                }
            }
            TemplateElement::HelperBlock(call) => {
                fold_arguments(call, constant);
                call.template.iter_mut().chain(&mut call.inverse).for_each(|inner| fold(inner, constant, escape));
            }
            TemplateElement::PartialExpression(partial) => {
                let arguments = partial.params.iter_mut().chain(partial.hash.values_mut());
                arguments.for_each(|argument| fold_argument(argument, constant));
            }
            _ => {}
        }
    }
}

fn fold_arguments(call: &mut HelperTemplate, constant: Constant<'_>) {
    let arguments = call.params.iter_mut().chain(call.hash.values_mut());
    arguments.for_each(|argument| fold_argument(argument, constant));
}

fn fold_argument(argument: &mut Parameter, constant: Constant<'_>) {
    let Parameter::Subexpression(inner) = argument else { return };
    let TemplateElement::Expression(call) = inner.element.as_mut() else { return };
    fold_arguments(call, constant);
    if let Some(value) = value_of(call, constant) {
        *argument = Parameter::Literal(value);
    }
}

fn value_of(call: &HelperTemplate, constant: Constant<'_>) -> Option<Json> {
    if !call.hash.is_empty() || call.params.is_empty() {
        return None;
    }
    let literal = |argument: &Parameter| match argument {
        Parameter::Literal(Json::String(text)) => Some(text.clone()),
        _ => None,
    };
    let arguments: Option<Vec<String>> = call.params.iter().map(literal).collect();
    constant(call.name.as_name()?, &arguments?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn constants_become_text_and_the_rest_waits_for_the_page() {
        let source = "{{t \"a\"}}{{t \"a\" x}}{{#if (t \"b\")}}{{t \"<\"}}{{else}}{{t \"a\" n=1}}{{/if}}{{sku}}";
        let mut template = Template::compile(source).unwrap();
        let constant = |name: &str, arguments: &[String]| (name == "t").then(|| Json::String(arguments.join("-")));
        fold(&mut template, &constant, handlebars::html_escape);
        assert_eq!(template.elements[0], TemplateElement::RawString("a".to_owned()));
        assert!(matches!(&template.elements[1], TemplateElement::Expression(_)));
        let TemplateElement::HelperBlock(block) = &template.elements[2] else { panic!("not a block") };
        assert_eq!(block.params[0], Parameter::Literal(Json::String("b".to_owned())));
        assert_eq!(block.template.as_ref().unwrap().elements[0], TemplateElement::RawString("&lt;".to_owned()));
        assert!(matches!(&block.inverse.as_ref().unwrap().elements[0], TemplateElement::Expression(_)));
        assert!(matches!(&template.elements[3], TemplateElement::Expression(_)));
    }
}
