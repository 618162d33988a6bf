//! The lists of products in every order a page asks for, sorted once when products change.
//! A page is then a slice, and the place after a cursor a binary search.

use std::{
    cmp::Reverse,
    collections::{HashMap, HashSet},
    sync::{Arc, OnceLock},
};

use kontor_contract::catalog::ProductSort;
use kontor_kernel::{CategoryId, ChannelId, Locale, ProductId, Timestamp};

use super::{Snapshot, categories::Categories, chunks::Product};
use crate::model::cursor::Cursor;

/// One order of all products on sale, and of those of each category.
#[derive(Debug, Default)]
struct Order {
    all: Vec<u32>,
    by_category: HashMap<CategoryId, Vec<u32>>,
    /// The number of each place in it, made when somebody searches.
    ranks: OnceLock<Vec<u32>>,
}

impl Order {
    fn new(all: Vec<u32>, within: &HashMap<u32, Vec<CategoryId>>) -> Self {
        let mut by_category: HashMap<CategoryId, Vec<u32>> = HashMap::new();
        for place in &all {
            for category in within.get(place).into_iter().flatten() {
                by_category.entry(*category).or_default().push(*place);
            }
        }
        Self { all, by_category, ranks: OnceLock::new() }
    }

    fn ranks(&self) -> &[u32] {
        self.ranks.get_or_init(|| {
            let last = self.all.iter().max().map_or(0, |last| *last as usize + 1);
            let mut ranks = vec![u32::MAX; last];
            for (rank, place) in (0..).zip(&self.all) {
                ranks[*place as usize] = rank;
            }
            ranks
        })
    }

    fn of(&self, category: Option<CategoryId>) -> &[u32] {
        match category {
            None => &self.all,
            Some(category) => self.by_category.get(&category).map_or(&[], Vec::as_slice),
        }
    }
}

/// What stands in lists of what is sold in variants.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub(crate) enum Listing {
    /// The style, once.
    #[default]
    Styles,
    /// Every variant.
    Variants,
}

impl Listing {
    /// The places of the products that stand in lists.
    fn places(self, products: &[&Product], channel: Option<ChannelId>) -> Vec<u32> {
        let on_sale = (0_u32..).zip(products).filter(|(_, product)| product.is_on_sale(channel));
        let styles: HashSet<ProductId> =
            on_sale.clone().filter(|(_, product)| product.is_style()).map(|(_, product)| product.id).collect();
        let is_listed = |product: &Product| match self {
            Self::Styles => product.style.is_none_or(|style| !styles.contains(&style)),
            Self::Variants => !product.is_style(),
        };
        on_sale.filter(|(_, product)| is_listed(product)).map(|(place, _)| place).collect()
    }
}

/// All orders.
#[derive(Debug, Default)]
pub(super) struct Orders {
    /// By name in the tenant's own language, then in every language that has a translation.
    names: Vec<(Option<Locale>, Order)>,
    skus: Order,
    newest: Order,
}

impl Orders {
    /// Sorts everything.
    fn new(products: &[&Product], listing: Listing, channel: Option<ChannelId>, categories: &Categories) -> Self {
        let on_sale = listing.places(products, channel);
        let at = |place: u32| products[place as usize];
        let lies_in =
            |place: &u32| Some((*place, categories.above(&at(*place).categories))).filter(|(_, all)| !all.is_empty());
        let within: HashMap<u32, Vec<CategoryId>> = on_sale.iter().filter_map(lies_in).collect();
        let sorted = |compare: &dyn Fn(&Product, &Product) -> std::cmp::Ordering| {
            let mut places = on_sale.clone();
            places.sort_by(|left, right| compare(at(*left), at(*right)));
            Order::new(places, &within)
        };
        let languages = Locale::ALL.into_iter().filter(|locale| {
            let is_translated = |product: &&Product| product.translations.iter().any(|(known, _)| known == locale);
            products.iter().any(is_translated)
        });
        let names = std::iter::once(None).chain(languages.map(Some)).map(|language| {
            let order = sorted(&|left, right| name_place(left, language).cmp(&name_place(right, language)));
            (language, order)
        });
        Self {
            names: names.collect(),
            skus: sorted(&|left, right| left.sku_key.cmp(&right.sku_key)),
            newest: sorted(&|left, right| age_place(left).cmp(&age_place(right))),
        }
    }

