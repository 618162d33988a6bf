//! Pages made of panels: accounts and companies are shown and changed by facts, tables and forms of one shape.
//! A page says what stands in them; how a field or a row looks is said once, in the theme.

use serde::Serialize;

use super::{Choice, Link, Pager, Tone, View};
use crate::locale::Locale;

/// A page of one's account or company: navigation beside panels.
#[derive(Clone, Debug, Default, Serialize)]
pub struct PanelPage {
    /// Its heading.
    pub title: String,
    /// A sentence below it.
    pub lead: String,
    /// The pages beside it.
    pub nav: Vec<NavGroup>,
    /// Why the last action was not done.
    pub error: Option<String>,
    /// What it shows.
    pub panels: Vec<Panel>,
}

impl View for PanelPage {
    const TEMPLATE: &'static str = "pages/panels";

    fn title(&self, _: &Locale) -> String {
        self.title.clone()
    }
}

/// A page that is one form, such as choosing a new password, without the shop around it.
#[derive(Clone, Debug, Default, Serialize)]
pub struct FormPage {
    /// Its heading.
    pub title: String,
    /// What it is about, a paragraph each.
    pub lead: Vec<String>,
    /// Why the form came back, or what hinders.
    pub error: Option<String>,
    /// What was done, where there is nothing left to fill in.
    pub done: Option<String>,
    /// The form, where there is one.
    pub form: Option<FormView>,
    /// Where else to go.
    pub links: Vec<Link>,
}

impl View for FormPage {
    const TEMPLATE: &'static str = "pages/form";
    const LAYOUT: &'static str = super::PLAIN;

    fn title(&self, _: &Locale) -> String {
        self.title.clone()
    }
}

/// Pages that belong together.
#[derive(Clone, Debug, Default, Serialize)]
pub struct NavGroup {
    /// What they are about.
    pub title: String,
    /// The pages.
    pub items: Vec<NavItem>,
}

/// A page to go to.
#[derive(Clone, Debug, Default, Serialize)]
pub struct NavItem {
    /// Its name.
    pub label: String,
    /// Its path.
    pub url: String,
    /// Whether it is this page.
    pub current: bool,
}

/// A part of a page with a heading of its own.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Panel {
    /// Names it on the page.
    pub id: String,
    /// Its heading; a panel without one continues the one above.
    pub title: String,
    /// What it is for.
    pub text: String,
    /// Something worth a look.
    pub note: Option<Note>,
    /// A picture to be scanned, as an address that holds it.
    pub picture: Option<Picture>,
    /// Secrets shown once, each to be copied.
    pub codes: Vec<String>,
    /// What is so.
    pub facts: Vec<Fact>,
    /// Words to narrow the table by.
    pub search: Option<Search>,
    /// What there is of one kind.
    pub table: Option<Table>,
    /// Where in the whole list the table is.
    pub pager: Option<Pager>,
    /// What can be changed.
    pub form: Option<FormView>,
    /// Where to go on.
    pub links: Vec<Link>,
}

/// A search within a page.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Search {
    /// The page's path.
    pub action: String,
    /// What is searched for.
    pub label: String,
    /// The words.
    pub value: String,
}

/// A line with a tone.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Note {
    /// How it is meant.
    pub tone: Tone,
    /// What it says.
    pub text: String,
}

/// A picture.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Picture {
    /// Its address.
    pub url: String,
    /// What it shows, for those who cannot see it.
    pub text: String,
}

/// Something that is so.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Fact {
    /// What.
    pub label: String,
    /// How it is.
    pub value: String,
}

/// Things of one kind, one in a row.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Table {
    /// Headings of the columns.
    pub columns: Vec<String>,
    /// The rows.
    pub rows: Vec<TableRow>,
    /// What to say where there is none: the next step.
    pub empty: String,
    /// Whether rows have actions, which take a column of their own.
    pub has_actions: bool,
}

/// A row of a table.
#[derive(Clone, Debug, Default, Serialize)]
pub struct TableRow {
    /// Its cells, one for each column.
    pub cells: Vec<TableCell>,
    /// What can be done with it.
    pub actions: Vec<RowAction>,
}

