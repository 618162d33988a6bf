//! What a price list would have meant for the orders of the last days: the same lines at today's prices, and with the list
//! in force. Nothing is written, and a draft stays a draft.

use std::collections::{BTreeMap, HashMap};

use kontor_contract::catalog::TaxMode;
use kontor_kernel::{
    Amount, BusinessDate, ChannelId, CompanyId, Currency, PriceListId, ProductId, Quantity, Rate, UnitPrice, line_net,
    round_div,
};
use kontor_store::{Ctx, Tx, View};
use schemars::JsonSchema;
use sea_orm::{
    FromQueryResult, Order,
    sea_query::{Alias, Expr, ExprTrait},
};
use serde::Serialize;

use super::{Catalogue, price_lists::find_list, today};
use crate::{
    error::CatalogResult,
    manifest::COSTS_READ,
    model::price::{Amounts, Found, Level, Link, Wish},
    read_model::{Assumed, Buyer, PriceLists, Snapshot},
};

/// Lines that one what-if looks at, the newest first.
const MOST_LINES: u64 = 50_000;
/// Companies and products that are told one by one.
const MOST_TOLD: usize = 20;

/// A line of an order that was not cancelled, as the order engine publishes it.
#[derive(Debug, Clone, FromQueryResult)]
struct OrderedLine {
    company_id: CompanyId,
    company_code: String,
    company_name: String,
    channel_id: ChannelId,
    product_id: ProductId,
    sku: String,
    name: String,
    base_quantity: Quantity,
    tax_rate: Rate,
    net: Amount,
}

impl View for OrderedLine {
    const NAME: &'static str = "v_orders_lines";
    const COMPANY: Option<&'static str> = Some("company_id");
    const COLUMNS: &'static [&'static str] = &[
        "company_id",
        "company_code",
        "company_name",
        "channel_id",
        "product_id",
        "sku",
        "name",
        "base_quantity",
        "tax_rate",
        "net",
    ];
}

/// What is assumed.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Assumption {
    /// The list that would be in force.
    pub list: PriceListId,
    /// How many days of orders are looked at, up to today.
    pub days: u16,
    /// Asked first by everybody, rather than by those it is given to.
    pub for_everybody: bool,
}

/// What a list would have meant.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub(crate) struct WhatIf {
    /// The currency of all amounts.
    pub currency: Currency,
    /// The first day looked at.
    pub since: BusinessDate,
    /// Lines looked at.
    pub lines: u64,
    /// Whether there were more of them than are looked at.
    pub is_cut: bool,
    /// Lines that would have another price.
    pub changed_lines: u64,
    /// Lines of products that have no price any more, today or with the list.
    pub lines_without_price: u64,
    /// What was paid, what it would be today, and what it would be with the list.
    pub all: Sums,
    /// Those companies for which most changes.
    pub companies: Vec<Part>,
    /// Those products for which most changes.
    pub products: Vec<Part>,
}

/// Amounts without tax, decimal text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub(crate) struct Sums {
    /// As ordered.
    pub ordered: String,
    /// At today's prices.
    pub today: String,
    /// With the list.
    pub then: String,
    /// `then` less `today`.
    pub change: String,
    /// What the goods cost, where it is known of all lines and the caller may know it.
    pub cost: Option<String>,
}

/// A company or a product with its sums.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub(crate) struct Part {
    /// Its code.
    pub code: String,
    /// Its name.
    pub name: String,
    /// Its amounts.
    pub sums: Sums,
}

#[derive(Debug, Clone, Copy, Default)]
struct Tally {
    ordered: i64,
    today: i64,
    then: i64,
    cost: Option<i64>,
    lines: u64,
}

impl Tally {
    fn add(&mut self, line: &Self) {
        self.ordered = self.ordered.saturating_add(line.ordered);
        self.today = self.today.saturating_add(line.today);
        self.then = self.then.saturating_add(line.then);
        // A sum of costs of which one is not known is not known.
        self.cost = match (self.lines, self.cost, line.cost) {
            (0, _, cost) => cost,
            (_, Some(sum), Some(more)) => sum.checked_add(more),
            _ => None,
        };
        self.lines += 1;
    }

    fn sums(&self, ctx: &Ctx, currency: Currency) -> Sums {
        let text = |minor: i64| Amount::from_minor(minor).to_text(currency);
        Sums {
            ordered: text(self.ordered),
            today: text(self.today),
            then: text(self.then),
            change: text(self.then.saturating_sub(self.today)),
            cost: self.cost.filter(|_| ctx.allows(COSTS_READ)).map(text),
        }
    }

    const fn change(&self) -> i64 {
        self.then.saturating_sub(self.today)
    }
}

