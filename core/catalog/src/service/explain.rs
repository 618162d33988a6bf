//! Why a price is what it is: every list that was asked, what it said, what a rule made of what, and what it leaves.
//! The price comes from the same code as in carts and orders; for a day of the past it is found in what was kept.

use kontor_contract::{FieldFault, Sentence, catalog::TaxMode};
use kontor_kernel::{BusinessDate, Currency, Quantity, Rate, Timestamp, UnitPrice, code_key};
use kontor_module::Value;
use kontor_store::Ctx;
use schemars::JsonSchema;
use serde::Serialize;

use super::{Catalogue, history::History, tax_country, today};
use crate::{
    error::{CatalogError, CatalogResult},
    manifest::COSTS_READ,
    model::{
        margin::margin,
        price::{
            Amounts, Answer, Found, Level, ListFacts, Made, Offer, QuantityRule, Silent, State, Strategy, Unit, Wish,
            Witness,
        },
    },
    read_model::{Buyer, Product, Snapshot},
};

/// What is asked.
#[derive(Debug, Clone)]
pub(crate) struct Question {
    /// The product's code.
    pub sku: String,
    /// For whom.
    pub buyer: Buyer,
    /// How many of the unit.
    pub quantity: Quantity,
    /// The code of one of its packaging units; the product's own where none is named.
    pub unit: Option<String>,
    /// The day; today where none is named.
    pub date: Option<BusinessDate>,
    /// As things stood then; as they stand now where nothing is said.
    pub as_of: Option<Timestamp>,
    /// The currency; the channel's where none is named.
    pub currency: Option<Currency>,
}

/// Why a price is what it is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub(crate) struct PriceExplanation {
    /// The product's code.
    pub sku: String,
    /// Its name.
    pub name: String,
    /// How many of the unit.
    pub quantity: Quantity,
    /// The code of the unit.
    pub unit: String,
    /// How many of the product's own unit that is.
    pub base_quantity: Quantity,
    /// The day on which the price is asked.
    pub date: BusinessDate,
    /// As things stood then, where it is not now.
    pub as_of: Option<Timestamp>,
    /// The currency.
    pub currency: Currency,
    /// The first list wins, or the cheapest one.
    pub strategy: &'static str,
    /// The price; nothing where there is none.
    pub price: Option<ExplainedPrice>,
    /// What happened, one list after the other.
    pub steps: Vec<Step>,
    /// In which quantities it may be ordered.
    pub quantities: Quantities,
    /// The tax rate of the product on that day, in per cent; nothing where none is set.
    pub tax_rate: Option<Rate>,
    /// What it leaves, for those who may know costs.
    pub margin: Option<MarginView>,
}

/// The price that was found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub(crate) struct ExplainedPrice {
    /// The price of `per` units, decimal text.
    pub unit_price: String,
    /// For how many units it stands.
    pub per: Quantity,
    /// Without or with tax.
    pub tax_mode: TaxMode,
    /// The code of the list it comes from.
    pub price_list: String,
    /// How near that list stands to the customer.
    pub level: &'static str,
    /// The unit that the price is in.
    pub unit: String,
    /// From how many of that unit on.
    pub min_quantity: Quantity,
}

/// A list that was asked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub(crate) struct Step {
    /// The list's code.
    pub price_list: String,
    /// The list's name.
    pub name: String,
    /// How near it stands to the customer: `contract`, `company`, `group`, `channel` or `default`.
    pub level: &'static str,
    /// What it said: `price`, or why it has none.
    pub outcome: &'static str,
    /// The same in words.
    pub text: String,
    /// The price it said, decimal text.
    pub unit_price: Option<String>,
    /// Whether its price is the one.
    pub won: bool,
    /// How a rule made it.
    pub rule: Option<RuleStep>,
}

/// How a rule made a price.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub(crate) struct RuleStep {
    /// Which rule of the list, from 1.
    pub number: usize,
    /// For which products the rule holds; for all where nothing is said.
    pub when: Option<String>,
    /// The rule.
    pub formula: String,
    /// The price in the base list, decimal text.
    pub base_price: Option<String>,
    /// What one unit costs, for those who may know costs.
    pub cost: Option<String>,
    /// What the rule came to, decimal text.
    pub computed: String,
    /// The same with its ending, decimal text.
    pub ended: String,
}

