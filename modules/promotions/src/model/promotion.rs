//! A promotion: when it holds, what it asks for, and why it is not had by a basket.
//! A condition on goods is measured by the lines that the promotion is about, at what they cost before anything is taken off.

use std::collections::{BTreeMap, BTreeSet};

use kontor_hooks::DiscountLine;
use kontor_kernel::{
    Amount, BusinessDate, ChannelId, CompanyId, Currency, CustomerGroupId, Locale, MoneyError, ProductId, Quantity,
};
use serde::{Deserialize, Serialize};

use super::effect::Effect;
use crate::ids::PromotionId;

/// A promotion.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Promotion {
    pub id: PromotionId,
    pub code: String,
    pub names: BTreeMap<Locale, String>,
    /// Smaller ones go first.
    pub priority: i32,
    /// Whether it is had alone or not at all.
    pub is_exclusive: bool,
    /// Whether it is had by a code only.
    pub needs_code: bool,
    pub period: Period,
    pub terms: Terms,
    /// Whether its own uses are counted, besides those of its codes.
    pub is_counted: bool,
    pub limits: Limits,
}

/// The days on which something holds, both included.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Period {
    pub from: Option<BusinessDate>,
    pub to: Option<BusinessDate>,
}

impl Period {
    /// Why it does not hold on a day.
    pub(crate) fn obstacle(self, date: BusinessDate) -> Option<Obstacle> {
        let begins = self.from.filter(|from| *from > date).map(Obstacle::Begins);
        begins.or_else(|| self.to.filter(|to| *to < date).map(Obstacle::Ended))
    }

    /// Whether there is a day on which it holds.
    pub(crate) fn is_some_day(self) -> bool {
        self.from.zip(self.to).is_none_or(|(from, to)| from <= to)
    }
}

/// How often something may be used; as often as wanted where nothing is said.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Limits {
    pub total: Option<i64>,
    pub per_company: Option<i64>,
    pub per_person: Option<i64>,
}

/// Whose limit is reached.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Reached {
    Everybodys,
    Companys,
    Persons,
}

/// How often something has been used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Used {
    pub total: i64,
    pub by_company: i64,
    pub by_person: i64,
}

impl Limits {
    /// Whether anything is limited.
    pub(crate) const fn is_any(self) -> bool {
        self.total.is_some() || self.per_company.is_some() || self.per_person.is_some()
    }

    /// The limit that is reached, where one is.
    pub(crate) fn reached(self, used: Used) -> Option<Reached> {
        let is_reached = |limit: Option<i64>, used: i64| limit.is_some_and(|limit| used >= limit);
        let counts = [
            (Reached::Everybodys, self.total, used.total),
            (Reached::Companys, self.per_company, used.by_company),
            (Reached::Persons, self.per_person, used.by_person),
        ];
        counts.into_iter().find(|(_, limit, used)| is_reached(*limit, *used)).map(|(whose, ..)| whose)
    }
}

/// What a promotion asks for and gives. Nothing said about products, customers or channels means all of them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Terms {
    /// Products it is about, with their codes.
    pub products: BTreeMap<ProductId, String>,
    /// Categories it is about, by code, with all below them.
    pub categories: BTreeSet<String>,
    /// Companies it is for, with those below them.
    pub companies: BTreeSet<CompanyId>,
    /// Customer groups it is for.
    pub groups: BTreeSet<CustomerGroupId>,
    /// Channels it holds in.
    pub channels: BTreeSet<ChannelId>,
    /// Currencies it holds in.
    pub currencies: BTreeSet<Currency>,
    /// What the goods it is about must cost at least.
    pub min_value: BTreeMap<Currency, Amount>,
    /// How many of the goods it is about there must be.
    pub min_quantity: Option<Quantity>,
    /// Whether it is for a company's first order only.
    pub first_order: bool,
    /// Whether lines whose price was set by hand count and are given, too.
    pub manual_lines: bool,
    /// What it gives.
    pub effect: Effect,
}

/// Whoever buys, as far as promotions ask.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Standing {
    /// The company and those above it.
    pub companies: Vec<CompanyId>,
    /// The groups it is in.
    pub groups: Vec<CustomerGroupId>,
    /// Whether it has ordered before.
    pub has_ordered: bool,
}

/// A cart or order before discounts.
#[derive(Debug, Clone)]
pub(crate) struct Basket<'a> {
    pub buyer: &'a Standing,
    pub channel: ChannelId,
    pub currency: Currency,
    pub date: BusinessDate,
    pub lines: &'a [DiscountLine],
}

