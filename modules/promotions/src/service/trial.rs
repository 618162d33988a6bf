//! Trying promotions out: what would be taken off a made-up order, and why not more.
//! Nothing is counted and nothing is kept.

use kontor_contract::{
    FieldFault, Sentence,
    catalog::{ProductKnowledge, ProductLookup},
    identity::{Companies, CompanyRef},
};
use kontor_hooks::{CodeVerdict, DiscountLine, DiscountQuestion};
use kontor_kernel::{Amount, BusinessDate, ChannelId, Currency, Quantity, UserId, code_key};
use kontor_store::Ctx;
use schemars::JsonSchema;
use serde::Serialize;

use super::{
    Promoting,
    answer::{Caution, Outcome},
    field, refuse, unknown,
};
use crate::{
    error::{PromotionError, PromotionResult},
    ids::PromotionId,
};

/// Lines of a made-up order at the most.
const MOST_LINES: usize = 500;

/// A line of a made-up order.
#[derive(Debug, Clone)]
pub(crate) struct TrialLine {
    pub sku: String,
    pub quantity: Quantity,
    pub amount: String,
    pub manual: bool,
}

/// A made-up order.
#[derive(Debug, Clone)]
pub(crate) struct Trial {
    pub company_code: String,
    pub user: Option<UserId>,
    pub channel: Option<ChannelId>,
    pub currency: Option<Currency>,
    pub date: Option<BusinessDate>,
    pub codes: Vec<String>,
    pub lines: Vec<TrialLine>,
}

/// What became of a line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub(crate) struct TriedLine {
    /// Its place, from 1.
    pub position: u32,
    /// The product's code.
    pub sku: String,
    /// What it cost.
    pub amount: String,
    /// What is taken off.
    pub off: String,
    /// What is left.
    pub left: String,
}

/// A promotion that is had.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub(crate) struct TriedPromotion {
    /// The promotion.
    #[schemars(with = "String")]
    pub promotion_id: PromotionId,
    /// Its code among promotions.
    pub promotion_code: String,
    /// Its name.
    pub name: String,
    /// The code by which it is had.
    pub code: Option<String>,
    /// What it takes off in all.
    pub off: String,
}

/// A promotion that is not had.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub(crate) struct PassedOver {
    /// The promotion.
    #[schemars(with = "String")]
    pub promotion_id: PromotionId,
    /// Its code among promotions.
    pub promotion_code: String,
    /// Its name.
    pub name: String,
    /// Why not.
    pub reason: String,
}

/// What would be taken off.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub(crate) struct TrialView {
    /// The currency of all amounts.
    pub currency: Currency,
    /// Its lines.
    pub lines: Vec<TriedLine>,
    /// Promotions that are had, one taken off after the other.
    pub discounts: Vec<TriedPromotion>,
    /// What became of each code.
    pub codes: Vec<CodeVerdict>,
    /// Promotions that hold on that day or were asked for by code, and are not had.
    pub passed_over: Vec<PassedOver>,
    /// What is taken off in all.
    pub off: String,
}

impl Promoting {
    /// What would be taken off.
    pub async fn try_out(&self, ctx: &Ctx, trial: &Trial) -> PromotionResult<TrialView> {
        let question = self.question(ctx, trial).await?;
        self.answered(ctx, &question, Caution::Staff, |outcome| self.tried(outcome, &question)).await
    }