/// In which quantities something may be ordered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
pub(crate) struct Quantities {
    /// At least so many.
    pub minimum: Option<Quantity>,
    /// At most so many.
    pub maximum: Option<Quantity>,
    /// A multiple of this.
    pub increment: Option<Quantity>,
}

/// What a price leaves.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub(crate) struct MarginView {
    /// What one unit costs, decimal text.
    pub cost: String,
    /// The share of the price without tax that remains above the cost, in per cent.
    pub margin: Rate,
    /// The least that must remain.
    pub floor: Option<Rate>,
    /// Whether less than that remains.
    pub is_below_floor: bool,
}

impl Catalogue {
    /// Why a price is what it is.
    pub async fn explain_price(&self, ctx: &Ctx, question: &Question) -> CatalogResult<PriceExplanation> {
        refuse_foreign_company(ctx, question)?;
        let snapshot = self.cache.get_newest(ctx).await?;
        let place = snapshot.place_of_sku(&code_key(&question.sku)).ok_or(CatalogError::NotFound("product"))?;
        let product = snapshot.at(place).ok_or(CatalogError::NotFound("product"))?;
        let date = question.date.map_or_else(|| today(ctx), Ok)?;
        let currency = currency_of(ctx, question)?;
        let (unit, amounts) = amounts(&snapshot, product, question)?;
        let wish = Wish { amounts, currency, date };
        let told = |found: Found<'_>| ExplainedPrice::from_found(currency, (product, &unit), &found);
        let mut story = Story { ctx, catalogue: self, wish, made: None, steps: Vec::new() };
        let lists = snapshot.lists_of(question.buyer);
        let found = match question.as_of {
            None => lists.explained(place, &wish, &mut story).map(told),
            Some(at) => {
                let history = History::read(self, ctx, &snapshot, (place, product.id), question.buyer, at).await?;
                history.explained(&wish, &mut story).map(told)
            }
        };
        let steps = with_winner(story.steps, found.as_ref().map(|(price, _)| price));
        let tax_rate = snapshot.taxes().rate(tax_country(ctx), &product.tax_class, date).ok();
        Ok(PriceExplanation {
            sku: product.sku.to_string(),
            name: product.text(ctx.locale()).name.to_string(),
            quantity: question.quantity,
            unit: unit.code,
            base_quantity: amounts.base,
            date,
            as_of: question.as_of,
            currency,
            strategy: told_strategy(snapshot.policy().strategy.into()),
            margin: margin_view(ctx, &snapshot, place, &wish, found.as_ref().map(|(_, net)| *net), tax_rate),
            price: found.map(|(price, _)| price),
            steps,
            quantities: lists.quantities(place, currency).into(),
            tax_rate,
        })
    }
}

/// Whoever may not reach a company is not told what it pays.
fn refuse_foreign_company(ctx: &Ctx, question: &Question) -> CatalogResult<()> {
    let is_foreign = question.buyer.company.is_some_and(|company| !ctx.scope().holds_company(company));
    if is_foreign { Err(CatalogError::ForeignCompany) } else { Ok(()) }
}

fn currency_of(ctx: &Ctx, question: &Question) -> CatalogResult<Currency> {
    let currency = question.currency.or_else(|| super::channel_currency(ctx));
    currency.ok_or_else(|| CatalogError::NoCurrency(question.sku.clone()))
}

const fn told_strategy(strategy: Strategy) -> &'static str {
    match strategy {
        Strategy::FirstMatch => "first_match",
        Strategy::Lowest => "lowest",
    }
}

/// The steps, with the one marked that the price comes from.
fn with_winner(mut steps: Vec<Step>, price: Option<&ExplainedPrice>) -> Vec<Step> {
    let won =
        |step: &&mut Step| price.is_some_and(|price| step.price_list == price.price_list && step.level == price.level);
    steps.iter_mut().filter(won).take(1).for_each(|step| step.won = true);
    steps
}