/// Why a promotion is not had.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Obstacle {
    /// It begins on a later day.
    Begins(BusinessDate),
    /// It ended on an earlier day.
    Ended(BusinessDate),
    /// It holds in other channels.
    OtherChannel,
    /// It holds in other currencies.
    OtherCurrency,
    /// It is for other customers.
    OtherBuyer,
    /// The company has ordered before.
    NotTheFirstOrder,
    /// Nothing that it is about is there.
    NoGoods,
    /// The goods must cost so much more.
    ValueMissing(Amount),
    /// There must be so many more of the goods.
    QuantityMissing(Quantity),
    /// It was used as often as it may be.
    UsedUp(Reached),
    /// Nothing is left that it could take off.
    GivesNothing,
    /// It is not combined with others, and what is had without it takes off as much or more.
    NotCombined,
}

impl Terms {
    /// For everybody, everything and at any time.
    pub(crate) const fn of(effect: Effect) -> Self {
        Self {
            products: BTreeMap::new(),
            categories: BTreeSet::new(),
            companies: BTreeSet::new(),
            groups: BTreeSet::new(),
            channels: BTreeSet::new(),
            currencies: BTreeSet::new(),
            min_value: BTreeMap::new(),
            min_quantity: None,
            first_order: false,
            manual_lines: false,
            effect,
        }
    }

    /// Whether a company's standing has to be known.
    pub(crate) fn asks_who_buys(&self) -> bool {
        self.first_order || !self.companies.is_empty() || !self.groups.is_empty()
    }

    /// Whether a line may count and be given at all.
    pub(crate) fn takes(&self, line: &DiscountLine) -> bool {
        line.amount > Amount::ZERO && (self.manual_lines || !line.is_manual)
    }

    /// Whether the promotion is about a line.
    pub(crate) fn is_about(&self, line: &DiscountLine) -> bool {
        let is_about_all = self.products.is_empty() && self.categories.is_empty();
        let is_named = || {
            self.products.contains_key(&line.product)
                || line.categories.iter().any(|category| self.categories.contains(category))
        };
        self.takes(line) && (is_about_all || is_named())
    }

    fn is_for(&self, buyer: &Standing) -> bool {
        let is_for_all = self.companies.is_empty() && self.groups.is_empty();
        is_for_all
            || buyer.companies.iter().any(|company| self.companies.contains(company))
            || buyer.groups.iter().any(|group| self.groups.contains(group))
    }
}

impl Promotion {
    /// Its name in a language: in that, in English, in any, or its code.
    pub(crate) fn name(&self, locale: Locale) -> &str {
        let named = self.names.get(&locale).or_else(|| self.names.get(&Locale::En));
        named.or_else(|| self.names.values().next()).unwrap_or(&self.code)
    }

    /// Why a basket does not have it, what others take off aside.
    pub(crate) fn obstacle(&self, basket: &Basket<'_>) -> Result<Option<Obstacle>, MoneyError> {
        let terms = &self.terms;
        if let Some(obstacle) = self.period.obstacle(basket.date) {
            return Ok(Some(obstacle));
        }
        if !terms.channels.is_empty() && !terms.channels.contains(&basket.channel) {
            return Ok(Some(Obstacle::OtherChannel));
        }
        let lacks_currency = !terms.currencies.is_empty() && !terms.currencies.contains(&basket.currency);
        let lacks_amount = !terms.min_value.is_empty() && !terms.min_value.contains_key(&basket.currency);
        if lacks_currency || lacks_amount || !terms.effect.is_known_in(basket.currency) {
            return Ok(Some(Obstacle::OtherCurrency));
        }
        if !terms.is_for(basket.buyer) {
            return Ok(Some(Obstacle::OtherBuyer));
        }
        if terms.first_order && basket.buyer.has_ordered {
            return Ok(Some(Obstacle::NotTheFirstOrder));
        }
        self.missing(basket)
    }

    /// What its goods lack.
    fn missing(&self, basket: &Basket<'_>) -> Result<Option<Obstacle>, MoneyError> {
        let goods = || basket.lines.iter().filter(|line| self.terms.is_about(line));
        if goods().next().is_none() {
            return Ok(Some(Obstacle::NoGoods));
        }
        let value = Amount::sum(goods().map(|line| line.amount))?;
        let least = [self.terms.min_value.get(&basket.currency).copied(), self.terms.effect.least(basket.currency)];
        if let Some(least) = least.into_iter().flatten().max().filter(|least| *least > value) {
            return Ok(Some(Obstacle::ValueMissing(least.minus(value)?)));
        }
        let Some(wanted) = self.terms.min_quantity else { return Ok(None) };
        let there = goods().try_fold(Quantity::ZERO, |sum, line| sum.checked_add(line.quantity));
        let missing = wanted.checked_sub(there.ok_or(MoneyError::Overflow)?).filter(|missing| missing.is_positive());
        Ok(missing.map(Obstacle::QuantityMissing))
    }
}
