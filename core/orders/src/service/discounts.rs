//! Asking what is taken off: the question for the whole cart at once, the answers checked and allocated to lines.
//! Nobody is asked where no module gives discounts.

use std::collections::HashMap;

use kontor_contract::catalog::{PricedLine, ProductFacts, ProductKnowledge};
use kontor_hooks::{CodeVerdict, Discount, DiscountLine, DiscountQuestion, DiscountsPropose};
use kontor_kernel::{Amount, ProductId, line_net};
use kontor_store::Ctx;

use super::{
    Service,
    compute::{Intent, channel},
};
use crate::{
    error::OrderError,
    model::discounts::{Allocated, Given, take_off},
};

/// So many codes can be entered.
const MOST_CODES: usize = 10;
/// The longest code, in characters.
const LONGEST_CODE: usize = 60;

/// What is taken off priced lines.
#[derive(Debug, Clone, Default)]
pub(crate) struct Reduced {
    /// Off each line, in order.
    pub(crate) lines: Vec<Amount>,
    pub(crate) given: Vec<Given>,
    pub(crate) codes: Vec<CodeVerdict>,
}

/// Codes are few, and as long as somebody can type.
pub(crate) fn check_codes(codes: &[String]) -> Result<(), OrderError> {
    let is_good = |code: &String| {
        (1..=LONGEST_CODE).contains(&code.trim().chars().count()) && !code.chars().any(char::is_control)
    };
    if codes.len() <= MOST_CODES && codes.iter().all(is_good) {
        return Ok(());
    }
    let detail = format!("Enter up to {MOST_CODES} codes of 1 to {LONGEST_CODE} characters each.");
    Err(OrderError::BadField { pointer: "/codes", detail })
}

impl Service {
    /// What is taken off each of these lines.
    pub(super) async fn reduced(
        &self,
        ctx: &Ctx,
        intent: &Intent,
        lines: &[(usize, PricedLine)],
    ) -> Result<Reduced, OrderError> {
        let nothing = || Reduced { lines: vec![Amount::ZERO; lines.len()], ..Reduced::default() };
        if lines.is_empty()
            || intent.is_of_lines
            || !self.boot.hooks.is_asked::<DiscountsPropose>(ctx, &self.boot.modules).await
        {
            return Ok(nothing());
        }
        let question = self.discount_question(ctx, intent, lines).await?;
        let answers = self.boot.hooks.ask::<DiscountsPropose>(ctx, &self.boot.modules, &question).await;
        let answers = answers.map_err(|_| OrderError::Unchecked)?.given;
        let (mut proposals, mut codes): (Vec<Discount>, Vec<CodeVerdict>) = Default::default();
        for answer in answers {
            proposals.extend(answer.discounts);
            codes.extend(answer.codes);
        }
        let amounts: Vec<(u32, Amount)> = question.lines.iter().map(|line| (line.position, line.amount)).collect();
        match take_off(&amounts, &proposals) {
            Ok(Allocated { lines, given }) => {
                codes.extend(self.unknown_codes(ctx, &intent.codes, &codes));
                Ok(Reduced { lines, given, codes })
            }
            Err(cause) => {
                tracing::error!(%cause, "a discount that a module proposes cannot be taken off");
                Err(OrderError::Unchecked)
            }
        }
    }

    /// Codes about which no module has said anything.
    fn unknown_codes(&self, ctx: &Ctx, entered: &[String], told: &[CodeVerdict]) -> Vec<CodeVerdict> {
        let is_unknown = |code: &&String| !told.iter().any(|verdict| verdict.code == **code);
        let verdict = |code: &String| {
            let text = self.boot.texts().say(ctx.locale(), "orders-unknown-code", &[("code", code.into())]);
            CodeVerdict { code: code.clone(), is_taken: false, text }
        };
        entered.iter().filter(is_unknown).map(verdict).collect()
    }

    async fn discount_question(
        &self,
        ctx: &Ctx,
        intent: &Intent,
        lines: &[(usize, PricedLine)],
    ) -> Result<DiscountQuestion, OrderError> {
        let channel = channel(ctx)?;
        let products = lines.iter().map(|(_, line)| line.product).collect::<Vec<_>>();
        let facts = self.facts(ctx, &products).await?;
        let line = |(wish, line): &(usize, PricedLine)| {
            Ok(DiscountLine {
                position: u32::try_from(wish + 1).unwrap_or(u32::MAX),
                product: line.product,
                sku: line.sku.clone(),
                categories: facts.get(&line.product).map(|known| known.categories.clone()).unwrap_or_default(),
                quantity: line.base_quantity,
                amount: line_net(line.unit_price, line.quantity, line.per, channel.currency)?,
                is_manual: intent.wishes.get(*wish).is_some_and(|wish| wish.manual_price.is_some()),
            })
        };
        Ok(DiscountQuestion {
            company: intent.company.id,
            user: ctx.user(),
            channel: channel.id,
            currency: channel.currency,
            date: intent.order_date,
            locale: ctx.locale(),
            codes: intent.codes.clone(),
            lines: lines.iter().map(line).collect::<Result<_, OrderError>>()?,
        })
    }

    /// What is known of products beyond their prices; nothing where no module keeps products.
    pub(super) async fn facts(
        &self,
        ctx: &Ctx,
        products: &[ProductId],
    ) -> Result<HashMap<ProductId, ProductFacts>, OrderError> {
        match self.boot.ports.find::<dyn ProductKnowledge>() {
            Some(knowledge) => Ok(knowledge.facts(ctx, products).await?),
            None => Ok(HashMap::new()),
        }
    }
}
