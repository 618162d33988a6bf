//! Narrowing what was found, and counting what it can be narrowed by.
//! Of one facet any of the chosen values will do; all facets must fit; a facet's numbers leave its own choice aside.

use std::{
    cmp::Reverse,
    collections::{HashMap, HashSet},
};

use kontor_contract::{
    attributes::{AttributeKind, AttributeView},
    catalog::{Facet, FacetValue, ProductQuery},
};
use kontor_kernel::{CategoryId, Locale, sort_key};

use crate::read_model::{CATEGORY, Category, Columns, Facts, Snapshot, group, option_label};

/// So many facets are shown at the most, besides those that are chosen.
const MOST_FACETS: usize = 10;
/// So many values of a facet are shown at the most, besides those that are chosen.
const MOST_VALUES: usize = 30;

/// The values chosen of one column; what is not known is never found.
struct Choice {
    column: usize,
    values: HashSet<u32>,
}

/// What somebody has chosen to see.
pub(super) struct Narrowing<'a> {
    snapshot: &'a Snapshot,
    columns: &'a Columns,
    facts: &'a Facts,
    locale: Locale,
    choices: Vec<Choice>,
    /// Whether something was chosen that no product has.
    is_impossible: bool,
}

/// How often each value of each column occurs.
#[derive(Default)]
pub(super) struct Counts {
    columns: Vec<Vec<u32>>,
}

impl Counts {
    fn add(&mut self, column: usize, value: u32) {
        if self.columns.len() <= column {
            self.columns.resize_with(column + 1, Vec::new);
        }
        let values = &mut self.columns[column];
        if values.len() <= value as usize {
            values.resize(value as usize + 1, 0);
        }
        values[value as usize] += 1;
    }

    /// The values of a column that occur, with how often.
    fn of(&self, column: usize) -> impl Iterator<Item = (u32, u32)> {
        let values = self.columns.get(column).map_or(&[][..], Vec::as_slice);
        (0..).zip(values.iter().copied()).filter(|(_, count)| *count > 0)
    }
}

impl<'a> Narrowing<'a> {
    /// What a query asks for. Attributes that are not everybody's are as unknown as those that do not exist.
    pub fn new(
        snapshot: &'a Snapshot,
        columns: &'a Columns,
        facts: &'a Facts,
        locale: Locale,
        query: &ProductQuery,
    ) -> Self {
        let mut narrowing = Self { snapshot, columns, facts, locale, choices: Vec::new(), is_impossible: false };
        if !query.categories.is_empty() {
            let codes = query.categories.iter().filter_map(|code| snapshot.category_by_code(code));
            let values = codes.filter_map(|category| columns.dictionary().value(CATEGORY, &group(category.id)));
            narrowing.choices.push(Choice { column: CATEGORY, values: values.collect() });
        }
        let mut chosen: Vec<(&str, Vec<&str>)> = Vec::new();
        for (code, value) in &query.attributes {
            match chosen.iter_mut().find(|(known, _)| known == code) {
                Some((_, values)) => values.push(value),
                None => chosen.push((code, vec![value])),
            }
        }
        for (code, values) in chosen {
            let dictionary = columns.dictionary();
            match dictionary.attribute(code).filter(|_| facts.is_public(code)) {
                Some(column) => {
                    let values = values.into_iter().filter_map(|value| dictionary.value(column, value)).collect();
                    narrowing.choices.push(Choice { column, values });
                }
                None => narrowing.is_impossible = true,
            }
        }
        narrowing
    }

    /// Whether nothing is narrowed.
    pub fn is_open(&self) -> bool {
        self.choices.is_empty() && !self.is_impossible
    }

    /// The only choice that a place does not fit, if there is one; an error where there are several.
    fn misfit(&self, place: u32) -> Result<Option<usize>, ()> {
        let mut misfit = None;
        for choice in &self.choices {
            if self.columns.values(place, choice.column).any(|value| choice.values.contains(&value)) {
                continue;
            }
            if misfit.replace(choice.column).is_some() {
                return Err(());
            }
        }
        Ok(misfit)
    }

    /// Whether the product at a place fits all that was chosen.
    pub fn fits(&self, place: u32) -> bool {
        !self.is_impossible && matches!(self.misfit(place), Ok(None))
    }

