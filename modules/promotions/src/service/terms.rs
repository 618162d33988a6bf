//! What a promotion asks for and gives, between what staff write and what is kept.
//! Whatever is named must exist within the tenant; every fault is told at its field.

use std::collections::{BTreeMap, BTreeSet};

use kontor_contract::{
    FieldFault, Sentence,
    catalog::{Browse, ProductLookup},
    identity::{Companies, CompanyRef, CustomerGroups, Places},
};
use kontor_kernel::{Amount, ChannelId, Currency, ProductId, Quantity, Rate, code_key};
use kontor_store::Ctx;

use super::{
    Promoting, field,
    promotions::{EffectFacts, EffectKind, LimitsView, MoneyFacts, PromotionChange, TermsFacts, TierFacts},
    refuse, unknown,
};
use crate::{
    error::PromotionResult,
    model::{
        effect::{Effect, Tier},
        promotion::{Period, Terms},
    },
};

/// Things of one kind that a promotion names at the most.
const MOST_NAMED: usize = 1_000;
/// Companies that a promotion names at the most; more of them are put in a group.
const MOST_COMPANIES: usize = 200;
/// Tiers of one promotion at the most.
const MOST_TIERS: usize = 50;
const LONGEST_CODE: usize = 60;
const LONGEST_NAME: usize = 120;
/// Pieces of which some are free at the most.
const MOST_PIECES: u32 = 10_000;

const BAD_AMOUNT: &str = "promotions.bad_amount";
const UNREADABLE: &str = "promotions.unreadable_amount";
const BAD_RATE: &str = "promotions.bad_rate";
const INCOMPLETE: &str = "promotions.effect_incomplete";

impl Promoting {
    /// What a change says, looked up; nothing of it is written yet.
    pub(super) async fn checked(&self, ctx: &Ctx, change: &PromotionChange) -> PromotionResult<Option<Terms>> {
        let mut faults = plain_faults(change);
        let Some(terms) = &change.terms else {
            refuse(faults)?;
            return Ok(None);
        };
        let products = self.products(ctx, &terms.skus, &mut faults).await?;
        let categories = self.categories(ctx, &terms.categories, &mut faults).await?;
        self.refuse_unknown_buyers(ctx, terms, &mut faults).await?;
        let min_value = amounts("/terms/min_value", &terms.min_value, &mut faults);
        refuse_idle(&terms.effect, &mut faults);
        let effect = effect(&terms.effect, &mut faults);
        if terms.min_quantity.is_some_and(|quantity| !quantity.is_positive()) {
            faults.push(field("/terms/min_quantity", BAD_AMOUNT, "It must be more than nothing."));
        }
        refuse(faults)?;
        Ok(effect.map(|effect| Terms {
            products,
            categories,
            companies: terms.company_ids.iter().copied().collect(),
            groups: terms.group_ids.iter().copied().collect(),
            channels: terms.channel_ids.iter().copied().collect(),
            currencies: terms.currencies.iter().copied().collect(),
            min_value,
            min_quantity: terms.min_quantity,
            first_order: terms.first_order,
            manual_lines: terms.manual_lines,
            effect,
        }))
    }

    async fn products(
        &self,
        ctx: &Ctx,
        skus: &[String],
        faults: &mut Vec<FieldFault>,
    ) -> PromotionResult<BTreeMap<ProductId, String>> {
        if skus.is_empty() || is_too_many("/terms/skus", skus.len(), MOST_NAMED, faults) {
            return Ok(BTreeMap::new());
        }
        let known = self.boot.ports.get::<dyn ProductLookup>()?.ids(ctx, skus).await?;
        let mut products = BTreeMap::new();
        for (at, sku) in skus.iter().enumerate() {
            match known.get(&code_key(sku)) {
                Some(product) => drop(products.insert(*product, code_key(sku))),
                None => faults.push(unknown(format!("/terms/skus/{at}"), "product")),
            }
        }
        Ok(products)
    }

