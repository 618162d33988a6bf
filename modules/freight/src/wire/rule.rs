//! A special rule, as staff say it: for whom, for which goods, where, and what it does.
//! Customers, groups and products are named by code and found by the routes, which hand their ids over.

use std::collections::BTreeMap;

use kontor_kernel::{BusinessDate, CompanyId, Currency, CustomerGroupId, Locale, ProductId, Rate};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Faults, key, table::FreeBody};
use crate::{
    error::FreightError,
    model::{
        rule::{Basis, Effect, Extra, Goods, Rule, RuleId, Sum, Who},
        way::{WayId, ZoneId},
    },
};

/// Minus one hundred per cent: less would pay the buyer.
const LEAST_PERCENT_PPM: i64 = -1_000_000;
/// A thousand per cent: more is a mistyped rate.
const MOST_PERCENT_PPM: i64 = 10_000_000;

/// A special rule.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct RuleBody {
    /// Its name in the tenant's own language; a surcharge's is shown to buyers.
    pub(crate) name: String,
    /// Its names in other languages, by tag.
    #[serde(default)]
    pub(crate) names: BTreeMap<Locale, String>,
    /// For this customer and what stands below it; for everybody where neither customer nor group is named.
    pub(crate) company_code: Option<String>,
    /// For customers of this group.
    pub(crate) group_id: Option<CustomerGroupId>,
    /// For this product; for all goods where neither product nor category is named.
    pub(crate) sku: Option<String>,
    /// For products of this category and of what stands below it.
    pub(crate) category_code: Option<String>,
    /// For this way; for all of them where nothing is said.
    #[schemars(with = "Option<String>")]
    pub(crate) way_id: Option<WayId>,
    /// For addresses in this zone.
    #[schemars(with = "Option<String>")]
    pub(crate) zone_id: Option<ZoneId>,
    /// The currency of its amounts.
    pub(crate) currency: Option<Currency>,
    /// The first day on which it holds.
    pub(crate) valid_from: Option<BusinessDate>,
    /// The last day on which it holds.
    pub(crate) valid_to: Option<BusinessDate>,
    /// Of rules that are equally close the lowest is heard first.
    #[serde(default)]
    pub(crate) priority: i32,
    /// Whether farther rules about the price are heard as well.
    #[serde(default)]
    pub(crate) combines: bool,
    /// What it does.
    pub(crate) effect: EffectWord,
    /// How much is charged, of `fixed` and of a surcharge for each.
    pub(crate) amount: Option<String>,
    /// By how many per cent the price changes, or how many per cent of it a surcharge is.
    pub(crate) percent: Option<Rate>,
    /// From where on `free` holds; always where nothing is said.
    pub(crate) free_from: Option<FreeBody>,
    /// Of `surcharge` alone.
    pub(crate) surcharge: Option<SurchargeBody>,
}

/// What a rule does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum EffectWord {
    /// The way is offered, whatever farther rules say.
    Offered,
    /// The way is not offered.
    Withheld,
    /// Nothing is charged.
    Free,
    /// So much is charged, whatever the tables say.
    Fixed,
    /// The price is changed by so many per cent.
    Percent,
    /// More is charged.
    Surcharge,
}

/// What is charged beyond the way's own price.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct SurchargeBody {
    /// Of several rules with one code the closest counts; so a customer's own can lower it.
    pub(crate) code: String,
    /// What the amount is for.
    pub(crate) basis: BasisWord,
    /// The least that is charged.
    pub(crate) minimum: Option<String>,
    /// The most that is charged.
    pub(crate) maximum: Option<String>,
    /// Its tax class; `standard` where nothing is said.
    pub(crate) tax_class: Option<String>,
}

/// What a surcharge is counted by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum BasisWord {
    /// Once for the order.
    Order,
    /// For each line of its goods.
    Line,
    /// For each kilogram of its goods that is begun.
    Kg,
    /// For each parcel.
    Parcel,
    /// For each pallet.
    Pallet,
    /// A share of the way's own price.
    Freight,
}

/// Ids of what a rule names by code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Named {
    pub(crate) company: Option<CompanyId>,
    pub(crate) product: Option<ProductId>,
}

impl RuleBody {
    /// As the model knows it; else everything that is wrong with it, below a pointer.
    pub(crate) fn read(&self, id: RuleId, named: Named, at: &str) -> Result<Rule, FreightError> {
        let mut faults = Faults::below(at);
        faults.period(self.valid_from, self.valid_to);
        let rule = Rule {
            id,
            name: faults.name(&self.name, &self.names),
            who: self.who(named, &mut faults),
            goods: self.goods(named, &mut faults),
            way: self.way_id,
            zone: self.zone_id,
            currency: self.currency,
            valid_from: self.valid_from,
            valid_to: self.valid_to,
            priority: self.priority,
            combines: self.combines,
            effect: self.effect(&mut faults),
        };
        self.refuse_what_it_does_not_take(&mut faults);
        faults.unless(rule)
    }

