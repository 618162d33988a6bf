//! Who sees which assortments, and which places each of them holds.
//! A tenant without assortments pays nothing; one that has some pays a bit per product and assortment that is asked for.

use std::{
    collections::{BTreeSet, HashMap, HashSet},
    sync::{Arc, OnceLock},
};

use kontor_kernel::{AssortmentId, BusinessDate, CategoryId, CompanyId, ProductId, TerritoryId};
use uuid::Uuid;

use super::{Product, Snapshot, chains::Chains, visible::Onlooker};
use crate::entities::{
    assortment_entry::{self, Kind},
    assortment_viewer::{self, Viewer},
};

/// More levels than any tree of territories has.
const DEEPEST: usize = 64;

/// Where a company is, from which day to which.
#[derive(Debug, Clone)]
pub(super) struct Placed {
    pub company: CompanyId,
    pub territory: TerritoryId,
    pub from: BusinessDate,
    pub to: Option<BusinessDate>,
}

/// Rows of a tenant from which assortments are made; archived ones are not among them.
#[derive(Debug, Default)]
pub(super) struct Rows {
    pub entries: Vec<assortment_entry::Model>,
    pub viewers: Vec<assortment_viewer::Model>,
    pub placed: Vec<Placed>,
    /// Territories and the one above each.
    pub territories: Vec<(TerritoryId, TerritoryId)>,
}

/// What an assortment holds.
#[derive(Debug, Default)]
struct Contents {
    categories: HashSet<CategoryId>,
    products: HashSet<ProductId>,
    no_categories: HashSet<CategoryId>,
    no_products: HashSet<ProductId>,
}

impl Contents {
    fn add(&mut self, row: &assortment_entry::Model) {
        match (row.kind, row.is_excluded) {
            (Kind::Category, false) => drop(self.categories.insert(CategoryId::from_uuid(row.target_id))),
            (Kind::Category, true) => drop(self.no_categories.insert(CategoryId::from_uuid(row.target_id))),
            (Kind::Product, false) => drop(self.products.insert(ProductId::from_uuid(row.target_id))),
            (Kind::Product, true) => drop(self.no_products.insert(ProductId::from_uuid(row.target_id))),
        }
    }

    /// What is said of a product goes before what is said of its categories, and what is left out before what is held.
    /// A variant is held with its style.
    fn says(&self, product: ProductId, style: Option<ProductId>, categories: &[CategoryId]) -> Said {
        let first = |set: &HashSet<CategoryId>| categories.iter().copied().find(|category| set.contains(category));
        let named =
            |set: &HashSet<ProductId>| set.contains(&product) || style.is_some_and(|style| set.contains(&style));
        if named(&self.no_products) {
            Said::ProductLeftOut
        } else if named(&self.products) {
            Said::ProductHeld
        } else if let Some(category) = first(&self.no_categories) {
            Said::CategoryLeftOut(category)
        } else {
            first(&self.categories).map_or(Said::Nothing, Said::CategoryHeld)
        }
    }
}

/// What an assortment says of a product; of categories the nearest to the product is named.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Said {
    ProductHeld,
    CategoryHeld(CategoryId),
    ProductLeftOut,
    CategoryLeftOut(CategoryId),
    Nothing,
}

impl Said {
    /// Whether the assortment holds the product.
    pub const fn is_held(self) -> bool {
        matches!(self, Self::ProductHeld | Self::CategoryHeld(_))
    }
}

/// An assortment that somebody has, and by which of the things they are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Given {
    pub assortment: AssortmentId,
    pub by: Viewer,
    /// The company, which may be one above theirs, the group, territory or channel; nil for guests.
    pub subject: Uuid,
}

/// An assortment, and the places it holds once somebody has asked.
#[derive(Debug, Default)]
struct Assortment {
    contents: Arc<Contents>,
    places: OnceLock<Arc<[u64]>>,
}

/// All assortments of a tenant.
#[derive(Debug, Default)]
pub(super) struct Assortments {
    all: HashMap<AssortmentId, Assortment>,
    viewers: Arc<HashMap<(Viewer, Uuid), Vec<AssortmentId>>>,
    placed: Arc<HashMap<CompanyId, Vec<Placed>>>,
    territories: Arc<HashMap<TerritoryId, TerritoryId>>,
}

/// Some assortments by their ids, and the places that each of them holds.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct AnyOf {
    ids: Vec<AssortmentId>,
    places: Vec<Arc<[u64]>>,
}

/// What somebody sees: everything, or what lies in one of the assortments of each of these.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Sight(Vec<AnyOf>);

impl Sight {
    /// Whether nothing is hidden.
    pub fn is_whole(&self) -> bool {
        self.0.is_empty()
    }

    /// The assortments, by their ids.
    pub fn ids(&self) -> impl Iterator<Item = &[AssortmentId]> {
        self.0.iter().map(|any| any.ids.as_slice())
    }

    /// Whether the product at a place may be seen.
    pub fn shows(&self, place: u32) -> bool {
        let (word, bit) = ((place / 64) as usize, place % 64);
        let holds = |places: &Arc<[u64]>| places.get(word).is_some_and(|bits| bits >> bit & 1 == 1);
        self.0.iter().all(|any| any.places.iter().any(holds))
    }
}