impl Catalogue {
    /// What a list would have meant for the orders of the last days.
    pub async fn what_if(&self, ctx: &Ctx, assumption: Assumption) -> CatalogResult<WhatIf> {
        let date = today(ctx)?;
        let since = date.minus_days(assumption.days);
        let tx = self.boot.store.read(ctx).await?;
        let list = find_list(&tx, assumption.list).await?;
        let column = |name: &'static str| Expr::col(Alias::new(name));
        let found = tx
            .find_view::<OrderedLine>()
            .filter(column("order_date").gte(since.to_string()))
            .filter(column("currency").eq(list.currency.to_string()));
        let found = found.order_by("placed_at", Order::Desc).order_by("order_id", Order::Desc);
        let mut lines = found.limit(MOST_LINES + 1).all(&tx).await?;
        tx.finish().await?;
        let is_cut = lines.len() as u64 > MOST_LINES;
        lines.truncate(usize::try_from(MOST_LINES).unwrap_or(usize::MAX));
        let snapshot = self.cache.get_newest(ctx).await?;
        let computed = tokio::task::spawn_blocking(move || {
            let assumed = snapshot.assume(assumption.list);
            let case =
                Case { snapshot: &snapshot, assumed: assumed.as_ref(), assumption, currency: list.currency, date };
            case.compute(&lines)
        });
        let outcome = computed.await.map_err(|cause| kontor_store::StoreError::Setup(cause.to_string()))?;
        Ok(outcome.told(ctx, list.currency, since, is_cut))
    }
}

/// What is compared.
struct Case<'a> {
    snapshot: &'a Snapshot,
    assumed: Option<&'a Assumed>,
    assumption: Assumption,
    currency: Currency,
    date: BusinessDate,
}

#[derive(Debug, Default)]
struct Outcome {
    all: Tally,
    changed: u64,
    without: u64,
    companies: BTreeMap<String, (String, Tally)>,
    products: BTreeMap<String, (String, Tally)>,
}

impl<'a> Case<'a> {
    fn compute(&self, lines: &[OrderedLine]) -> Outcome {
        let mut chains: HashMap<(CompanyId, ChannelId), (PriceLists<'a>, PriceLists<'a>)> = HashMap::new();
        let mut outcome = Outcome::default();
        for line in lines {
            let (today, then) = chains.entry((line.company_id, line.channel_id)).or_insert_with(|| self.chains(line));
            let Some(tally) = self.tally(line, today, then) else {
                outcome.without += 1;
                continue;
            };
            outcome.changed += u64::from(tally.change() != 0);
            outcome.all.add(&tally);
            let of = |parts: &mut BTreeMap<String, (String, Tally)>, code: &str, name: &str| {
                parts.entry(code.to_owned()).or_insert_with(|| (name.to_owned(), Tally::default())).1.add(&tally);
            };
            of(&mut outcome.companies, &line.company_code, &line.company_name);
            of(&mut outcome.products, &line.sku, &line.name);
        }
        outcome
    }

    /// The lists of a line's buyer today, and with the assumed one.
    fn chains(&self, line: &OrderedLine) -> (PriceLists<'a>, PriceLists<'a>) {
        let buyer = Buyer { company: Some(line.company_id), channel: Some(line.channel_id) };
        let (today, then) = (self.snapshot.lists_of(buyer), self.snapshot.lists_of(buyer));
        let Some(assumed) = self.assumed else { return (today, then) };
        let list = self.assumption.list;
        let link = match then.link(list) {
            Some(link) => link,
            None if self.assumption.for_everybody => {
                Link { list, level: Level::Company, priority: i32::MIN, is_last: false }
            }
            None => return (today, then),
        };
        (today, then.with(link, assumed))
    }

    fn tally(&self, line: &OrderedLine, today: &PriceLists<'a>, then: &PriceLists<'a>) -> Option<Tally> {
        let place = self.snapshot.place_of(line.product_id)?;
        let amounts = Amounts::base(line.base_quantity);
        let wish = Wish { amounts, currency: self.currency, date: self.date };
        let net = |found: Found<'_>| self.net(&found, line.base_quantity, line.tax_rate);
        Some(Tally {
            ordered: line.net.minor(),
            today: net(today.price(place, &wish)?)?,
            then: net(then.price(place, &wish)?)?,
            cost: self
                .snapshot
                .cost(place, self.currency, self.date)
                .and_then(|cost| self.cost(cost, line.base_quantity)),
            lines: 1,
        })
    }

    /// The amount without tax.
    fn net(&self, found: &Found<'_>, quantity: Quantity, rate: Rate) -> Option<i64> {
        let amount = line_net(found.unit_price, quantity, found.per, self.currency).ok()?.minor();
        match found.tax_mode() {
            TaxMode::Net => Some(amount),
            TaxMode::Gross => {
                let with_tax = 1_000_000 + i128::from(rate.ppm());
                round_div(i128::from(amount) * 1_000_000, with_tax).ok()
            }
        }
    }

    fn cost(&self, cost: UnitPrice, quantity: Quantity) -> Option<i64> {
        line_net(cost, quantity, Quantity::ONE, self.currency).ok().map(Amount::minor)
    }
}

impl Outcome {
    fn told(self, ctx: &Ctx, currency: Currency, since: BusinessDate, is_cut: bool) -> WhatIf {
        let parts = |parts: BTreeMap<String, (String, Tally)>| {
            let mut parts: Vec<(String, (String, Tally))> = parts.into_iter().collect();
            parts.sort_by_key(|(_, (_, tally))| std::cmp::Reverse(tally.change().unsigned_abs()));
            parts.truncate(MOST_TOLD);
            let part =
                |(code, (name, tally)): (String, (String, Tally))| Part { code, name, sums: tally.sums(ctx, currency) };
            parts.into_iter().map(part).collect()
        };
        WhatIf {
            currency,
            since,
            lines: self.all.lines + self.without,
            is_cut,
            changed_lines: self.changed,
            lines_without_price: self.without,
            all: self.all.sums(ctx, currency),
            companies: parts(self.companies),
            products: parts(self.products),
        }
    }
}