impl From<QuantityRule> for Quantities {
    fn from(rule: QuantityRule) -> Self {
        let QuantityRule { minimum, maximum, increment } = rule;
        Self { minimum, maximum, increment }
    }
}

/// A price with what it is computed from.
#[derive(Debug, Clone, Copy)]
struct Raw {
    unit_price: UnitPrice,
    per: Quantity,
    /// How many of the product's own unit are in the one that the price is in.
    factor: Quantity,
    tax_mode: TaxMode,
}

impl ExplainedPrice {
    fn from_found(currency: Currency, (product, asked): (&Product, &AskedUnit), found: &Found<'_>) -> (Self, Raw) {
        let is_own = found.unit == Unit::BASE;
        let raw = Raw {
            unit_price: found.unit_price,
            per: found.per,
            factor: if is_own { Quantity::ONE } else { asked.factor },
            tax_mode: found.tax_mode(),
        };
        let price = Self {
            unit_price: found.unit_price.to_text(currency),
            per: found.per,
            tax_mode: found.tax_mode(),
            price_list: found.list.code.clone(),
            level: level(found.level),
            unit: if is_own { product.unit.to_string() } else { asked.code.clone() },
            min_quantity: found.min_quantity,
        };
        (price, raw)
    }
}

pub(super) fn refused(parameter: &str, code: &'static str, detail: Sentence) -> CatalogError {
    CatalogError::Fields(vec![FieldFault { pointer: parameter.to_owned(), code, detail }])
}

/// The unit that a question is about.
pub(super) struct AskedUnit {
    pub code: String,
    /// How many of the product's own unit it holds.
    pub factor: Quantity,
}

/// The unit of a question, and how much is asked for.
pub(super) fn amounts(
    snapshot: &Snapshot,
    product: &Product,
    question: &Question,
) -> CatalogResult<(AskedUnit, Amounts)> {
    let Some(named) = &question.unit else {
        let unit = AskedUnit { code: product.unit.to_string(), factor: Quantity::ONE };
        return Ok((unit, Amounts::base(question.quantity)));
    };
    let unknown = || {
        let detail = Sentence::new(format!("{} cannot be ordered in the unit {named}.", product.sku));
        let detail = detail.of([("sku", Value::from(product.sku.to_string())), ("unit", named.as_str().into())]);
        refused("unit", "catalog.not_in_unit", detail)
    };
    let unit = product.order_unit(snapshot.units(), Some(named)).ok_or_else(unknown)?;
    let bad = |_| {
        let detail = "So many units are nothing that can be ordered: too many decimals, or not above zero.";
        refused("quantity", "catalog.not_countable", detail.into())
    };
    let base = unit.base(question.quantity).map_err(bad)?;
    let amounts =
        Amounts { unit: snapshot.price_unit(product, &code_key(unit.unit)), entered: question.quantity, base };
    Ok((AskedUnit { code: unit.unit.to_owned(), factor: unit.factor }, amounts))
}

fn margin_view(
    ctx: &Ctx,
    snapshot: &Snapshot,
    place: u32,
    wish: &Wish,
    price: Option<Raw>,
    tax_rate: Option<Rate>,
) -> Option<MarginView> {
    if !ctx.allows(COSTS_READ) {
        return None;
    }
    let (price, cost) = (price?, snapshot.cost(place, wish.currency, wish.date)?);
    let rate = if price.tax_mode == TaxMode::Gross { Some(tax_rate?) } else { None };
    let margin = margin(price.unit_price, times_up(price.per, price.factor)?, rate, cost)?;
    let floor = snapshot.policy().margin_floor;
    let is_below_floor = floor.is_some_and(|floor| margin < floor);
    Some(MarginView { cost: cost.to_text(wish.currency), margin, floor, is_below_floor })
}

/// So many of the product's own unit; rounded up, so that nothing looks better than it is.
fn times_up(quantity: Quantity, factor: Quantity) -> Option<Quantity> {
    let one = i128::from(Quantity::ONE.millionths());
    let product = i128::from(quantity.millionths()) * i128::from(factor.millionths());
    i64::try_from((product + one - 1) / one).ok().map(Quantity::from_millionths)
}

