//! What narrows the list of products, as it stands in addresses: words, a category, attributes and the order.
//! Every choice is a link to another address of the list, so that pages work without a script and can be shared.

use kontor_contract::catalog::{CategoryView, Facet, ProductQuery, ProductSort};
use kontor_kernel::PageRequest;

use super::{
    PAGE_SIZE,
    pages::{Filter, SORTS, page_of},
};
use crate::{
    locale::Locale,
    present,
    views::{CategoryChoice, FacetChoice, FacetLink, Link, Pager, list_address},
};

const LIST: &str = "/products";
/// So many values of attributes can be chosen at once.
const MOST_CHOSEN: usize = 50;

/// What the list is narrowed to.
#[derive(Debug, Clone)]
pub(super) struct Narrowed {
    pub(super) q: String,
    pub(super) category: String,
    pub(super) attributes: Vec<(String, String)>,
    /// The code of the order.
    pub(super) sort: &'static str,
    by: ProductSort,
}

impl Narrowed {
    /// What an address says; an order that does not exist is the usual one.
    pub(super) fn new(filter: &Filter, sort: &str) -> Self {
        let q = filter.q.clone().unwrap_or_default();
        let usual = usual(&q);
        let (sort, by) = *SORTS.iter().find(|(known, _)| *known == sort).unwrap_or(&usual);
        let attributes = filter.filter.as_deref().map(|text| form_urlencoded::parse(text.as_bytes()).into_owned());
        let is_good = |(code, value): &(String, String)| !code.is_empty() && !value.is_empty() && !value.contains('\0');
        let attributes = attributes.into_iter().flatten().filter(is_good).take(MOST_CHOSEN).collect();
        Self { q, category: filter.category.clone().unwrap_or_default(), attributes, sort, by }
    }

    /// What the catalogue is asked.
    pub(super) fn query(&self) -> ProductQuery {
        let categories = self.category.split(',').map(str::trim).filter(|code| !code.is_empty());
        ProductQuery {
            text: Some(self.q.clone()).filter(|text| !text.is_empty()),
            categories: categories.map(str::to_owned).collect(),
            attributes: self.attributes.clone(),
            sort: self.by,
        }
    }

    /// Whether an order makes sense: nothing fits better where no words are looked for.
    pub(super) fn offers(&self, by: ProductSort) -> bool {
        by != ProductSort::Relevance || !self.q.is_empty()
    }

    /// The order as it stands in addresses: nothing where it is the usual one.
    pub(super) fn sort_in_address(&self) -> &'static str {
        if self.sort == usual(&self.q).0 { "" } else { self.sort }
    }

    /// The attributes as they stand in addresses.
    pub(super) fn filter(&self) -> String {
        filter_of(&self.attributes)
    }

    fn address(&self, category: &str, attributes: &[(String, String)]) -> String {
        let filter = filter_of(attributes);
        let sort = self.sort_in_address();
        list_address(LIST, &[("q", &self.q), ("category", category), ("filter", &filter), ("sort", sort)])
    }

    /// The list without the attributes that were chosen.
    pub(super) fn without_attributes(&self) -> String {
        self.address(&self.category, &[])
    }

    /// The pages of the list.
    pub(super) fn pager(&self, paging: &PageRequest, total: u64) -> Pager {
        let filter = self.filter();
        let address = [
            ("q", self.q.as_str()),
            ("category", &self.category),
            ("filter", &filter),
            ("sort", self.sort_in_address()),
        ];
        Pager::new(LIST, &address, u64::from(page_of(paging)), u64::from(PAGE_SIZE), total)
    }

    /// The categories to choose from. Where words or attributes narrow the list, those without anything are left out.
    pub(super) fn categories(&self, known: Vec<CategoryView>, facets: &[Facet]) -> Vec<CategoryChoice> {
        let is_narrowed = !self.q.is_empty() || !self.attributes.is_empty();
        let facet = facets.iter().find(|facet| facet.attribute.is_none());
        let counted = |code: &str| {
            let values = facet.map_or(&[][..], |facet| &facet.values);
            values.iter().find(|value| value.value == code).map_or(0, |value| value.products)
        };
        let chosen: Vec<&str> = self.category.split(',').collect();
        let choice = |view: CategoryView| {
            let products = if is_narrowed { counted(&view.code) } else { view.products };
            CategoryChoice { products, ..present::category_choice(view, &self.category) }
        };
        let is_shown = |choice: &CategoryChoice| choice.products > 0 || chosen.contains(&choice.code.as_str());
        known.into_iter().map(choice).filter(is_shown).collect()
    }

    /// An attribute to choose values of; nothing for categories, which are chosen elsewhere.
    pub(super) fn facet(&self, locale: &Locale, facet: &Facet) -> Option<FacetChoice> {
        let code = facet.attribute.as_deref()?;
        let link = |value: &kontor_contract::catalog::FacetValue| {
            let pair = (code.to_owned(), value.value.clone());
            let mut attributes = self.attributes.clone();
            match value.selected {
                true => attributes.retain(|known| *known != pair),
                false => attributes.push(pair),
            }
            FacetLink {
                label: present::facet_value(locale, &value.label),
                products: value.products,
                selected: value.selected,
                url: self.address(&self.category, &attributes),
            }
        };
        Some(FacetChoice { label: facet.label.clone(), values: facet.values.iter().map(link).collect() })
    }

    /// Other words, with everything else as it is.
    pub(super) fn meant(&self, words: String) -> Link {
        let meant = Self { q: words.clone(), ..self.clone() };
        Link { label: words, url: meant.address(&self.category, &self.attributes) }
    }
}

/// The order of a list where none is chosen.
fn usual(q: &str) -> (&'static str, ProductSort) {
    if q.trim().is_empty() { ("name", ProductSort::Name) } else { ("relevance", ProductSort::Relevance) }
}

fn filter_of(attributes: &[(String, String)]) -> String {
    form_urlencoded::Serializer::new(String::new()).extend_pairs(attributes).finish()
}