    fn by_name(&self, locale: Locale) -> (Option<Locale>, Option<&Order>) {
        let translated = self.names.iter().find(|(language, _)| *language == Some(locale));
        let order = translated.or_else(|| self.names.first());
        (order.and_then(|(language, _)| *language), order.map(|(_, order)| order))
    }

    /// The places of the products on sale in a category.
    pub fn places_in(&self, category: CategoryId) -> &[u32] {
        self.skus.of(Some(category))
    }

    /// Bytes they take, roughly.
    pub fn bytes(&self) -> usize {
        (self.names.len() + 2) * self.skus.all.len() * 2 * size_of::<u32>()
    }
}

/// The orders of styles and of variants, which are the same ones where there are no styles.
#[derive(Debug, Default, Clone)]
struct Both {
    styles: Arc<Orders>,
    variants: Arc<Orders>,
}

impl Both {
    fn new(products: &[&Product], channel: Option<ChannelId>, categories: &Categories) -> Self {
        let styles = Arc::new(Orders::new(products, Listing::Styles, channel, categories));
        let has_styles = products.iter().any(|product| product.is_style());
        let variants = match has_styles {
            true => Arc::new(Orders::new(products, Listing::Variants, channel, categories)),
            false => Arc::clone(&styles),
        };
        Self { styles, variants }
    }
}

/// The lists of all channels: those on which some product has come less or more far than elsewhere have their own.
#[derive(Debug, Default)]
pub(super) struct Lists {
    usual: Both,
    channels: HashMap<ChannelId, Both>,
}

impl Lists {
    /// Sorts everything.
    pub fn new(products: &[&Product], categories: &Categories) -> Self {
        let named: HashSet<ChannelId> =
            products.iter().flat_map(|product| &product.channel_states).map(|(channel, _)| *channel).collect();
        let own = named.into_iter().map(|channel| (channel, Both::new(products, Some(channel), categories)));
        Self { channels: own.collect(), usual: Both::new(products, None, categories) }
    }

    /// Whether anything is sold in variants.
    pub fn has_styles(&self) -> bool {
        !Arc::ptr_eq(&self.usual.styles, &self.usual.variants)
    }

    /// The lists of a channel.
    pub fn of(&self, listing: Listing, channel: Option<ChannelId>) -> &Orders {
        let both = channel.and_then(|channel| self.channels.get(&channel)).unwrap_or(&self.usual);
        match listing {
            Listing::Styles => &both.styles,
            Listing::Variants => &both.variants,
        }
    }

    /// Bytes they take, roughly.
    pub fn bytes(&self) -> usize {
        let all = std::iter::once(&self.usual).chain(self.channels.values());
        all.map(|both| {
            both.styles.bytes() + if Arc::ptr_eq(&both.styles, &both.variants) { 0 } else { both.variants.bytes() }
        })
        .sum()
    }
}

fn name_key(product: &Product, language: Option<Locale>) -> &str {
    match language {
        Some(locale) => &product.text(locale).name_key,
        None => &product.text.name_key,
    }
}

fn name_place(product: &Product, language: Option<Locale>) -> (&str, &str) {
    (name_key(product, language), &product.sku_key)
}

fn age_place(product: &Product) -> Reverse<(Timestamp, ProductId)> {
    Reverse((product.created_at, product.id))
}

/// A list in the order somebody asked for.
pub(crate) struct Ordered<'a> {
    snapshot: &'a Snapshot,
    sort: ProductSort,
    language: Option<Locale>,
    order: Option<&'a Order>,
    places: &'a [u32],
}