    async fn categories(
        &self,
        ctx: &Ctx,
        codes: &[String],
        faults: &mut Vec<FieldFault>,
    ) -> PromotionResult<BTreeSet<String>> {
        if codes.is_empty() || is_too_many("/terms/categories", codes.len(), MOST_NAMED, faults) {
            return Ok(BTreeSet::new());
        }
        let known = self.boot.ports.get::<dyn Browse>()?.categories(ctx).await?;
        let known: BTreeMap<String, String> = known.into_iter().map(|it| (code_key(&it.code), it.code)).collect();
        let mut categories = BTreeSet::new();
        for (at, code) in codes.iter().enumerate() {
            match known.get(&code_key(code)) {
                Some(code) => drop(categories.insert(code.clone())),
                None => faults.push(unknown(format!("/terms/categories/{at}"), "category")),
            }
        }
        Ok(categories)
    }

    /// Whoever and wherever is named must be one of the tenant's own.
    async fn refuse_unknown_buyers(
        &self,
        ctx: &Ctx,
        terms: &TermsFacts,
        faults: &mut Vec<FieldFault>,
    ) -> PromotionResult<()> {
        if is_too_many("/terms/company_ids", terms.company_ids.len(), MOST_COMPANIES, faults) {
            return Ok(());
        }
        for (at, company) in terms.company_ids.iter().enumerate() {
            let found = self.boot.ports.get::<dyn Companies>()?.company(ctx, &CompanyRef::Id(*company)).await?;
            if found.is_none() {
                faults.push(unknown(format!("/terms/company_ids/{at}"), "company"));
            }
        }
        if !terms.group_ids.is_empty() {
            let known = self.boot.ports.get::<dyn CustomerGroups>()?.named(ctx, &terms.group_ids).await?;
            let strangers = terms.group_ids.iter().enumerate().filter(|(_, group)| !known.contains_key(*group));
            faults.extend(strangers.map(|(at, _)| unknown(format!("/terms/group_ids/{at}"), "customer group")));
        }
        for (at, channel) in terms.channel_ids.iter().enumerate() {
            if !self.knows_channel(ctx, *channel).await? {
                faults.push(unknown(format!("/terms/channel_ids/{at}"), "channel"));
            }
        }
        Ok(())
    }

    /// Whether the tenant has a channel.
    pub(super) async fn knows_channel(&self, ctx: &Ctx, channel: ChannelId) -> PromotionResult<bool> {
        let known = self.boot.ports.get::<dyn Places>()?.channels(ctx).await?;
        Ok(known.into_iter().any(|known| known.id == channel))
    }
}

/// What is wrong with a change, nothing looked up.
fn plain_faults(change: &PromotionChange) -> Vec<FieldFault> {
    let mut faults = Vec::new();
    if let Some(code) = &change.code
        && (code.trim().is_empty() || code.chars().count() > LONGEST_CODE)
    {
        faults.push(field("/code", "promotions.bad_promotion_code", "A promotion's code has 1 to 60 letters."));
    }
    if let Some(names) = &change.names {
        if names.is_empty() {
            faults.push(field("/names", "promotions.no_name", "A promotion has a name in one language at least."));
        }
        let bad = names.iter().filter(|(_, name)| name.trim().is_empty() || name.chars().count() > LONGEST_NAME);
        let fault = |locale| field(format!("/names/{locale}"), "promotions.bad_name", "A name has 1 to 120 letters.");
        faults.extend(bad.map(|(locale, _)| fault(locale)));
    }
    if let Some((from, to)) = change.period {
        faults.extend(period_fault(Period { from, to }));
    }
    if let Some(limits) = change.limits {
        faults.extend(limit_faults(limits));
    }
    faults
}

/// A period that no day lies in.
pub(super) fn period_fault(period: Period) -> Option<FieldFault> {
    let detail = "The last day is before the first one.";
    (!period.is_some_day()).then(|| field("/valid_to", "promotions.bad_period", detail))
}

/// Limits that allow nothing.
pub(super) fn limit_faults(limits: LimitsView) -> Vec<FieldFault> {
    let given = [
        ("/limits/total", limits.total),
        ("/limits/per_company", limits.per_company),
        ("/limits/per_person", limits.per_person),
    ];
    let bad = given.into_iter().filter(|(_, limit)| limit.is_some_and(|limit| limit < 1));
    bad.map(|(pointer, _)| field(pointer, "promotions.bad_limit", "A limit is 1 or more.")).collect()
}

