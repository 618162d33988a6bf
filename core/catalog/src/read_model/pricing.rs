//! The lists that somebody's prices come from, in the order in which they are asked, and what they say of a product.
//! Made once for a page or a cart; each price is then a few short searches.

use std::{
    collections::{HashMap, HashSet},
    sync::Arc,
};

use kontor_contract::catalog::ProductKind;
use kontor_kernel::{BusinessDate, Currency, PriceListId, Quantity, UnitPrice, round_div};

use super::{
    Snapshot,
    books::Book,
    chains::{Buyer, is_contract},
    chunks::Product,
};
use crate::{
    entities::assignment,
    model::price::{
        Amounts, Found, Goods, Level, Link, ListFacts, Offer, Prices, Purpose, QuantityRule, Rung, State, Strategy,
        Tier, Unit, Wish, Witness, ladder, resolve, tier_for,
    },
};

/// The lists that somebody's prices come from.
pub(crate) struct PriceLists<'a> {
    snapshot: &'a Snapshot,
    links: Vec<(Link, &'a Book)>,
    strategy: Strategy,
}

impl Snapshot {
    /// The lists of a buyer in the order in which they are asked.
    pub fn lists_of(&self, buyer: Buyer) -> PriceLists<'_> {
        let mut links = self.chains.of(buyer, |list| is_contract(&self.books, list));
        let is_given = |list: &PriceListId, links: &[Link]| links.iter().any(|link| link.list == *list);
        let fallback: Vec<Link> =
            self.defaults.iter().filter(|list| !is_given(list, &links)).map(default_link).collect();
        links.extend(fallback);
        links.sort_by_key(|link| (link.level, link.priority));
        let mut seen = HashSet::with_capacity(links.len());
        links.retain(|link| seen.insert(link.list));
        let with_book = |link: Link| Some((link, self.books.get(&link.list)?.as_ref()));
        let is_for_buyers = |(_, book): &(Link, &Book)| book.facts.purpose != Purpose::Cost;
        let links = links.into_iter().filter_map(with_book).filter(is_for_buyers).collect();
        PriceLists { snapshot: self, links, strategy: self.policy.strategy.into() }
    }

    /// What one unit of the product at a place costs the tenant.
    pub fn cost(&self, place: u32, currency: Currency, date: BusinessDate) -> Option<UnitPrice> {
        let book = self.books.get(self.costs.get(&currency)?)?;
        let tier = tier_for(book.tiers(place), Amounts::base(Quantity::ONE), date)?;
        let one = i128::from(tier.unit_price.millionths()) * i128::from(Quantity::ONE.millionths());
        round_div(one, tier.per.millionths().into()).ok().map(UnitPrice::from_millionths)
    }

    /// What rules may know of the product at a place.
    pub fn goods(&self, place: u32) -> Goods<'_> {
        static NOTHING: serde_json::Value = serde_json::Value::Null;
        let nothing = || Goods {
            sku: "",
            categories: Vec::new(),
            unit: "",
            weight_g: 0,
            is_service: false,
            attributes: &NOTHING,
        };
        self.at(place).map_or_else(nothing, |product| Goods {
            sku: &product.sku,
            categories: self.category_codes(product),
            unit: &product.unit,
            weight_g: self.weight_of(product),
            is_service: product.kind == ProductKind::Service,
            attributes: &product.attributes,
        })
    }

    /// The codes of a product's categories and of all above them.
    fn category_codes(&self, product: &Product) -> Vec<&str> {
        let above = self.categories.above(&product.categories);
        let all = product.categories.iter().chain(&above);
        let mut codes: Vec<&str> = all.filter_map(|id| Some(self.categories.get(*id)?.code.as_str())).collect();
        codes.sort_unstable();
        codes.dedup();
        codes
    }

    /// A buyer's chain by other assignments than those in force, over the tree and the groups there are.
    pub fn chain_of(
        &self,
        rows: Vec<assignment::Model>,
        buyer: Buyer,
        is_contract: impl Fn(PriceListId) -> bool,
    ) -> Vec<Link> {
        self.chains.with_lists(rows).of(buyer, is_contract)
    }

    /// The number of a packaging unit by the key of its code.
    pub fn unit_number(&self, key: &str) -> Option<Unit> {
        self.price_units.number(key)
    }

    /// The unit that prices of a product are looked for in, by the key of the unit that was entered.
    pub fn price_unit(&self, product: &Product, key: &str) -> Unit {
        let is_own = *key == *product.unit_key;
        if is_own { Unit::BASE } else { self.unit_number(key).unwrap_or(Unit::UNPRICED) }
    }
}