    fn who(&self, named: Named, faults: &mut Faults) -> Who {
        match (named.company, self.group_id) {
            (Some(_), Some(_)) => {
                faults.add("group_id", "freight.both_of_who", "Name a customer or a group, not both.");
                Who::Everybody
            }
            (Some(company), None) => Who::Company(company),
            (None, Some(group)) => Who::Group(group),
            (None, None) => Who::Everybody,
        }
    }

    fn goods(&self, named: Named, faults: &mut Faults) -> Goods {
        match (named.product, &self.category_code) {
            (Some(_), Some(_)) => {
                faults.add("category_code", "freight.both_of_goods", "Name a product or a category, not both.");
                Goods::All
            }
            (Some(product), None) => Goods::Product(product),
            (None, Some(code)) => Goods::Category(key(code)),
            (None, None) => Goods::All,
        }
    }

    fn effect(&self, faults: &mut Faults) -> Effect {
        match self.effect {
            EffectWord::Offered => Effect::Offered,
            EffectWord::Withheld => Effect::Withheld,
            EffectWord::Free => Effect::Free(self.free_from.clone().unwrap_or_default().read(self.currency, faults)),
            EffectWord::Fixed => Effect::Fixed(self.amount(faults)),
            EffectWord::Percent => Effect::Percent(self.percent(LEAST_PERCENT_PPM, faults)),
            EffectWord::Surcharge => match &self.surcharge {
                Some(body) => Effect::Surcharge(self.extra(body, faults)),
                None => {
                    faults.add("surcharge", "freight.no_surcharge", "Say the code and the basis of the surcharge.");
                    Effect::Offered
                }
            },
        }
    }

    fn extra(&self, body: &SurchargeBody, faults: &mut Faults) -> Extra {
        let sum = match body.basis {
            BasisWord::Freight => Sum::OfFreight(self.percent(0, faults)),
            BasisWord::Order => Sum::Each(self.amount(faults), Basis::Order),
            BasisWord::Line => Sum::Each(self.amount(faults), Basis::Line),
            BasisWord::Kg => Sum::Each(self.amount(faults), Basis::Kg),
            BasisWord::Parcel => Sum::Each(self.amount(faults), Basis::Parcel),
            BasisWord::Pallet => Sum::Each(self.amount(faults), Basis::Pallet),
        };
        let mut bound = |field: &str, text: Option<&String>| {
            let text = text?;
            let currency = self.in_currency(faults)?;
            Some(faults.amount(field, text, currency))
        };
        let minimum = bound("surcharge/minimum", body.minimum.as_ref());
        let maximum = bound("surcharge/maximum", body.maximum.as_ref());
        Extra {
            code: faults.code("surcharge/code", &body.code),
            sum,
            minimum,
            maximum,
            tax_class: faults.tax_class(body.tax_class.as_ref()),
        }
    }

    fn amount(&self, faults: &mut Faults) -> kontor_kernel::Amount {
        match (&self.amount, self.in_currency(faults)) {
            (Some(text), Some(currency)) => faults.amount("amount", text, currency),
            (None, _) => {
                faults.add("amount", "freight.no_amount", "Say how much is charged.");
                kontor_kernel::Amount::ZERO
            }
            _ => kontor_kernel::Amount::ZERO,
        }
    }

    fn in_currency(&self, faults: &mut Faults) -> Option<Currency> {
        if self.currency.is_none() {
            faults.add("currency", "freight.no_currency", "Say the currency of the amounts.");
        }
        self.currency
    }

    fn percent(&self, least_ppm: i64, faults: &mut Faults) -> Rate {
        let rate = self.percent.unwrap_or_default();
        if self.percent.is_none() || !(least_ppm..=MOST_PERCENT_PPM).contains(&rate.ppm()) {
            let detail = "Say how many per cent: from -100 to 1000 for a change of the price, from 0 for a surcharge.";
            faults.add("percent", "freight.bad_percent", detail);
        }
        rate
    }

    /// A value that would do nothing is a misunderstanding.
    fn refuse_what_it_does_not_take(&self, faults: &mut Faults) {
        let of_freight = self.surcharge.as_ref().is_some_and(|body| body.basis == BasisWord::Freight);
        let is_surcharge = self.effect == EffectWord::Surcharge;
        let takes_percent = self.effect == EffectWord::Percent || (is_surcharge && of_freight);
        let takes_amount = self.effect == EffectWord::Fixed || (is_surcharge && !of_freight);
        let given = [
            ("amount", self.amount.is_some() && !takes_amount),
            ("percent", self.percent.is_some() && !takes_percent),
            ("free_from", self.free_from.is_some() && self.effect != EffectWord::Free),
            ("surcharge", self.surcharge.is_some() && !is_surcharge),
        ];
        for (field, _) in given.into_iter().filter(|(_, is_idle)| *is_idle) {
            faults.add(field, "freight.idle_field", "A rule with this effect does not take it; leave it out.");
        }
    }
}
