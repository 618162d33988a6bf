//! Prices, lists and assignments as they stood at some time, read from what is in force and what was kept.
//! Groups and the tree of companies are those of today, and so is the product; they keep no past.

use std::collections::HashMap;

use kontor_kernel::{BusinessDate, Currency, PriceListId, ProductId, Quantity, Timestamp, UnitPrice, round_div};
use kontor_store::{Ctx, ReadTx, Tx};
use sea_orm::ColumnTrait;
use uuid::Uuid;

use super::Catalogue;
use crate::{
    entities::{
        assignment::{self, Subject},
        past_assignment, past_price, past_price_list, price, price_list,
    },
    error::CatalogResult,
    model::price::{
        Amounts, Found, Goods, Level, Link, ListFacts, Offer, Prices, Purpose, State, Strategy, Tier, Wish, Witness,
        resolve, tier_for,
    },
    read_model::{Buyer, Snapshot},
};

/// The prices of one product as they stood at some time.
pub(super) struct History<'s> {
    snapshot: &'s Snapshot,
    place: u32,
    strategy: Strategy,
    links: Vec<Link>,
    lists: HashMap<PriceListId, (ListFacts, Vec<Tier>)>,
}

impl<'s> History<'s> {
    /// Reads how things stood.
    pub async fn read(
        catalogue: &Catalogue,
        ctx: &Ctx,
        snapshot: &'s Snapshot,
        (place, product): (u32, ProductId),
        buyer: Buyer,
        at: Timestamp,
    ) -> CatalogResult<Self> {
        let tx = catalogue.boot.store.read(ctx).await?;
        let facts = lists_at(&tx, at).await?;
        let mut tiers = tiers_at(&tx, snapshot, product, at).await?;
        let links = links_at(&tx, snapshot, buyer, &facts, at).await?;
        tx.finish().await?;
        let with_tiers = |facts: ListFacts| (facts.id, (tiers.remove(&facts.id).unwrap_or_default(), facts));
        let lists = facts.into_iter().map(with_tiers).map(|(id, (tiers, facts))| (id, (facts, tiers))).collect();
        Ok(Self { snapshot, place, strategy: snapshot.policy().strategy.into(), links, lists })
    }

    /// The price, watched.
    pub fn explained<'a>(&'a self, wish: &Wish, witness: &mut impl Witness<'a>) -> Option<Found<'a>> {
        let offer = |link: &Link| {
            let (list, tiers) = self.lists.get(&link.list)?;
            Some(Offer { link: *link, list, tiers })
        };
        let shelf = PastShelf(self);
        resolve(self.links.iter().filter_map(offer), &shelf, wish, self.strategy, witness)
    }
}

struct PastShelf<'a>(&'a History<'a>);

impl<'a> Prices<'a> for PastShelf<'a> {
    fn of(&self, list: PriceListId) -> Option<(&'a ListFacts, &'a [Tier])> {
        self.0.lists.get(&list).map(|(facts, tiers)| (facts, tiers.as_slice()))
    }

    fn cost(&self, currency: Currency, date: BusinessDate) -> Option<UnitPrice> {
        let is_cost = |facts: &ListFacts| {
            facts.purpose == Purpose::Cost && facts.state == State::Active && facts.currency == currency
        };
        let mut lists: Vec<&(ListFacts, Vec<Tier>)> =
            self.0.lists.values().filter(|(facts, _)| is_cost(facts)).collect();
        lists.sort_by_key(|(facts, _)| (std::cmp::Reverse(facts.is_default), &facts.code));
        let tier = tier_for(&lists.first()?.1, Amounts::base(Quantity::ONE), date)?;
        let one = i128::from(tier.unit_price.millionths()) * i128::from(Quantity::ONE.millionths());
        round_div(one, tier.per.millionths().into()).ok().map(UnitPrice::from_millionths)
    }

    fn goods(&self) -> Goods<'a> {
        self.0.snapshot.goods(self.0.place)
    }
}

/// Of versions of something the one that stood at a time: it began before, and ended after or never. Of several that
/// began at the same time the one that ended first is the older, so the one that ended last stands.
fn standing<R>(versions: impl IntoIterator<Item = (Timestamp, Option<Timestamp>, R)>, at: Timestamp) -> Option<R> {
    let stood = |(from, to, _): &(Timestamp, Option<Timestamp>, R)| *from <= at && to.is_none_or(|to| at < to);
    versions.into_iter().filter(stood).max_by_key(|(from, ..)| *from).map(|(.., row)| row)
}

async fn lists_at(tx: &ReadTx, at: Timestamp) -> CatalogResult<Vec<ListFacts>> {
    let mut versions: HashMap<PriceListId, Vec<(Timestamp, Option<Timestamp>, price_list::Model)>> = HashMap::new();
    for row in tx.find::<price_list::Entity>().all(tx).await? {
        versions.entry(row.id).or_default().push((row.updated_at, None, row));
    }
    let past = tx.find::<past_price_list::Entity>().filter(past_price_list::Column::ReplacedAt.gt(at)).all(tx).await?;
    for row in past {
        if let Ok(list) = serde_json::from_value::<price_list::Model>(row.list) {
            versions.entry(row.price_list_id).or_default().push((row.recorded_at, Some(row.replaced_at), list));
        }
    }
    Ok(versions.into_values().filter_map(|versions| standing(versions, at)).map(ListFacts::from).collect())
}