impl<'a> Ordered<'a> {
    /// The list of a category, or of everything.
    pub fn new(
        snapshot: &'a Snapshot,
        (listing, channel): (Listing, Option<ChannelId>),
        sort: ProductSort,
        locale: Locale,
        category: Option<CategoryId>,
    ) -> Self {
        let orders = snapshot.lists.of(listing, channel);
        let (language, order) = match sort {
            ProductSort::Sku | ProductSort::SkuDescending => (None, Some(&orders.skus)),
            ProductSort::Newest => (None, Some(&orders.newest)),
            // What is sorted by how well it fits, or by price, stands by name where that is equal.
            _ => orders.by_name(locale),
        };
        Self { snapshot, sort, language, order, places: order.map_or(&[], |order| order.of(category)) }
    }

    /// The number of a place in the order of everything, whatever the direction.
    pub fn rank(&self, place: u32) -> u32 {
        let ranks = self.order.map_or(&[][..], Order::ranks);
        let rank = ranks.get(place as usize).copied().unwrap_or(u32::MAX);
        if self.is_descending() { u32::MAX - rank } else { rank }
    }

    /// How many products it holds.
    pub fn len(&self) -> usize {
        self.places.len()
    }

    /// The places of the products, from the n-th on.
    pub fn from(&self, first: usize) -> impl Iterator<Item = u32> + use<'a> {
        let (places, is_descending) = (self.places, self.is_descending());
        (first..places.len()).map(move |at| if is_descending { places[places.len() - 1 - at] } else { places[at] })
    }

    fn is_descending(&self) -> bool {
        matches!(self.sort, ProductSort::NameDescending | ProductSort::SkuDescending)
    }

    const fn order_name(&self) -> &'static str {
        match self.sort {
            ProductSort::Name | ProductSort::Relevance => "name",
            ProductSort::Price | ProductSort::PriceDescending => "price",
            ProductSort::NameDescending => "-name",
            ProductSort::Sku => "sku",
            ProductSort::SkuDescending => "-sku",
            ProductSort::Newest => "newest",
        }
    }

    /// Names the place after a product.
    pub fn cursor_after(&self, place: u32) -> Option<String> {
        let product = self.snapshot.at(place)?;
        let (key, tie) = match self.sort {
            ProductSort::Name
            | ProductSort::NameDescending
            | ProductSort::Relevance
            | ProductSort::Price
            | ProductSort::PriceDescending => {
                (name_key(product, self.language).to_owned(), product.sku_key.to_string())
            }
            ProductSort::Sku | ProductSort::SkuDescending => (product.sku_key.to_string(), String::new()),
            ProductSort::Newest => (product.created_at.micros().to_string(), product.id.to_string()),
        };
        Some(Cursor { order: self.order_name(), key, tie }.encode())
    }

    /// How many products stand up to the place a cursor names; nothing where it is no cursor of this order.
    pub fn position_after(&self, cursor: &str) -> Option<usize> {
        let cursor = Cursor::decode(cursor, self.order_name())?;
        let product = |place: &u32| self.snapshot.at(*place);
        let before = |is_before: &dyn Fn(&Product) -> bool| {
            self.places.partition_point(|place| product(place).is_some_and(is_before))
        };
        let ends = (cursor.key.as_str(), cursor.tie.as_str());
        Some(match self.sort {
            // Lists by price are made for each caller and are walked by counting.
            ProductSort::Price | ProductSort::PriceDescending => return None,
            ProductSort::Name | ProductSort::Relevance => before(&|product| name_place(product, self.language) <= ends),
            ProductSort::NameDescending => self.len() - before(&|product| name_place(product, self.language) < ends),
            ProductSort::Sku => before(&|product| *product.sku_key <= *ends.0),
            ProductSort::SkuDescending => self.len() - before(&|product| *product.sku_key < *ends.0),
            ProductSort::Newest => {
                let age = Reverse((Timestamp::from_micros(cursor.key.parse().ok()?), cursor.tie.parse().ok()?));
                before(&|product| age_place(product) <= age)
            }
        })
    }
}