impl Assortments {
    /// From rows.
    pub fn new(rows: Rows) -> Self {
        let mut contents: HashMap<AssortmentId, Contents> = HashMap::new();
        rows.entries.iter().for_each(|row| contents.entry(row.assortment_id).or_default().add(row));
        let mut viewers: HashMap<(Viewer, Uuid), Vec<AssortmentId>> = HashMap::new();
        for row in rows.viewers {
            // An assortment without entries holds nothing, and whoever is given only that sees nothing.
            contents.entry(row.assortment_id).or_default();
            viewers.entry((row.subject, row.subject_id)).or_default().push(row.assortment_id);
        }
        let mut placed: HashMap<CompanyId, Vec<Placed>> = HashMap::new();
        rows.placed.into_iter().for_each(|row| placed.entry(row.company).or_default().push(row));
        let fresh = |contents| Assortment { contents: Arc::new(contents), places: OnceLock::new() };
        Self {
            all: contents.into_iter().map(|(id, contents)| (id, fresh(contents))).collect(),
            viewers: Arc::new(viewers),
            placed: Arc::new(placed),
            territories: Arc::new(rows.territories.into_iter().collect()),
        }
    }

    /// The same for other products: which places an assortment holds is found out anew.
    pub fn anew(&self) -> Self {
        let anew = |assortment: &Assortment| Assortment {
            contents: Arc::clone(&assortment.contents),
            places: OnceLock::new(),
        };
        Self {
            all: self.all.iter().map(|(id, assortment)| (*id, anew(assortment))).collect(),
            viewers: Arc::clone(&self.viewers),
            placed: Arc::clone(&self.placed),
            territories: Arc::clone(&self.territories),
        }
    }

    /// What somebody sees. The channel's assortments are the frame of everybody on it; within it guests see theirs, and
    /// buyers those of their company, of its groups and of its territories, each inherited down its tree.
    pub fn sight(&self, snapshot: &Snapshot, chains: &Chains, onlooker: &Onlooker) -> Sight {
        if onlooker.is_staff || self.viewers.is_empty() {
            return Sight::default();
        }
        let all = self.given(chains, onlooker).into_iter().filter(|given| !given.is_empty());
        let places = |given: Vec<Given>| {
            let ids: BTreeSet<AssortmentId> = given.into_iter().map(|given| given.assortment).collect();
            let places = ids.iter().filter_map(|id| self.places(snapshot, *id)).collect();
            AnyOf { ids: ids.into_iter().collect(), places }
        };
        Sight(all.map(places).collect())
    }

    /// What somebody is given: the frame of their channel, and what is theirs within it. Where one of the two is empty, it
    /// hides nothing.
    pub fn given(&self, chains: &Chains, onlooker: &Onlooker) -> [Vec<Given>; 2] {
        let frame = onlooker.channel.map(|channel| self.of(Viewer::Channel, channel.uuid())).unwrap_or_default();
        let own = match onlooker.company {
            Some(company) => self.of_company(chains, company, onlooker.date),
            None => self.of(Viewer::Guests, Uuid::nil()),
        };
        [frame, own]
    }

    /// What an assortment that is in use says of a product.
    pub fn said(&self, snapshot: &Snapshot, id: AssortmentId, product: &Product) -> Said {
        let Some(assortment) = self.all.get(&id) else { return Said::Nothing };
        assortment.contents.says(product.id, product.style, &snapshot.categories().above(&product.categories))
    }

    fn of(&self, by: Viewer, subject: Uuid) -> Vec<Given> {
        let ids = self.viewers.get(&(by, subject)).map_or(&[][..], Vec::as_slice);
        ids.iter().map(|assortment| Given { assortment: *assortment, by, subject }).collect()
    }

    fn of_company(&self, chains: &Chains, company: CompanyId, on: Option<BusinessDate>) -> Vec<Given> {
        let own = chains.with_those_above(company).map(|company| self.of(Viewer::Company, company.uuid()));
        let mut all = own.into_iter().find(|given| !given.is_empty()).unwrap_or_default();
        for group in chains.groups_of(company) {
            all.extend(self.of(Viewer::Group, group.uuid()));
        }
        let placed = chains.with_those_above(company).find_map(|company| self.placed.get(&company));
        let is_there = |placed: &&Placed| on.is_none_or(|on| placed.from <= on && placed.to.is_none_or(|to| on <= to));
        for placed in placed.into_iter().flatten().filter(is_there) {
            let line = std::iter::successors(Some(placed.territory), |below| self.territories.get(below).copied());
            let nearest = line.take(DEEPEST).map(|territory| self.of(Viewer::Territory, territory.uuid()));
            all.extend(nearest.into_iter().find(|given| !given.is_empty()).unwrap_or_default());
        }
        all.sort_unstable();
        all.dedup();
        all
    }

    fn places(&self, snapshot: &Snapshot, id: AssortmentId) -> Option<Arc<[u64]>> {
        let assortment = self.all.get(&id)?;
        let places = assortment.places.get_or_init(|| {
            let mut bits = vec![0_u64; (snapshot.places() as usize).div_ceil(64)];
            for (place, product) in (0_u32..).zip(snapshot.products()) {
                let categories = snapshot.categories().above(&product.categories);
                let said = assortment.contents.says(product.id, product.style, &categories);
                if said.is_held()
                    && let Some(word) = bits.get_mut((place / 64) as usize)
                {
                    *word |= 1 << (place % 64);
                }
            }
            bits.into()
        });
        Some(Arc::clone(places))
    }

    /// Bytes they take, roughly.
    pub fn bytes(&self) -> usize {
        let held = |assortment: &Assortment| {
            let contents = &assortment.contents;
            let ids = contents.categories.len() + contents.products.len();
            let others = contents.no_categories.len() + contents.no_products.len();
            (ids + others) * 32 + assortment.places.get().map_or(0, |places| places.len() * 8)
        };
        self.all.values().map(held).sum::<usize>() + self.viewers.len() * 96 + self.placed.len() * 64
    }
}
