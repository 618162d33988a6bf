//! The tenant's own attributes on pages: shown by their labels, and asked for by fields of the kind they take.
//! What buyers may not see never comes here: owners hand out public attributes, and only those have fields.

use kontor_contract::{
    Fault,
    attributes::{AttributeKind, AttributeView, Attributes, CustomAttributes},
};
use kontor_store::Ctx;
use serde_json::Value;

use super::forms::Typed;
use crate::{
    locale::Locale,
    present::attribute_text,
    shop::Shop,
    views::{Choice, ChoiceGroup, Fact, FormField},
};

/// The attributes of a kind of thing that buyers see and give; none where the tenant has no such engine.
pub(super) async fn public_of(shop: &Shop, ctx: &Ctx, thing: &str) -> Result<Vec<AttributeView>, Fault> {
    let Ok(schema) = shop.port::<dyn CustomAttributes>() else { return Ok(Vec::new()) };
    let known = schema.of(ctx, thing, ctx.locale()).await?;
    Ok(known.into_iter().filter(|view| view.is_public).collect())
}

/// What a thing has, by labels.
pub(super) fn facts(locale: &Locale, known: &[AttributeView], values: &Attributes) -> Vec<Fact> {
    let fact = |view: &AttributeView| {
        let value = attribute_text(locale, view, values.get(&view.code)?)?;
        Some(Fact { label: view.label.clone(), value })
    };
    known.iter().filter_map(fact).collect()
}

/// A field for an attribute with what stands there; `prefix` is where its values are sent, such as `attributes`.
pub(super) fn field(locale: &Locale, prefix: &str, view: &AttributeView, value: Option<&Value>) -> FormField {
    let (name, label) = (format!("{prefix}.{}", view.code), view.label.clone());
    let text = value.and_then(Value::as_str).unwrap_or_default();
    let mut field = match view.kind {
        AttributeKind::Text => FormField::text(name, label).of(text),
        AttributeKind::LongText => FormField::new("textarea", name, label).at_most(2_000).of(text).wide(),
        AttributeKind::Number => FormField::text(name, label).at_most(30).of(locale.typed(text)),
        AttributeKind::Date => FormField::new("date", name, label).of(text),
        AttributeKind::Flag => FormField::checkbox(name, label, value == Some(&Value::Bool(true))),
        AttributeKind::Choice => {
            let none = Choice { selected: text.is_empty(), ..Choice::default() };
            let options = std::iter::once(none).chain(choices(view, |code| code == text));
            FormField::select(name, label, options.collect())
        }
        AttributeKind::Choices => {
            let chosen: Vec<&str> =
                value.and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str).collect();
            let choices = choices(view, |code| chosen.contains(&code)).collect();
            FormField::checks(name, label, vec![ChoiceGroup { label: String::new(), choices }])
        }
    };
    field.help.clone_from(&view.help);
    field.optional = !view.is_required && !matches!(view.kind, AttributeKind::Flag | AttributeKind::Choices);
    field
}

fn choices<'a>(view: &'a AttributeView, is_chosen: impl Fn(&str) -> bool + 'a) -> impl Iterator<Item = Choice> + 'a {
    view.options.iter().map(move |option| Choice {
        value: option.code.clone(),
        label: option.label.clone(),
        selected: is_chosen(&option.code),
    })
}

/// What a form says of an attribute; nothing where it was left empty.
pub(super) fn value(locale: &Locale, typed: &Typed, name: &str, view: &AttributeView) -> Option<Value> {
    match view.kind {
        AttributeKind::Flag => Some(Value::Bool(typed.is_ticked(name))),
        AttributeKind::Choices => {
            let chosen = typed.all(name);
            (!chosen.is_empty()).then(|| Value::from(chosen))
        }
        AttributeKind::Number => {
            let text = typed.get(name)?;
            Some(locale.numbers().parse(text).map_or_else(|| text.to_owned(), |number| number.to_string()).into())
        }
        _ => typed.get(name).map(Value::from),
    }
}

/// All that a form says of a thing's attributes; what was emptied is taken away.
pub(super) fn change(locale: &Locale, typed: &Typed, prefix: &str, known: &[AttributeView]) -> Option<Attributes> {
    let told = known.iter().map(|view| {
        let name = format!("{prefix}.{}", view.code);
        (view.code.clone(), value(locale, typed, &name, view).unwrap_or(Value::Null))
    });
    (!known.is_empty()).then(|| told.collect())
}
