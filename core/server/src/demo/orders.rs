//! Sample orders of the last ninety days: companies come back to what they bought before, and some buy far more often than others.
//! Every order can be placed as planned: stock suffices, blocking minimums are met, and its buyer may order.

use super::plan::{
    CompanyPlan, FreightMinimumPlan, Measure, OrderLinePlan, OrderPlan, OrderState, ProductPlan, Role, Severity,
    StockPlan, UserPlan,
};
use super::rng::Rng;
use jiff::ToSpan;
use jiff::civil::{Date, Weekday};
use std::collections::{BTreeMap, BTreeSet};

/// How many products a company keeps coming back to.
const BASKET: usize = 30;
/// The share of its list price that the best contract with the largest quantity leaves, in per cent and with room.
const WORST_PRICE: i64 = 60;

/// What orders are made from.
pub(super) struct Trade<'a> {
    pub products: &'a [ProductPlan],
    pub companies: &'a [CompanyPlan],
    pub users: &'a [UserPlan],
    pub stock: &'a [StockPlan],
    pub minimums: &'a [FreightMinimumPlan],
    pub words: &'static Words,
    pub today: Date,
}

/// What people write on orders.
pub(super) struct Words {
    pub notes: &'static [&'static str],
    pub cancel_reasons: &'static [&'static str],
    pub po_prefix: &'static str,
}

/// So many orders, oldest first.
pub(super) fn orders(trade: &Trade<'_>, count: usize, rng: &Rng) -> Vec<OrderPlan> {
    let mut rng = rng.fork("orders");
    let mut shelf = Shelf::new(trade);
    let baskets = baskets(trade, &shelf, &mut rng);
    let mut moments: Vec<_> = (0..count).map(|_| moment(trade.today, &mut rng)).collect();
    moments.sort_unstable();
    let mut orders = Vec::new();
    for (placed_on, minute_of_day) in moments {
        // The smaller of two draws: the first companies order most.
        let index = rng.below(trade.companies.len()).min(rng.below(trade.companies.len()));
        let company = &trade.companies[index];
        let lines = lines(trade, company, &baskets[index], &mut shelf, &mut rng);
        let (placed_by, on_behalf) = placed_by(trade.users, company, &mut rng);
        let state = state(placed_on, trade.today, &mut rng);
        let cancelled = state == OrderState::Cancelled;
        orders.push(OrderPlan {
            company: company.code.clone(),
            placed_by,
            on_behalf,
            placed_on,
            minute_of_day,
            state,
            po_number: rng.chance(50).then(|| format!("{}{:05}", trade.words.po_prefix, rng.between(1, 99_999))),
            note: rng.chance(15).then(|| rng.pick(trade.words.notes)),
            cancel_reason: cancelled.then(|| rng.pick(trade.words.cancel_reasons)),
            lines,
        });
    }
    orders
}

/// A minute of a working day within the last ninety days, never today: the clock may stand at midnight.
fn moment(today: Date, rng: &mut Rng) -> (Date, u16) {
    let day = |ago: i64| today.saturating_sub(ago.days());
    let works = |day: &Date| !matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday);
    let mut drawn = day(rng.between(1, 90));
    while !works(&drawn) {
        drawn = day(rng.between(1, 90));
    }
    let minute = rng.between(7 * 60 + 10, 17 * 60 + 40);
    (drawn, u16::try_from(minute).unwrap_or(12 * 60))
}

/// Old orders are settled, fresh ones wait for staff.
fn state(placed_on: Date, today: Date, rng: &mut Rng) -> OrderState {
    let age = today.since(placed_on).map_or(0, |span| span.get_days());
    let roll = rng.below(100);
    match (age, roll) {
        (..=2, 20..) | (3..=6, 60..) => OrderState::Placed,
        (7.., 92..) => OrderState::Cancelled,
        _ => OrderState::Confirmed,
    }
}

/// A buyer of the company, or the order desk where it has none or somebody telephoned.
fn placed_by(users: &[UserPlan], company: &CompanyPlan, rng: &mut Rng) -> (String, bool) {
    let may_order = |user: &&UserPlan| {
        user.memberships.iter().any(|held| {
            held.company.as_ref() == Some(&company.code) && matches!(held.role, Role::CompanyAdmin | Role::Buyer)
        })
    };
    let desk = |user: &&UserPlan| user.memberships.iter().any(|held| held.role == Role::OrderDesk);
    let buyers: Vec<_> = users.iter().filter(may_order).collect();
    let desks: Vec<_> = users.iter().filter(desk).collect();
    if buyers.is_empty() || rng.chance(25) {
        (rng.pick(&desks).email.clone(), true)
    } else {
        (rng.pick(&buyers).email.clone(), false)
    }
}