fn default_link(list: &PriceListId) -> Link {
    Link { list: *list, level: Level::Default, priority: 0, is_last: false }
}

impl<'a> PriceLists<'a> {
    /// The price of so much of the product at a place.
    pub fn price(&self, place: u32, wish: &Wish) -> Option<Found<'a>> {
        self.explained(place, wish, &mut ())
    }

    /// The same, watched.
    pub fn explained(&self, place: u32, wish: &Wish, witness: &mut impl Witness<'a>) -> Option<Found<'a>> {
        let shelf = Shelf { snapshot: self.snapshot, place };
        resolve(self.offers(place), &shelf, wish, self.strategy, witness)
    }

    /// All prices of the product at a place, rising by quantity, in a unit that holds `factor` of its own.
    pub fn ladder(&self, place: u32, unit: (Unit, Quantity), currency: Currency, on: BusinessDate) -> Vec<Rung<'a>> {
        let shelf = Shelf { snapshot: self.snapshot, place };
        let offers: Vec<Offer<'a>> = self.offers(place).collect();
        ladder(&offers, &shelf, unit, (currency, on), self.strategy)
    }

    /// In which quantities the product at a place may be ordered: by the first list that says so.
    pub fn quantities(&self, place: u32, currency: Currency) -> QuantityRule {
        let mut asked = self.links.iter().filter(|(_, book)| book.facts.currency == currency);
        asked.find_map(|(_, book)| book.quantities.get(&place)).copied().unwrap_or_default()
    }

    /// Where a list stands in the chain.
    pub fn link(&self, list: PriceListId) -> Option<Link> {
        self.links.iter().map(|(link, _)| *link).find(|link| link.list == list)
    }

    /// With another list put into the chain, as if it had been given to the buyer and were in force.
    pub fn with(mut self, link: Link, book: &'a Assumed) -> Self {
        self.links.retain(|(known, _)| known.list != link.list);
        self.links.push((link, &book.0));
        self.links.sort_by_key(|(link, _)| (link.level, link.priority));
        self
    }

    fn offers(&self, place: u32) -> impl Iterator<Item = Offer<'a>> + '_ {
        self.links.iter().map(move |(link, book)| Offer { link: *link, list: &book.facts, tiers: book.tiers(place) })
    }
}

/// A list as if it were in force.
pub(crate) struct Assumed(Book);

impl Snapshot {
    /// A list as if it were in force today.
    pub fn assume(&self, list: PriceListId) -> Option<Assumed> {
        let book = self.books.get(&list)?.as_ref().clone();
        let facts = ListFacts { state: State::Active, valid_from: None, valid_to: None, ..book.facts.as_ref().clone() };
        Some(Assumed(Book { facts: Arc::new(facts), ..book }))
    }
}

/// Other lists' prices of one product, its cost and itself.
struct Shelf<'a> {
    snapshot: &'a Snapshot,
    place: u32,
}

impl<'a> Prices<'a> for Shelf<'a> {
    fn of(&self, list: PriceListId) -> Option<(&'a ListFacts, &'a [Tier])> {
        let book = self.snapshot.books.get(&list)?;
        Some((&book.facts, book.tiers(self.place)))
    }

    fn cost(&self, currency: Currency, date: BusinessDate) -> Option<UnitPrice> {
        self.snapshot.cost(self.place, currency, date)
    }

    fn goods(&self) -> Goods<'a> {
        self.snapshot.goods(self.place)
    }
}

/// Cost lists by currency: the default one of each, or the first by code.
pub(super) fn cost_lists(books: &HashMap<PriceListId, Arc<Book>>) -> HashMap<Currency, PriceListId> {
    let is_usable = |book: &&Arc<Book>| book.facts.purpose == Purpose::Cost && book.facts.state == State::Active;
    let mut lists: Vec<&Arc<Book>> = books.values().filter(is_usable).collect();
    lists.sort_by_key(|book| (std::cmp::Reverse(book.facts.is_default), book.facts.code.clone()));
    let mut costs = HashMap::new();
    for book in lists {
        costs.entry(book.facts.currency).or_insert(book.facts.id);
    }
    costs
}