    /// Whether the product at a place fits all that was chosen; counts it for every facet it would be found by.
    pub fn count(&self, place: u32, counts: &mut Counts) -> bool {
        if self.is_impossible {
            return false;
        }
        match self.misfit(place) {
            Ok(None) => {
                self.columns.each(place, |column, value| counts.add(column, value));
                true
            }
            Ok(Some(column)) => {
                self.columns.values(place, column).for_each(|value| counts.add(column, value));
                false
            }
            Err(()) => false,
        }
    }

    /// The facets of what was counted.
    pub fn facets(&self, counts: &Counts) -> Vec<Facet> {
        let mut facets: Vec<(bool, u64, Facet)> = Vec::new();
        for (column, code) in std::iter::once((CATEGORY, "")).chain(self.columns.dictionary().attributes()) {
            if column != CATEGORY && !self.facts.is_public(code) {
                continue;
            }
            let chosen = self.choices.iter().find(|choice| choice.column == column);
            let values: Vec<(u32, u32)> = counts.of(column).collect();
            let sum: u64 = values.iter().map(|(_, count)| u64::from(*count)).sum();
            if values.is_empty() || (chosen.is_none() && !self.is_telling(column, code, values.len(), sum)) {
                continue;
            }
            let facet = Facet {
                attribute: (column != CATEGORY).then(|| code.to_owned()),
                label: self.label(column, code),
                values: self.values(column, code, values, chosen),
            };
            facets.push((column == CATEGORY || chosen.is_some(), sum, facet));
        }
        // Those that most products have say most; names decide between equals, so that the order is always the same.
        facets.sort_by(|(first, sum, facet), (second, other, than)| {
            second.cmp(first).then(other.cmp(sum)).then_with(|| facet.attribute.cmp(&than.attribute))
        });
        let kept = facets.iter().filter(|(is_fixed, ..)| *is_fixed).count().max(MOST_FACETS);
        facets.into_iter().take(kept).map(|(_, _, facet)| facet).collect()
    }

    /// Whether a column parts what was found into groups worth choosing among.
    fn is_telling(&self, column: usize, code: &str, values: usize, sum: u64) -> bool {
        let definition = self.facts.definition(code, self.locale);
        match definition.map(|view| view.kind) {
            Some(AttributeKind::LongText | AttributeKind::Date) => false,
            Some(AttributeKind::Choice | AttributeKind::Choices | AttributeKind::Flag) => true,
            _ if column == CATEGORY => true,
            _ => values > 1 && sum * 2 >= values as u64 * 3,
        }
    }

    fn label(&self, column: usize, code: &str) -> String {
        match self.facts.definition(code, self.locale) {
            Some(view) if column != CATEGORY => view.label.clone(),
            _ => code.to_owned(),
        }
    }

    fn values(&self, column: usize, code: &str, counted: Vec<(u32, u32)>, chosen: Option<&Choice>) -> Vec<FacetValue> {
        let all = if column == CATEGORY { self.snapshot.categories() } else { &[] };
        let categories: HashMap<CategoryId, &Category> = all.iter().map(|category| (category.id, category)).collect();
        let definition = self.facts.definition(code, self.locale);
        let value = |(number, count): (u32, u32)| {
            let text = self.columns.dictionary().text(column, number)?;
            let (value, label) = if column == CATEGORY {
                let category = categories.get(&text.parse().ok()?)?;
                (category.code.clone(), category.name(self.locale).to_owned())
            } else {
                (text.to_owned(), value_label(definition, text))
            };
            let selected = chosen.is_some_and(|choice| choice.values.contains(&number));
            Some(FacetValue { value, label, products: u64::from(count), selected })
        };
        let mut values: Vec<FacetValue> = counted.into_iter().filter_map(value).collect();
        values.sort_by_cached_key(|value| (!value.selected, Reverse(value.products), sort_key(&value.label)));
        let chosen = values.iter().filter(|value| value.selected).count();
        values.truncate(chosen.max(MOST_VALUES));
        values
    }
}

fn value_label(definition: Option<&AttributeView>, text: &str) -> String {
    option_label(definition, text).unwrap_or(text).to_owned()
}

/// The only category of a query, where it names just one that exists.
pub(super) fn only_category(snapshot: &Snapshot, query: &ProductQuery) -> Option<CategoryId> {
    match query.categories.as_slice() {
        [code] => Some(snapshot.category_by_code(code)?.id),
        _ => None,
    }
}