    /// The question that a made-up order is.
    async fn question(&self, ctx: &Ctx, trial: &Trial) -> PromotionResult<DiscountQuestion> {
        if trial.lines.is_empty() || trial.lines.len() > MOST_LINES {
            let detail = "An order that is tried out has 1 to 500 lines.";
            refuse(vec![field("/lines", "promotions.bad_lines", detail)])?;
        }
        let companies = self.boot.ports.get::<dyn Companies>()?;
        let company = companies.company(ctx, &CompanyRef::Code(trial.company_code.clone())).await?;
        let usual = ctx.channel();
        let currency = trial.currency.or_else(|| usual.map(|channel| channel.currency)).unwrap_or(Currency::EUR);
        let (lines, mut faults) = self.lines(ctx, trial, currency).await?;
        faults.extend(company.is_none().then(|| unknown("/company_code", "company")));
        let channel = match trial.channel {
            Some(channel) => self.knows_channel(ctx, channel).await?.then_some(channel),
            None => usual.map(|channel| channel.id),
        };
        faults.extend(channel.is_none().then(|| unknown("/channel_id", "channel")));
        if let Some(user) = trial.user
            && !self.knows_person(ctx, user).await?
        {
            faults.push(unknown("/user_id", "person"));
        }
        let (Some(company), Some(channel), true) = (company, channel, faults.is_empty()) else {
            return Err(PromotionError::Fields(faults));
        };
        Ok(DiscountQuestion {
            company: company.id,
            user: trial.user,
            channel,
            currency,
            date: trial.date.map_or_else(|| ctx.today(), Ok).unwrap_or(BusinessDate::FIRST),
            locale: ctx.locale(),
            codes: trial.codes.clone(),
            lines,
        })
    }

    /// The lines of a made-up order, and what is wrong with them.
    async fn lines(
        &self,
        ctx: &Ctx,
        trial: &Trial,
        currency: Currency,
    ) -> PromotionResult<(Vec<DiscountLine>, Vec<FieldFault>)> {
        let skus: Vec<String> = trial.lines.iter().map(|line| line.sku.clone()).collect();
        let known = self.boot.ports.get::<dyn ProductLookup>()?.ids(ctx, &skus).await?;
        let products: Vec<_> = known.values().copied().collect();
        let facts = self.boot.ports.get::<dyn ProductKnowledge>()?.facts(ctx, &products).await?;
        let (mut lines, mut faults) = (Vec::new(), Vec::new());
        for ((at, line), position) in trial.lines.iter().enumerate().zip(1_u32..) {
            let product = known.get(&code_key(&line.sku));
            let amount = Amount::parse(&line.amount, currency).ok().filter(|amount| *amount >= Amount::ZERO);
            faults.extend(product.is_none().then(|| unknown(format!("/lines/{at}/sku"), "product")));
            let detail = Sentence::new(format!("It must be an amount in {currency}, such as 12.50."));
            let detail = detail.of([("currency", currency.to_string().into())]);
            let bad = || field(format!("/lines/{at}/amount"), "promotions.bad_line_amount", detail);
            faults.extend(amount.is_none().then(bad));
            let Some((product, amount)) = product.zip(amount) else { continue };
            lines.push(DiscountLine {
                position,
                product: *product,
                sku: code_key(&line.sku),
                categories: facts.get(product).map(|facts| facts.categories.clone()).unwrap_or_default(),
                quantity: line.quantity,
                amount,
                is_manual: line.manual,
            });
        }
        Ok((lines, faults))
    }

    fn tried(&self, outcome: &Outcome<'_>, question: &DiscountQuestion) -> TrialView {
        let (choice, currency, locale) = (&outcome.choice, question.currency, question.locale);
        let text = |amount: Amount| amount.to_text(currency);
        let off = |line: &DiscountLine, left: Amount| line.amount.minus(left).unwrap_or_default();
        let lines = question.lines.iter().zip(&choice.left).map(|(line, left)| TriedLine {
            position: line.position,
            sku: line.sku.clone(),
            amount: text(line.amount),
            off: text(off(line, *left)),
            left: text(*left),
        });
        let discounts = choice.given.iter().map(|given| TriedPromotion {
            promotion_id: given.promotion.id,
            promotion_code: given.promotion.code.clone(),
            name: given.promotion.name(locale).to_owned(),
            code: given.code.clone(),
            off: text(given.amount),
        });
        let passed_over = choice.passed_over.iter().map(|(promotion, obstacle)| PassedOver {
            promotion_id: promotion.id,
            promotion_code: promotion.code.clone(),
            name: promotion.name(locale).to_owned(),
            reason: self.reason(obstacle, locale, currency),
        });
        let total = Amount::sum(choice.given.iter().map(|given| given.amount)).unwrap_or_default();
        TrialView {
            currency,
            lines: lines.collect(),
            discounts: discounts.collect(),
            codes: self.verdicts(outcome, question),
            passed_over: passed_over.collect(),
            off: text(total),
        }
    }
}
