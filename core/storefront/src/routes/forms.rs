//! Forms of panels: what was typed comes back with every refusal, and each refusal stands beside the field it is about.
//! A field's name is the JSON pointer of what it fills, so that a fault of the API finds its field.

use axum::response::Response;
use kontor_contract::{Fault, FaultKind, people::PermissionView};
use kontor_web::{Problem, StatusCode};

use crate::{
    locale::Locale,
    shop::{Section, Shop},
    views::{Choice, ChoiceGroup, FormPage, FormView},
    visit::Visit,
};

/// What a form sent: names may repeat, empty fields are absent.
#[derive(Debug, Clone, Default, serde::Deserialize)]
#[serde(transparent)]
pub(super) struct Typed(Vec<(String, String)>);

impl Typed {
    /// What stands in a field, trimmed; nothing where it was left empty.
    pub(super) fn get(&self, name: &str) -> Option<&str> {
        let found = self.0.iter().find(|(field, _)| field == name).map(|(_, value)| value.trim());
        found.filter(|value| !value.is_empty())
    }

    /// The same as text of its own; empty where it was left empty.
    pub(super) fn text(&self, name: &str) -> String {
        self.get(name).unwrap_or_default().to_owned()
    }

    /// What stands in a field as it was typed: passwords may begin and end with spaces.
    pub(super) fn raw(&self, name: &str) -> &str {
        self.0.iter().find(|(field, _)| field == name).map_or("", |(_, value)| value.as_str())
    }

    /// Whether a box is ticked.
    pub(super) fn is_ticked(&self, name: &str) -> bool {
        self.get(name).is_some()
    }

    /// All values of a name: the ticked boxes of a group.
    pub(super) fn all(&self, name: &str) -> Vec<String> {
        self.0.iter().filter(|(field, _)| field == name).map(|(_, value)| value.clone()).collect()
    }

    /// Puts what was typed back into a form; passwords and codes are asked for again.
    pub(super) fn fill(&self, mut form: FormView) -> FormView {
        for field in &mut form.fields {
            match field.kind {
                "password" | "code" => {}
                "checkbox" => field.checked = self.is_ticked(&field.name),
                "checks" => {
                    let ticked = self.all(&field.name);
                    let choices = field.groups.iter_mut().flat_map(|group| &mut group.choices);
                    choices.for_each(|choice| choice.selected = ticked.contains(&choice.value));
                }
                "select" => {
                    let chosen = self.get(&field.name).unwrap_or_default();
                    field.options.iter_mut().for_each(|option| option.selected = option.value == chosen);
                }
                _ => field.value = self.raw(&field.name).to_owned(),
            }
        }
        form
    }
}

/// Permissions to tick, by the module they belong to.
pub(super) fn grouped(known: &[PermissionView], is_ticked: impl Fn(&PermissionView) -> bool) -> Vec<ChoiceGroup> {
    let mut groups: Vec<ChoiceGroup> = Vec::new();
    for permission in known {
        let (value, label) = (permission.name.clone(), permission.title.clone());
        let choice = Choice { value, label, selected: is_ticked(permission) };
        match groups.iter_mut().find(|group| group.label == permission.module_name) {
            Some(group) => group.choices.push(choice),
            None => groups.push(ChoiceGroup { label: permission.module_name.clone(), choices: vec![choice] }),
        }
    }
    groups
}

/// A form that came back: with what is wrong beside its fields, and what belongs to none of them.
pub(super) struct Refused {
    pub(super) form: FormView,
    /// What no field is about.
    pub(super) error: Option<String>,
}

/// Marks a form with a refusal. Whoever got as far as the form may open the page, so what is forbidden is what they asked
/// for, and is said beside it; only what is not there is a problem page.
pub(super) fn refuse(locale: &Locale, mut form: FormView, fault: Fault) -> Result<Refused, Fault> {
    let Fault::Refused { kind, code, detail, fields, .. } = fault else { return Err(fault) };
    if kind == FaultKind::NotFound {
        return Err(Fault::Refused { kind, code, detail, fields, extra: None });
    }
    let mut others = Vec::new();
    let mut is_first = true;
    for fault in fields {
        let text = locale.problem(fault.code, &fault.detail);
        let name = fault.pointer.trim_start_matches('/').replace('/', ".");
        match form.fields.iter_mut().find(|field| is_about(&field.name, &name)) {
            Some(field) => {
                field.error = Some(text);
                field.focus = std::mem::take(&mut is_first);
            }
            None => others.push(text),
        }
    }
    if is_first && others.is_empty() {
        others.push(locale.problem(code, &detail));
    }
    Ok(Refused { form, error: (!others.is_empty()).then(|| others.join(" ")) })
}

/// Shows a page that is one form again, with what is wrong.
pub(super) async fn come_back(
    shop: &Shop,
    visit: &Visit,
    mut view: FormPage,
    typed: &Typed,
    fault: Fault,
) -> Result<Response, Problem> {
    let form = typed.fill(view.form.take().unwrap_or_default());
    let Refused { form, error } = refuse(shop.locale(&visit.ctx), form, shop.told(&visit.ctx, fault))?;
    (view.form, view.error) = (Some(form), error);
    shop.page_with(StatusCode::UNPROCESSABLE_ENTITY, visit, Section::None, &view).await
}

/// A fault within a group of boxes is the group's.
fn is_about(field: &str, named: &str) -> bool {
    named == field || named.strip_prefix(field).is_some_and(|rest| rest.starts_with('.'))
}

#[cfg(test)]
mod tests {
    use kontor_contract::FieldFault;

    use super::*;
    use crate::views::FormField;

    fn typed(pairs: &[(&str, &str)]) -> Typed {
        Typed(pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect())
    }

    fn form() -> FormView {
        FormView::new("/x", "Save".to_owned())
            .with(FormField::text("person.email", "E-mail".to_owned()))
            .with(FormField::new("password", "person.password", "Password".to_owned()))
    }

    #[test]
    fn what_was_typed_comes_back_but_for_passwords() {
        let filled = typed(&[("person.email", " a@b "), ("person.password", "secret")]).fill(form());
        assert_eq!(filled.fields[0].value, " a@b ");
        assert_eq!(filled.fields[1].value, "");
    }

    #[test]
    fn a_fault_finds_its_field_and_the_first_one_gets_the_focus() {
        let locale = Locale::new("en", &["problem-x-y = Translated\n"]).unwrap();
        let field = |pointer: &str, code| FieldFault { pointer: pointer.to_owned(), code, detail: "as told".into() };
        let faults = vec![field("/person/password", "x.y"), field("/elsewhere", "x.z")];
        let refused = refuse(&locale, form(), Fault::fields("x", "bad", faults)).ok().unwrap();
        assert_eq!(refused.form.fields[1].error.as_deref(), Some("Translated"));
        assert!(refused.form.fields[1].focus);
        assert_eq!(refused.error.as_deref(), Some("as told"));
        assert!(refuse(&locale, form(), Fault::not_found("thing")).is_err());
    }
}
