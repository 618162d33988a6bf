//! Who buys by which lists: companies, groups and channels have lists, companies inherit what they have none of.
//! Built whole whenever an assignment, a group or the tree of companies changes.

use std::{collections::HashMap, sync::Arc};

use kontor_kernel::{ChannelId, CompanyId, CustomerGroupId, PriceListId};

use super::{assortments::Rows, books::Book};
use crate::{
    entities::assignment::{self, Subject},
    model::price::{Level, Link, Purpose},
};

/// More levels than any tree of companies has.
const DEEPEST: usize = 64;

/// Rows of a tenant from which chains are made.
#[derive(Debug, Default)]
pub(super) struct Assigned {
    /// Lists that companies, groups and channels have of their own, by priority.
    pub lists: Vec<assignment::Model>,
    /// Companies and the one above each.
    pub parents: Vec<(CompanyId, CompanyId)>,
    /// Companies and groups they are in.
    pub groups: Vec<(CompanyId, CustomerGroupId)>,
    /// Who sees what.
    pub assortments: Rows,
}

/// Who has which lists, by id of the list; levels and purposes are told apart when a chain is asked for.
#[derive(Debug, Default)]
pub(super) struct Chains {
    own: HashMap<CompanyId, Arc<[Link]>>,
    by_group: HashMap<CustomerGroupId, Arc<[Link]>>,
    by_channel: HashMap<ChannelId, Arc<[Link]>>,
    groups: Arc<HashMap<CompanyId, Arc<[CustomerGroupId]>>>,
    parents: Arc<HashMap<CompanyId, CompanyId>>,
}

/// For whom a price is asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Buyer {
    /// The company, unless it is a guest.
    pub company: Option<CompanyId>,
    /// The channel, where one is known.
    pub channel: Option<ChannelId>,
}

impl Chains {
    /// From rows.
    pub fn new(assigned: Assigned) -> Self {
        let mut groups: HashMap<CompanyId, Vec<CustomerGroupId>> = HashMap::new();
        assigned.groups.into_iter().for_each(|(company, group)| groups.entry(company).or_default().push(group));
        let parents = assigned.parents.into_iter().collect();
        Self { parents: Arc::new(parents), groups: Arc::new(shared(groups)), ..Self::default() }
            .with_lists(assigned.lists)
    }

    /// Over the same tree and groups, from other assignments.
    pub fn with_lists(&self, lists: Vec<assignment::Model>) -> Self {
        let (mut own, mut by_group, mut by_channel) = (HashMap::new(), HashMap::new(), HashMap::new());
        for row in lists {
            let link = |level| Link { list: row.price_list_id, level, priority: row.priority, is_last: row.is_last };
            let id = row.subject_id;
            match row.subject {
                Subject::Company => push(&mut own, CompanyId::from_uuid(id), link(Level::Company)),
                Subject::Group => push(&mut by_group, CustomerGroupId::from_uuid(id), link(Level::Group)),
                Subject::Channel => push(&mut by_channel, ChannelId::from_uuid(id), link(Level::Channel)),
            }
        }
        Self {
            own: shared(own),
            by_group: shared(by_group),
            by_channel: shared(by_channel),
            groups: Arc::clone(&self.groups),
            parents: Arc::clone(&self.parents),
        }
    }

    /// The links of a buyer, in no order but that of their rows.
    pub fn of(&self, buyer: Buyer, is_contract: impl Fn(PriceListId) -> bool) -> Vec<Link> {
        let mut links = Vec::new();
        if let Some(company) = buyer.company {
            // What is agreed and what is given are inherited each by itself.
            let wanted = |contracts: bool| {
                let is_contract = &is_contract;
                let own = move |company: CompanyId| {
                    let of = self.own.get(&company).map_or(&[][..], AsRef::as_ref);
                    let of: Vec<Link> = of.iter().filter(|link| is_contract(link.list) == contracts).copied().collect();
                    (!of.is_empty()).then_some(of)
                };
                self.with_those_above(company).find_map(own).unwrap_or_default()
            };
            links.extend(wanted(true).into_iter().map(|link| Link { level: Level::Contract, ..link }));
            links.extend(wanted(false));
            for group in self.groups_of(company) {
                links.extend(self.by_group.get(group).map_or(&[][..], AsRef::as_ref));
            }
        }
        if let Some(channel) = buyer.channel {
            links.extend(self.by_channel.get(&channel).map_or(&[][..], AsRef::as_ref));
        }
        links
    }

    /// The groups of a company, or of the nearest one above it that is in some.
    pub fn groups_of(&self, company: CompanyId) -> &[CustomerGroupId] {
        let found = self.with_those_above(company).find_map(|company| self.groups.get(&company));
        found.map_or(&[], AsRef::as_ref)
    }

    /// A company and those above it, the nearest first.
    pub fn with_those_above(&self, company: CompanyId) -> impl Iterator<Item = CompanyId> + '_ {
        // Trees have no circles; the bound keeps a broken one from hanging every price.
        std::iter::successors(Some(company), |below| self.parents.get(below).copied()).take(DEEPEST)
    }

    /// Bytes they take, roughly.
    pub fn bytes(&self) -> usize {
        let lists = self.own.len() + self.by_group.len() + self.by_channel.len();
        lists * 96 + self.groups.len() * 64 + self.parents.len() * 48
    }
}

/// Whether a list is a company's agreement.
pub(super) fn is_contract(books: &HashMap<PriceListId, Arc<Book>>, list: PriceListId) -> bool {
    books.get(&list).is_some_and(|book| book.facts.purpose == Purpose::Contract)
}

fn push<K: std::hash::Hash + Eq>(map: &mut HashMap<K, Vec<Link>>, key: K, link: Link) {
    map.entry(key).or_default().push(link);
}

fn shared<K: std::hash::Hash + Eq, V>(map: HashMap<K, Vec<V>>) -> HashMap<K, Arc<[V]>> {
    map.into_iter().map(|(key, values)| (key, values.into())).collect()
}