/// Writes down what lists say.
struct Story<'s> {
    ctx: &'s Ctx,
    catalogue: &'s Catalogue,
    wish: Wish,
    made: Option<RuleStep>,
    steps: Vec<Step>,
}

impl Story<'_> {
    fn say(&self, key: &str, values: &[(&'static str, Value)]) -> String {
        self.catalogue.boot.texts().say(self.ctx.locale(), key, values)
    }

    fn outcome(&self, offer: &Offer<'_>, answer: &Result<Answer, Silent>) -> (&'static str, String) {
        let list = offer.list;
        let days = || {
            let day = |day: Option<BusinessDate>| day.map(|day| day.to_string()).unwrap_or_default();
            [("from", Value::from(day(list.valid_from))), ("to", Value::from(day(list.valid_to)))]
        };
        match answer {
            Ok(answer) => {
                let price = answer.unit_price.to_text(list.currency);
                let values = [
                    ("price", Value::from(price)),
                    ("currency", list.currency.to_string().into()),
                    ("per", answer.per.to_string().into()),
                    ("from", answer.min_quantity.to_string().into()),
                ];
                ("price", self.say("catalog-why-price", &values))
            }
            Err(Silent::OtherCurrency) => {
                let values =
                    [("has", list.currency.to_string().into()), ("wants", self.wish.currency.to_string().into())];
                ("other_currency", self.say("catalog-why-other-currency", &values))
            }
            Err(Silent::NotInForce(State::Archived)) => ("archived", self.say("catalog-why-archived", &[])),
            Err(Silent::NotInForce(_)) => ("draft", self.say("catalog-why-draft", &[])),
            Err(Silent::NotValid) => ("not_valid", self.say("catalog-why-not-valid", &days())),
            Err(Silent::NoPrice) => ("no_price", self.say("catalog-why-no-price", &[])),
            Err(Silent::BelowSmallest(least)) => {
                ("below_smallest", self.say("catalog-why-below-smallest", &[("least", least.to_string().into())]))
            }
            Err(Silent::NoRule) => ("no_rule", self.say("catalog-why-no-rule", &[])),
            Err(Silent::NoBasePrice) => ("no_base_price", self.say("catalog-why-no-base-price", &[])),
            Err(Silent::NoCost) => ("no_cost", self.say("catalog-why-no-cost", &[])),
            Err(Silent::BadRule(why)) => ("bad_rule", self.say("catalog-why-bad-rule", &[("why", why.into())])),
            Err(Silent::OtherTaxMode) => ("other_tax_mode", self.say("catalog-why-other-tax-mode", &[])),
        }
    }
}

impl<'a> Witness<'a> for Story<'_> {
    fn asked(&mut self, offer: &Offer<'a>, answer: &Result<Answer, Silent>) {
        let (outcome, text) = self.outcome(offer, answer);
        let rule = self.made.take().filter(|_| answer.is_ok());
        self.steps.push(Step {
            price_list: offer.list.code.clone(),
            name: offer.list.name.clone(),
            level: level(offer.link.level),
            outcome,
            text,
            unit_price: answer.as_ref().ok().map(|answer| answer.unit_price.to_text(offer.list.currency)),
            won: false,
            rule,
        });
    }

    fn made(&mut self, list: &'a ListFacts, made: Made<'a>) {
        let text = |price: UnitPrice| price.to_text(list.currency);
        self.made = Some(RuleStep {
            number: made.rule + 1,
            when: made.condition.map(|condition| condition.text().to_owned()),
            formula: made.formula.text().to_owned(),
            base_price: made.base.map(text),
            cost: made.cost.filter(|_| self.ctx.allows(COSTS_READ)).map(text),
            computed: text(made.computed),
            ended: text(made.ended),
        });
    }
}

const fn level(level: Level) -> &'static str {
    match level {
        Level::Contract => "contract",
        Level::Company => "company",
        Level::Group => "group",
        Level::Channel => "channel",
        Level::Default => "default",
    }
}