fn is_too_many(pointer: &str, count: usize, most: usize, faults: &mut Vec<FieldFault>) -> bool {
    if count > most {
        let detail = Sentence::new(format!("At most {most} are named.")).of([("most", most.into())]);
        faults.push(field(pointer, "promotions.too_many_named", detail));
    }
    count > most
}

fn amounts(pointer: &str, given: &[MoneyFacts], faults: &mut Vec<FieldFault>) -> BTreeMap<Currency, Amount> {
    let mut amounts = BTreeMap::new();
    for (at, money) in given.iter().enumerate() {
        if let Some(amount) = amount(&format!("{pointer}/{at}/amount"), &money.amount, money.currency, faults)
            && amounts.insert(money.currency, amount).is_some()
        {
            let detail = "There is an amount in this currency already.";
            faults.push(field(format!("{pointer}/{at}/currency"), "promotions.currency_twice", detail));
        }
    }
    amounts
}

fn amount(pointer: &str, text: &str, currency: Currency, faults: &mut Vec<FieldFault>) -> Option<Amount> {
    match Amount::parse(text, currency) {
        Ok(amount) if amount > Amount::ZERO => return Some(amount),
        Ok(_) => faults.push(field(pointer, BAD_AMOUNT, "It must be more than nothing.")),
        Err(cause) => faults.push(field(pointer, UNREADABLE, format!("The amount cannot be taken: {cause}."))),
    }
    None
}

fn rate(pointer: &str, rate: Rate, faults: &mut Vec<FieldFault>) -> Option<Rate> {
    let is_share = rate > Rate::ZERO && rate <= Rate::WHOLE;
    if !is_share {
        faults.push(field(pointer, BAD_RATE, "A share is more than 0 and at most 100 per cent."));
    }
    is_share.then_some(rate)
}

/// The fields of an effect that its kind does not take: what is said and not done would be believed.
fn refuse_idle(facts: &EffectFacts, faults: &mut Vec<FieldFault>) {
    use EffectKind as K;
    let given = [
        ("rate", facts.rate.is_some(), matches!(facts.kind, K::PercentOfLines | K::PercentOfOrder)),
        ("amounts", facts.amounts.is_some(), matches!(facts.kind, K::AmountOfLines | K::AmountOfOrder)),
        ("every", facts.every.is_some(), matches!(facts.kind, K::CheapestFree)),
        ("free", facts.free.is_some(), matches!(facts.kind, K::CheapestFree)),
        ("tiers", facts.tiers.is_some(), matches!(facts.kind, K::Tiers)),
    ];
    for (name, _, _) in given.into_iter().filter(|(_, is_given, is_taken)| *is_given && !is_taken) {
        let detail = Sentence::new(format!("This kind of effect takes no {name}.")).of([("field", name.into())]);
        faults.push(field(format!("/terms/effect/{name}"), "promotions.effect_idle", detail));
    }
}

fn effect(facts: &EffectFacts, faults: &mut Vec<FieldFault>) -> Option<Effect> {
    let share = |faults: &mut Vec<FieldFault>| {
        let given = facts.rate.or_else(|| missing("rate", faults))?;
        rate("/terms/effect/rate", given, faults)
    };
    let money = |faults: &mut Vec<FieldFault>| {
        let given = facts.amounts.as_deref().filter(|given| !given.is_empty());
        let given = given.or_else(|| missing("amounts", faults))?;
        Some(amounts("/terms/effect/amounts", given, faults))
    };
    match facts.kind {
        EffectKind::PercentOfLines => share(faults).map(Effect::RateOfLines),
        EffectKind::PercentOfOrder => share(faults).map(Effect::RateOfOrder),
        EffectKind::AmountOfLines => money(faults).map(Effect::AmountOfLines),
        EffectKind::AmountOfOrder => money(faults).map(Effect::AmountOfOrder),
        EffectKind::CheapestFree => cheapest_free(facts, faults),
        EffectKind::Tiers => {
            let given = facts.tiers.as_deref().filter(|given| !given.is_empty());
            let given = given.or_else(|| missing("tiers", faults))?;
            let is_kept = !is_too_many("/terms/effect/tiers", given.len(), MOST_TIERS, faults);
            is_kept.then(|| Effect::Tiers(tiers(given, faults)))
        }
    }
}

