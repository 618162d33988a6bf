//! Narrowing what was found, and counting what it can be narrowed by.
//! Of one facet any of the chosen values will do; all facets must fit; a facet's numbers leave its own choice aside. Where
//! lists show a style once, it fits by any of its variants, and is counted once for each value.

use std::{
    cmp::Reverse,
    collections::{HashMap, HashSet},
};

use kontor_contract::{
    attributes::{AttributeKind, AttributeView},
    catalog::{Facet, FacetValue, ProductQuery},
};
use kontor_kernel::{CategoryId, Locale, sort_key};
use kontor_search::Hit;

use crate::read_model::{CATEGORY, Columns, Facts, Snapshot, option_label};

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
    /// The categories that were chosen.
    categories: Vec<CategoryId>,
    choices: Vec<Choice>,
    /// Whether something was chosen that no product has.
    is_impossible: bool,
}

/// How often each value of each column occurs.
#[derive(Default)]
pub(super) struct Counts {
    columns: Vec<Vec<u32>>,
    /// Of products that lie in several categories, with the categories above them.
    several: HashMap<CategoryId, u32>,
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
        let known = query.categories.iter().filter_map(|code| snapshot.categories().by_code(code));
        let categories = known.filter(|category| category.is_shown()).map(|category| category.id).collect();
        let (choices, is_impossible) = (Vec::new(), false);
        let mut narrowing = Self { snapshot, columns, facts, locale, categories, choices, is_impossible };
        if !query.categories.is_empty() {
            narrowing.choose_categories();
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

    /// A category stands for all below it.
    fn choose_categories(&mut self) {
        let is_within = |id: CategoryId| {
            let above = self.snapshot.categories().above(&[id]);
            above.iter().any(|category| self.categories.contains(category))
        };
        let all = self.columns.dictionary().values(CATEGORY);
        let within = all.filter(|(_, text)| text.parse().is_ok_and(is_within)).map(|(number, _)| number);
        let choice = Choice { column: CATEGORY, values: within.collect() };
        self.choices.push(choice);
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

    /// What of the hits fits, each by the place at which lists show it; counts them for every facet they would be found by.
    pub fn narrow(&self, hits: Vec<Hit>, listed: impl Fn(u32) -> Option<u32>, counts: &mut Counts) -> Vec<Hit> {
        if self.is_impossible {
            return Vec::new();
        }
        if !self.snapshot.has_styles() {
            let fits = |hit: &Hit| match self.misfit(hit.place) {
                Ok(None) => {
                    self.count_one(hit.place, None, counts);
                    true
                }
                Ok(Some(column)) => {
                    self.count_one(hit.place, Some(column), counts);
                    false
                }
                Err(()) => false,
            };
            let mut hits = hits;
            hits.retain(fits);
            return hits;
        }
        let mut groups: Vec<(u32, Hit)> = hits.into_iter().filter_map(|hit| Some((listed(hit.place)?, hit))).collect();
        groups.sort_unstable_by_key(|(listed, hit)| (*listed, hit.place));
        let same = |one: &(u32, Hit), other: &(u32, Hit)| one.0 == other.0;
        groups.chunk_by(same).filter_map(|group| self.narrow_group(group, counts)).collect()
    }

    /// The products that a list shows as one.
    fn narrow_group(&self, group: &[(u32, Hit)], counts: &mut Counts) -> Option<Hit> {
        let mut values: HashSet<(usize, u32)> = HashSet::new();
        let mut best: Option<Hit> = None;
        for (listed, hit) in group {
            let Ok(misfit) = self.misfit(hit.place) else { continue };
            self.columns.each(hit.place, |column, value| {
                if misfit.is_none_or(|only| only == column) {
                    values.insert((column, value));
                }
            });
            if misfit.is_none() {
                let score = best.map_or(hit.score, |best| best.score.max(hit.score));
                best = Some(Hit { place: *listed, score });
            }
        }
        let (categories, others): (Vec<_>, Vec<_>) = values.into_iter().partition(|(column, _)| *column == CATEGORY);
        others.into_iter().for_each(|(column, value)| counts.add(column, value));
        self.count_categories(&categories.into_iter().map(|(_, value)| value).collect::<Vec<_>>(), counts);
        best
    }

    /// Counts the values of one product, of all columns or of one.
    fn count_one(&self, place: u32, only: Option<usize>, counts: &mut Counts) {
        let mut first = None;
        let mut others = Vec::new();
        self.columns.each(place, |column, value| match (column, only) {
            (column, Some(only)) if column != only => {}
            (CATEGORY, _) if first.is_none() => first = Some(value),
            (CATEGORY, _) => others.push(value),
            _ => counts.add(column, value),
        });
        match first {
            Some(value) if others.is_empty() => counts.add(CATEGORY, value),
            Some(value) => {
                others.push(value);
                self.count_categories(&others, counts);
            }
            None => {}
        }
    }

    /// Counts one product for each of its categories; for one that lies above several of them only once.
    fn count_categories(&self, values: &[u32], counts: &mut Counts) {
        if let [only] = values {
            return counts.add(CATEGORY, *only);
        }
        let ids: Vec<CategoryId> = values.iter().filter_map(|value| self.category(*value)).collect();
        for id in self.snapshot.categories().above(&ids) {
            *counts.several.entry(id).or_default() += 1;
        }
    }

    fn category(&self, value: u32) -> Option<CategoryId> {
        self.columns.dictionary().text(CATEGORY, value)?.parse().ok()
    }

    /// The facets of what was counted.
    pub fn facets(&self, counts: &Counts) -> Vec<Facet> {
        let mut facets: Vec<(bool, u64, Facet)> = Vec::new();
        for (column, code) in self.columns.dictionary().attributes().filter(|(_, code)| self.facts.is_public(code)) {
            let chosen = self.choices.iter().find(|choice| choice.column == column);
            let values: Vec<(u32, u32)> = counts.of(column).collect();
            let sum: u64 = values.iter().map(|(_, count)| u64::from(*count)).sum();
            if values.is_empty() || (chosen.is_none() && !self.is_telling(code, values.len(), sum)) {
                continue;
            }
            let label = self.facts.definition(code, self.locale).map_or(code, |view| view.label.as_str()).to_owned();
            let values = self.values(column, code, values, chosen);
            facets.push((chosen.is_some(), sum, Facet { attribute: Some(code.to_owned()), label, values }));
        }
        // Those that most products have say most; codes decide between equals, so that the order is always the same.
        facets.sort_by(|(first, sum, facet), (second, other, than)| {
            second.cmp(first).then(other.cmp(sum)).then_with(|| facet.attribute.cmp(&than.attribute))
        });
        let kept = facets.iter().filter(|(is_chosen, ..)| *is_chosen).count().max(MOST_FACETS);
        let categories = self.category_facet(counts);
        categories.into_iter().chain(facets.into_iter().take(kept).map(|(_, _, facet)| facet)).collect()
    }

    /// The shop's categories that hold something, each with what lies below it.
    fn category_facet(&self, counts: &Counts) -> Option<Facet> {
        let mut counted = counts.several.clone();
        for (value, count) in counts.of(CATEGORY) {
            for id in self.category(value).map(|id| self.snapshot.categories().above(&[id])).unwrap_or_default() {
                *counted.entry(id).or_default() += count;
            }
        }
        let shown = counted.into_iter().filter_map(|(id, count)| Some((self.snapshot.categories().get(id)?, count)));
        let value = |(category, count): (&crate::read_model::Category, u32)| FacetValue {
            value: category.code.clone(),
            label: category.name(self.locale).to_owned(),
            products: u64::from(count),
            selected: self.categories.contains(&category.id),
        };
        let values: Vec<FacetValue> = shown.filter(|(category, _)| category.is_shown()).map(value).collect();
        let facet = Facet { attribute: None, label: String::new(), values: in_order(values) };
        (!facet.values.is_empty()).then_some(facet)
    }

    /// Whether an attribute parts what was found into groups worth choosing among.
    fn is_telling(&self, code: &str, values: usize, sum: u64) -> bool {
        match self.facts.definition(code, self.locale).map(|view| view.kind) {
            Some(AttributeKind::LongText | AttributeKind::Date) => false,
            Some(AttributeKind::Choice | AttributeKind::Choices | AttributeKind::Flag) => true,
            _ => values > 1 && sum * 2 >= values as u64 * 3,
        }
    }

    fn values(&self, column: usize, code: &str, counted: Vec<(u32, u32)>, chosen: Option<&Choice>) -> Vec<FacetValue> {
        let definition = self.facts.definition(code, self.locale);
        let value = |(number, count): (u32, u32)| {
            let text = self.columns.dictionary().text(column, number)?;
            let selected = chosen.is_some_and(|choice| choice.values.contains(&number));
            let label = value_label(definition, text);
            Some(FacetValue { value: text.to_owned(), label, products: u64::from(count), selected })
        };
        in_order(counted.into_iter().filter_map(value).collect())
    }
}

/// Those that are chosen first, then those with the most products; no more than can be read, but for those chosen.
fn in_order(mut values: Vec<FacetValue>) -> Vec<FacetValue> {
    values.sort_by_cached_key(|value| (!value.selected, Reverse(value.products), sort_key(&value.label)));
    let chosen = values.iter().filter(|value| value.selected).count();
    values.truncate(chosen.max(MOST_VALUES));
    values
}

fn value_label(definition: Option<&AttributeView>, text: &str) -> String {
    option_label(definition, text).unwrap_or(text).to_owned()
}

/// The only category of a query, where it names just one that visitors see.
pub(super) fn only_category(snapshot: &Snapshot, query: &ProductQuery) -> Option<CategoryId> {
    match query.categories.as_slice() {
        [code] => Some(snapshot.categories().by_code(code).filter(|category| category.is_shown())?.id),
        _ => None,
    }
}