async fn tiers_at(
    tx: &ReadTx,
    snapshot: &Snapshot,
    product: ProductId,
    at: Timestamp,
) -> CatalogResult<HashMap<PriceListId, Vec<Tier>>> {
    type Key = (PriceListId, String, Quantity, BusinessDate);
    let mut versions: HashMap<Key, Vec<(Timestamp, Option<Timestamp>, price::Model)>> = HashMap::new();
    let key = |row: &price::Model| (row.price_list_id, row.unit.clone(), row.min_quantity, row.valid_from);
    for row in tx.find::<price::Entity>().filter(price::Column::ProductId.eq(product)).all(tx).await? {
        versions.entry(key(&row)).or_default().push((row.recorded_at, None, row));
    }
    let past = tx.find::<past_price::Entity>().filter(past_price::Column::ProductId.eq(product));
    for row in past.filter(past_price::Column::ReplacedAt.gt(at)).all(tx).await? {
        let (from, to, row) = (row.recorded_at, row.replaced_at, as_it_was(row));
        versions.entry(key(&row)).or_default().push((from, Some(to), row));
    }
    let mut tiers: HashMap<PriceListId, Vec<Tier>> = HashMap::new();
    let stood = versions.into_values().filter_map(|versions| standing(versions, at)).filter(|row| !row.archived);
    for row in stood {
        let Some(unit) = snapshot.unit_number(&row.unit) else { continue };
        tiers.entry(row.price_list_id).or_default().push(Tier {
            unit,
            min_quantity: row.min_quantity,
            unit_price: row.unit_price,
            per: row.per_quantity,
            valid_from: row.valid_from,
            valid_to: row.valid_to,
        });
    }
    tiers.values_mut().for_each(|tiers| tiers.sort_unstable_by_key(Tier::place));
    Ok(tiers)
}

fn as_it_was(row: past_price::Model) -> price::Model {
    price::Model {
        tenant_id: row.tenant_id,
        price_list_id: row.price_list_id,
        product_id: row.product_id,
        unit: row.unit,
        min_quantity: row.min_quantity,
        valid_from: row.valid_from,
        valid_to: row.valid_to,
        unit_price: row.unit_price,
        per_quantity: row.per_quantity,
        archived: row.archived,
        recorded_at: row.recorded_at,
        epoch: 0,
    }
}

fn given_as_it_was(row: &past_assignment::Model) -> assignment::Model {
    assignment::Model {
        tenant_id: row.tenant_id,
        subject: row.subject,
        subject_id: row.subject_id,
        price_list_id: row.price_list_id,
        priority: row.priority,
        is_last: row.is_last,
        assigned_at: row.assigned_at,
    }
}

/// The chain as it was, over today's tree and groups.
async fn links_at(
    tx: &ReadTx,
    snapshot: &Snapshot,
    buyer: Buyer,
    lists: &[ListFacts],
    at: Timestamp,
) -> CatalogResult<Vec<Link>> {
    type Key = (Subject, Uuid, PriceListId);
    let mut versions: HashMap<Key, Vec<(Timestamp, Option<Timestamp>, assignment::Model)>> = HashMap::new();
    let key = |row: &assignment::Model| (row.subject, row.subject_id, row.price_list_id);
    for row in tx.find::<assignment::Entity>().all(tx).await? {
        versions.entry(key(&row)).or_default().push((row.assigned_at, None, row));
    }
    let past = tx.find::<past_assignment::Entity>().filter(past_assignment::Column::ReplacedAt.gt(at)).all(tx).await?;
    for row in past {
        let (to, row) = (row.replaced_at, given_as_it_was(&row));
        versions.entry(key(&row)).or_default().push((row.assigned_at, Some(to), row));
    }
    let mut rows: Vec<assignment::Model> =
        versions.into_values().filter_map(|versions| standing(versions, at)).collect();
    rows.sort_by_key(|row| row.priority);
    let purpose = |list: PriceListId| lists.iter().find(|facts| facts.id == list).map(|facts| facts.purpose);
    let mut links = snapshot.chain_of(rows, buyer, |list| purpose(list) == Some(Purpose::Contract));
    let defaults = lists.iter().filter(|facts| facts.is_default && facts.purpose == Purpose::Sales);
    let fallback: Vec<Link> = defaults
        .filter(|facts| !links.iter().any(|link| link.list == facts.id))
        .map(|facts| Link { list: facts.id, level: Level::Default, priority: 0, is_last: false })
        .collect();
    links.extend(fallback);
    links.retain(|link| purpose(link.list) != Some(Purpose::Cost));
    links.sort_by_key(|link| (link.level, link.priority));
    Ok(links)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_stood_at_a_time_began_before_and_ended_after() {
        let time = Timestamp::from_micros;
        let versions =
            [(time(0), Some(time(10)), "first"), (time(10), Some(time(20)), "second"), (time(20), None, "now")];
        let at = |micros| standing(versions, time(micros));
        assert_eq!(
            [at(0), at(9), at(10), at(19), at(20), at(99)].map(Option::unwrap),
            ["first", "first", "second", "second", "now", "now"]
        );
        assert_eq!(standing([(time(5), None, "later")], time(4)), None);
    }
}