fn missing<T>(name: &str, faults: &mut Vec<FieldFault>) -> Option<T> {
    let detail = Sentence::new(format!("This kind of effect needs {name}.")).of([("field", name.into())]);
    faults.push(field(format!("/terms/effect/{name}"), INCOMPLETE, detail));
    None
}

fn cheapest_free(facts: &EffectFacts, faults: &mut Vec<FieldFault>) -> Option<Effect> {
    let every = facts.every.or_else(|| missing("every", faults))?;
    let free = facts.free.or_else(|| missing("free", faults))?;
    if every == 0 || free == 0 || free > every || every > MOST_PIECES {
        let detail = "Of 1 to 10,000 pieces at least one and at most all are free.";
        faults.push(field("/terms/effect/free", "promotions.bad_pieces", detail));
    }
    Some(Effect::CheapestFree { every, free })
}

fn tiers(given: &[TierFacts], faults: &mut Vec<FieldFault>) -> Vec<Tier> {
    let mut tiers: Vec<Tier> = Vec::new();
    for (at, tier) in given.iter().enumerate() {
        let pointer = format!("/terms/effect/tiers/{at}");
        let from = amount(&format!("{pointer}/from"), &tier.from, tier.currency, faults);
        let share = rate(&format!("{pointer}/rate"), tier.rate, faults);
        let Some((from, rate)) = from.zip(share) else { continue };
        if tiers.iter().any(|known| known.currency == tier.currency && known.from == from) {
            let detail = "There is a tier from this value on already.";
            faults.push(field(format!("{pointer}/from"), "promotions.tier_twice", detail));
        }
        tiers.push(Tier { currency: tier.currency, from, rate });
    }
    tiers
}

/// What is kept, as staff read it. What this version cannot read gives nothing.
pub(super) fn told(kept: serde_json::Value) -> TermsFacts {
    let terms = serde_json::from_value(kept).unwrap_or_else(|_| Terms::of(Effect::RateOfOrder(Rate::ZERO)));
    TermsFacts {
        skus: terms.products.into_values().collect(),
        categories: terms.categories.into_iter().collect(),
        company_ids: terms.companies.into_iter().collect(),
        group_ids: terms.groups.into_iter().collect(),
        channel_ids: terms.channels.into_iter().collect(),
        currencies: terms.currencies.into_iter().collect(),
        min_value: money(&terms.min_value),
        min_quantity: terms.min_quantity.filter(|quantity| *quantity > Quantity::ZERO),
        first_order: terms.first_order,
        manual_lines: terms.manual_lines,
        effect: told_effect(&terms.effect),
    }
}

fn money(amounts: &BTreeMap<Currency, Amount>) -> Vec<MoneyFacts> {
    let facts = |(currency, amount): (&Currency, &Amount)| MoneyFacts {
        amount: amount.to_text(*currency),
        currency: *currency,
    };
    amounts.iter().map(facts).collect()
}

fn told_effect(effect: &Effect) -> EffectFacts {
    let of = |kind| EffectFacts { kind, rate: None, amounts: None, every: None, free: None, tiers: None };
    match effect {
        Effect::RateOfLines(rate) => EffectFacts { rate: Some(*rate), ..of(EffectKind::PercentOfLines) },
        Effect::RateOfOrder(rate) => EffectFacts { rate: Some(*rate), ..of(EffectKind::PercentOfOrder) },
        Effect::AmountOfLines(amounts) => {
            EffectFacts { amounts: Some(money(amounts)), ..of(EffectKind::AmountOfLines) }
        }
        Effect::AmountOfOrder(amounts) => {
            EffectFacts { amounts: Some(money(amounts)), ..of(EffectKind::AmountOfOrder) }
        }
        Effect::CheapestFree { every, free } => {
            EffectFacts { every: Some(*every), free: Some(*free), ..of(EffectKind::CheapestFree) }
        }
        Effect::Tiers(tiers) => {
            let tier = |tier: &Tier| TierFacts {
                from: tier.from.to_text(tier.currency),
                currency: tier.currency,
                rate: tier.rate,
            };
            EffectFacts { tiers: Some(tiers.iter().map(tier).collect()), ..of(EffectKind::Tiers) }
        }
    }
}