/// What may be ordered, and what is left of it in the first warehouse.
struct Shelf {
    left: BTreeMap<usize, i64>,
}

impl Shelf {
    fn new(trade: &Trade<'_>) -> Self {
        let main = trade.stock.first().map(|level| level.warehouse);
        let on_hand: BTreeMap<_, _> = trade
            .stock
            .iter()
            .filter(|level| Some(level.warehouse) == main)
            .map(|level| (level.sku.as_str(), level.on_hand))
            .collect();
        let restricted: BTreeSet<_> = trade.minimums.iter().filter_map(|minimum| minimum.sku.as_deref()).collect();
        let products =
            trade.products.iter().enumerate().filter(|(_, product)| !restricted.contains(product.sku.as_str()));
        let left = products.map(|(index, product)| {
            let left = if product.service { i64::MAX } else { on_hand.get(product.sku.as_str()).copied().unwrap_or(0) };
            (index, left)
        });
        Self { left: left.filter(|(_, left)| *left > 0).collect() }
    }

    /// Takes up to `wanted`; what the shelf does not have, nobody orders.
    fn take(&mut self, index: usize, wanted: i64) -> i64 {
        let left = self.left.entry(index).or_insert(0);
        let taken = wanted.min(*left);
        *left -= taken;
        taken
    }
}

/// What each company keeps buying: mostly of two categories.
fn baskets(trade: &Trade<'_>, shelf: &Shelf, rng: &mut Rng) -> Vec<Vec<usize>> {
    let goods: Vec<usize> = shelf.left.keys().copied().collect();
    let one = |rng: &mut Rng| {
        let favourites = [0, 1].map(|_| trade.products[rng.pick(&goods)].category);
        let liked: Vec<_> =
            goods.iter().copied().filter(|&index| favourites.contains(&trade.products[index].category)).collect();
        (0..BASKET).map(|_| if rng.chance(80) { rng.pick(&liked) } else { rng.pick(&goods) }).collect()
    };
    trade.companies.iter().map(|_| one(rng)).collect()
}

fn lines(
    trade: &Trade<'_>,
    company: &CompanyPlan,
    basket: &[usize],
    shelf: &mut Shelf,
    rng: &mut Rng,
) -> Vec<OrderLinePlan> {
    let least = blocking_value(trade, company);
    let goods: Vec<usize> = shelf.left.keys().copied().collect();
    let wanted = 1 + rng.below(6).min(rng.below(12)) + rng.below(4);
    let mut chosen: BTreeMap<usize, i64> = BTreeMap::new();
    let mut worth = 0;
    // A shelf that had nothing left would keep the loop going for ever; that many draws find something on any other.
    for _ in 0..10_000 {
        if chosen.len() >= wanted && worth >= least {
            break;
        }
        let index = if rng.chance(85) { rng.pick(basket) } else { rng.pick(&goods) };
        let product = &trade.products[index];
        let taken = shelf.take(index, quantity(product, rng));
        if taken > 0 {
            worth += taken * product.price_minor * WORST_PRICE / 100 / product.per;
            *chosen.entry(index).or_insert(0) += taken;
        }
    }
    chosen
        .into_iter()
        .map(|(index, quantity)| OrderLinePlan { sku: trade.products[index].sku.clone(), quantity })
        .collect()
}

/// The highest net value without which this company cannot order; what holds for a firm holds for those below it.
fn blocking_value(trade: &Trade<'_>, company: &CompanyPlan) -> i64 {
    let parent = |below: &&CompanyPlan| {
        let code = below.parent.as_ref()?;
        trade.companies.iter().find(|company| company.code == *code)
    };
    let line: Vec<&str> = std::iter::successors(Some(company), parent).map(|company| company.code.as_str()).collect();
    let blocks = trade.minimums.iter().filter(|minimum| minimum.severity == Severity::Block && minimum.sku.is_none());
    let own = blocks.filter(|minimum| minimum.company.as_ref().is_none_or(|code| line.contains(&code.as_str())));
    let values = own.map(|minimum| match minimum.measure {
        Measure::NetValue(value) => value,
        Measure::WeightKg(_) | Measure::Quantity(_) => 0,
    });
    values.max().unwrap_or(0)
}

fn quantity(product: &ProductPlan, rng: &mut Rng) -> i64 {
    match (product.price_minor / product.per, product.unit) {
        _ if product.service => rng.between(1, 4),
        (_, "kg" | "m") => rng.between(1, 10) * 5,
        _ if product.per > 1 => rng.between(1, 8) * 10,
        (50_000.., _) => 1,
        (5_000..50_000, _) => rng.between(1, 4),
        // Now and then a whole carton, which brings the price down a step.
        _ if rng.chance(20) => product.carton,
        _ => rng.between(1, 12),
    }
}