/// A cell of a table.
#[derive(Clone, Debug, Default, Serialize)]
pub struct TableCell {
    /// The column's heading, for narrow screens.
    pub label: String,
    /// What it says.
    pub text: String,
    /// More about it, smaller.
    pub sub: Option<String>,
    /// Where it leads.
    pub url: Option<String>,
    /// Shown as a state.
    pub tone: Option<Tone>,
    /// How far it is moved in below what it belongs to, 0 to 11.
    pub depth: u8,
}

/// Something that can be done with a row, by posting a form.
#[derive(Clone, Debug, Default, Serialize)]
pub struct RowAction {
    /// Verb and object.
    pub label: String,
    /// Where the form goes; a link where [`Self::is_link`].
    pub url: String,
    /// Whether it leads to a page.
    pub is_link: bool,
    /// What will happen, to be confirmed first.
    pub confirm: Option<String>,
    /// Whether it takes something away.
    pub is_bad: bool,
}

/// A form.
#[derive(Clone, Debug, Default, Serialize)]
pub struct FormView {
    /// Where it is posted to.
    pub action: String,
    /// What its button says.
    pub submit: String,
    /// Whether its button takes something away.
    pub is_bad: bool,
    /// Values that are sent along.
    pub hidden: Vec<Hidden>,
    /// Its fields.
    pub fields: Vec<FormField>,
    /// What scripts add to it: `new-passkey`, or nothing. Without scripts a sentence stands in its place.
    pub script: Option<String>,
    /// Names it among the forms whose fields outlive a reload and an expired session.
    pub keep: Option<String>,
}

/// A value that is sent along.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Hidden {
    /// Its name.
    pub name: String,
    /// Its value.
    pub value: String,
}

/// A field of a form. Its name is the JSON pointer of what it fills, without the first slash and with dots.
#[derive(Clone, Debug, Default, Serialize)]
pub struct FormField {
    /// The name it is sent by.
    pub name: String,
    /// What it asks for.
    pub label: String,
    /// `text`, `email`, `password`, `code`, `date`, `number`, `textarea`, `select`, `checkbox` or `checks`.
    pub kind: &'static str,
    /// What was typed or stands there.
    pub value: String,
    /// What is wrong with it.
    pub error: Option<String>,
    /// Whether it has the focus.
    pub focus: bool,
    /// A sentence below it.
    pub help: String,
    /// Whether it may be left empty.
    pub optional: bool,
    /// What browsers may fill in.
    pub autocomplete: &'static str,
    /// Most characters.
    pub longest: u32,
    /// Over the whole width.
    pub wide: bool,
    /// Whether a checkbox is ticked.
    pub checked: bool,
    /// What a select offers.
    pub options: Vec<Choice>,
    /// What a group of checkboxes offers.
    pub groups: Vec<ChoiceGroup>,
}

/// Checkboxes that belong together.
#[derive(Clone, Debug, Default, Serialize)]
pub struct ChoiceGroup {
    /// What they are about.
    pub label: String,
    /// The boxes.
    pub choices: Vec<Choice>,
}

impl FormView {
    /// A form whose button says `submit`.
    #[must_use]
    pub fn new(action: impl Into<String>, submit: String) -> Self {
        Self { action: action.into(), submit, ..Self::default() }
    }

    /// The same form with a field more.
    #[must_use]
    pub fn with(mut self, field: FormField) -> Self {
        self.fields.push(field);
        self
    }

    /// The same form with a value that is sent along.
    #[must_use]
    pub fn carrying(mut self, name: &str, value: impl Into<String>) -> Self {
        self.hidden.push(Hidden { name: name.to_owned(), value: value.into() });
        self
    }

    /// The same form, whose fields outlive a reload and an expired session.
    #[must_use]
    pub fn kept(mut self, name: impl Into<String>) -> Self {
        self.keep = Some(name.into());
        self
    }

    /// The field by a name.
    pub fn field_mut(&mut self, name: &str) -> Option<&mut FormField> {
        self.fields.iter_mut().find(|field| field.name == name)
    }
}

impl FormField {
    /// A field of a kind.
    #[must_use]
    pub fn new(kind: &'static str, name: impl Into<String>, label: String) -> Self {
        let autocomplete = if kind == "password" { "current-password" } else { "off" };
        Self { kind, name: name.into(), label, longest: 200, autocomplete, ..Self::default() }
    }

    /// A line of text.
    #[must_use]
    pub fn text(name: impl Into<String>, label: String) -> Self {
        Self::new("text", name, label)
    }

    /// The same field with a value.
    #[must_use]
    pub fn of(mut self, value: impl Into<String>) -> Self {
        self.value = value.into();
        self
    }

    /// The same field with a sentence below it.
    #[must_use]
    pub fn helped(mut self, help: String) -> Self {
        self.help = help;
        self
    }

    /// The same field, which may be left empty.
    #[must_use]
    pub const fn optional(mut self) -> Self {
        self.optional = true;
        self
    }

    /// The same field over the whole width.
    #[must_use]
    pub const fn wide(mut self) -> Self {
        self.wide = true;
        self
    }

    /// The same field that browsers may fill in.
    #[must_use]
    pub const fn filled_by(mut self, autocomplete: &'static str) -> Self {
        self.autocomplete = autocomplete;
        self
    }

    /// The same field for at most so many characters.
    #[must_use]
    pub const fn at_most(mut self, longest: u32) -> Self {
        self.longest = longest;
        self
    }

    /// A choice among options.
    #[must_use]
    pub fn select(name: impl Into<String>, label: String, options: Vec<Choice>) -> Self {
        Self { options, ..Self::new("select", name, label) }
    }

    /// A box to tick.
    #[must_use]
    pub fn checkbox(name: impl Into<String>, label: String, checked: bool) -> Self {
        Self { checked, wide: true, ..Self::new("checkbox", name, label) }
    }

    /// Boxes to tick, in groups.
    #[must_use]
    pub fn checks(name: impl Into<String>, label: String, groups: Vec<ChoiceGroup>) -> Self {
        Self { groups, wide: true, ..Self::new("checks", name, label) }
    }
}

impl Table {
    /// A table with these headings and nothing in it yet.
    #[must_use]
    pub fn new(columns: Vec<String>, empty: String) -> Self {
        Self { columns, empty, ..Self::default() }
    }

    /// Adds a row.
    pub fn push(&mut self, cells: Vec<TableCell>, actions: Vec<RowAction>) {
        let labelled =
            cells.into_iter().zip(&self.columns).map(|(cell, label)| TableCell { label: label.clone(), ..cell });
        self.has_actions |= !actions.is_empty();
        self.rows.push(TableRow { cells: labelled.collect(), actions });
    }
}

impl TableCell {
    /// A cell with a text.
    #[must_use]
    pub fn of(text: impl Into<String>) -> Self {
        Self { text: text.into(), ..Self::default() }
    }

    /// The same cell with a smaller line.
    #[must_use]
    pub fn and(mut self, sub: impl Into<String>) -> Self {
        self.sub = Some(sub.into()).filter(|sub| !sub.is_empty());
        self
    }

    /// A state.
    #[must_use]
    pub fn state(tone: Tone, text: String) -> Self {
        Self { text, tone: Some(tone), ..Self::default() }
    }
}

impl RowAction {
    /// An action that is done at once.
    #[must_use]
    pub fn new(label: String, url: String) -> Self {
        Self { label, url, ..Self::default() }
    }

    /// An action that takes something away, after a question.
    #[must_use]
    pub fn taking(label: String, url: String, confirm: String) -> Self {
        Self { label, url, confirm: Some(confirm), is_bad: true, is_link: false }
    }

    /// A way to a page.
    #[must_use]
    pub fn link(label: String, url: String) -> Self {
        Self { label, url, is_link: true, ..Self::default() }
    }
}
