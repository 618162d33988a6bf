//! The answer to `discounts/propose`: codes are looked up, candidates are chosen among, and everything is explained.
//! An unknown code and a foreign one are told apart for nobody who buys, and wrong ones are soon not looked up any more.

use std::{
    borrow::Cow,
    collections::{BTreeMap, HashMap, HashSet},
    sync::Arc,
};

use kontor_hooks::{CodeVerdict, Discount, DiscountAnswer, DiscountQuestion};
use kontor_kernel::{Amount, Locale};
use kontor_store::{Ctx, Tx};
use sea_orm::ColumnTrait;

use super::{
    Promoting,
    codes::limits_of,
    tallies::{self, User},
    uses::{buys_in_person, source},
};
use crate::{
    entities::code,
    error::PromotionResult,
    ids::{PromotionId, SubjectId, subject},
    model::{
        choice::{Candidate, Choice, Given, choose},
        codes,
        effect::Piece,
        promotion::{Basket, Limits, Obstacle, Period, Promotion, Reached, Standing, Used},
    },
};

/// Codes that are looked at of one cart.
const MOST_ENTERED: usize = 20;

/// Who enters codes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Caution {
    /// Somebody who buys and may be guessing.
    Guesser,
    /// Staff who try promotions out.
    Staff,
}

/// A code that was entered, and what was found out about it.
#[derive(Debug, Clone)]
pub(super) struct Entered {
    pub written: String,
    key: String,
    pub fate: Fate,
}

/// What was found out about a code.
#[derive(Debug, Clone)]
pub(super) enum Fate {
    /// It was not looked at: too many were entered.
    NotLookedAt,
    /// It was not looked at: too many wrong ones came before it.
    Waits,
    /// There is none, or it is somebody else's.
    Unknown,
    /// It is somebody else's, which only staff are told.
    Foreign,
    /// Staff have blocked it.
    Blocked,
    /// Its promotion is no longer in use.
    Over,
    /// It leads to a promotion that another one of the codes leads to.
    Again,
    /// Its own days or limits are against it.
    Against(Obstacle),
    /// It leads to a promotion.
    Leads(PromotionId),
}

/// What came of a question.
pub(super) struct Outcome<'a> {
    pub choice: Choice<'a>,
    pub entered: Vec<Entered>,
}

impl Promoting {
    /// What promotions and codes take off a cart or order.
    pub async fn propose(&self, ctx: &Ctx, question: &DiscountQuestion) -> PromotionResult<DiscountAnswer> {
        let mut question = Cow::Borrowed(question);
        if question.user.is_some() && !buys_in_person(ctx) {
            question.to_mut().user = None;
        }
        let locale = question.locale;
        self.answered(ctx, &question, Caution::Guesser, |outcome| DiscountAnswer {
            discounts: discounts(outcome, locale),
            codes: self.verdicts(outcome, &question),
        })
        .await
    }

    /// Finds an answer and tells it.
    pub(super) async fn answered<T>(
        &self,
        ctx: &Ctx,
        question: &DiscountQuestion,
        caution: Caution,
        tell: impl FnOnce(&Outcome<'_>) -> T + Send,
    ) -> PromotionResult<T> {
        let known = self.known(ctx).await?;
        let by_id: HashMap<PromotionId, &Promotion> = known.iter().map(|it| (it.id, it)).collect();
        let (mut entered, rows) = self.entered(ctx, question, caution).await?;
        let led: Vec<&Promotion> = rows.values().filter_map(|row| by_id.get(&row.promotion_id).copied()).collect();
        let is_now = |promotion: &&Promotion| promotion.period.obstacle(question.date).is_none();
        let automatic: Vec<&Promotion> = known.iter().filter(|it| !it.needs_code).filter(is_now).collect();
        let asked = || automatic.iter().chain(&led).copied();
        let used = self.used(ctx, question, asked(), &rows).await?;
        let standing = match asked().any(|promotion| promotion.terms.asks_who_buys()) {
            true => self.standing(ctx, question.company).await?,
            false => Arc::new(Standing::default()),
        };
        decide(&mut entered, &rows, &by_id, question, &used);
        let of = |promotion: &Promotion| used.get(&subject(promotion.id)).copied().unwrap_or_default();
        let candidate = |promotion, code| Candidate { promotion, code, used_up: used_up(promotion, of(promotion)) };
        let mut candidates: Vec<Candidate<'_>> = automatic.iter().map(|it| candidate(*it, None)).collect();
        for code in &entered {
            if let (Fate::Leads(promotion), Some(row)) = (&code.fate, rows.get(&code.key)) {
                candidates.extend(by_id.get(promotion).map(|it| candidate(*it, Some(row.code.clone()))));
            }
        }
        let basket = Basket {
            buyer: &standing,
            channel: question.channel,
            currency: question.currency,
            date: question.date,
            lines: &question.lines,
        };
        Ok(tell(&Outcome { choice: choose(candidates, &basket)?, entered }))
    }

    /// The codes of a question, and the rows of those that there are, by key.
    async fn entered(
        &self,
        ctx: &Ctx,
        question: &DiscountQuestion,
        caution: Caution,
    ) -> PromotionResult<(Vec<Entered>, BTreeMap<String, code::Model>)> {
        let mut entered = as_written(&question.codes);
        if entered.is_empty() {
            return Ok((entered, BTreeMap::new()));
        }
        let mut keys: Vec<String> = entered.iter().take(MOST_ENTERED).map(|code| code.key.clone()).collect();
        keys.sort_unstable();
        keys.dedup();
        let guesser = (ctx.tenant(), question.company, question.user);
        let allowed: HashSet<String> = match caution {
            Caution::Guesser => self.guesses().allowed(guesser, &keys, ctx.now()),
            Caution::Staff => keys.iter().cloned().collect(),
        };
        let tx = self.boot.store.read(ctx).await?;
        let found = tx.find::<code::Entity>().filter(code::Column::CodeKey.is_in(allowed.iter()));
        let rows: BTreeMap<String, code::Model> =
            found.all(&tx).await?.into_iter().map(|row| (row.code_key.clone(), row)).collect();
        tx.finish().await?;
        if caution == Caution::Guesser {
            let is_right = |key: &&String| rows.get(*key).is_some_and(|row| is_for(row, question));
            let (right, wrong): (Vec<String>, Vec<String>) = allowed.iter().cloned().partition(|key| is_right(&key));
            self.guesses().learn(guesser, &right, &wrong, ctx.now());
        }
        for code in entered.iter_mut().filter(|code| matches!(code.fate, Fate::Unknown)) {
            code.fate = match rows.get(&code.key) {
                _ if !allowed.contains(&code.key) => Fate::Waits,
                None => Fate::Unknown,
                Some(row) if !is_for(row, question) => Fate::Foreign,
                Some(row) => Fate::Leads(row.promotion_id),
            };
        }
        Ok((entered, rows))
    }

    /// How often what is counted has been used; nothing is asked where nothing is.
    async fn used<'a>(
        &self,
        ctx: &Ctx,
        question: &DiscountQuestion,
        promotions: impl Iterator<Item = &'a Promotion> + Send,
        rows: &BTreeMap<String, code::Model>,
    ) -> PromotionResult<HashMap<SubjectId, Used>> {
        let counted = promotions.filter(|promotion| promotion.is_counted).map(|promotion| subject(promotion.id));
        let subjects: HashSet<SubjectId> = counted.chain(rows.values().map(|row| subject(row.id))).collect();
        if subjects.is_empty() {
            return Ok(HashMap::new());
        }
        let user = User { company: question.company, person: question.user };
        let tx = self.boot.store.read(ctx).await?;
        let used = tallies::used(&tx, subjects.into_iter().collect(), Some(user)).await?;
        tx.finish().await?;
        Ok(used)
    }
}

/// Codes as they were written, with their keys; nothing has been looked up.
fn as_written(written: &[String]) -> Vec<Entered> {
    let mut entered: Vec<Entered> = Vec::new();
    for written in written.iter().filter(|written| !written.trim().is_empty()) {
        let fate = if entered.len() < MOST_ENTERED { Fate::Unknown } else { Fate::NotLookedAt };
        entered.push(Entered { written: written.clone(), key: codes::key(written), fate });
    }
    entered
}

/// Whether a code is this buyer's or everybody's.
fn is_for(row: &code::Model, question: &DiscountQuestion) -> bool {
    row.company_id.is_none_or(|company| company == question.company)
        && row.user_id.is_none_or(|user| Some(user) == question.user)
}

/// The limit that a promotion itself has reached.
fn used_up(promotion: &Promotion, used: Used) -> Option<Reached> {
    promotion.is_counted.then(|| promotion.limits.reached(used)).flatten()
}

/// Says of each code that leads somewhere whether anything of its own is against it. The first of several codes that lead to
/// one promotion is taken.
fn decide(
    entered: &mut [Entered],
    rows: &BTreeMap<String, code::Model>,
    by_id: &HashMap<PromotionId, &Promotion>,
    question: &DiscountQuestion,
    used: &HashMap<SubjectId, Used>,
) {
    let mut led: HashSet<PromotionId> = HashSet::new();
    for code in entered {
        let (Fate::Leads(promotion), Some(row)) = (&code.fate, rows.get(&code.key)) else { continue };
        let of_code = used.get(&subject(row.id)).copied().unwrap_or_default();
        let period = Period { from: row.valid_from, to: row.valid_to };
        let against = period.obstacle(question.date);
        let against = against.or_else(|| Limits::from(limits_of(row)).reached(of_code).map(Obstacle::UsedUp));
        let promotion = *promotion;
        code.fate = match against {
            _ if row.blocked_at.is_some() => Fate::Blocked,
            _ if !by_id.contains_key(&promotion) => Fate::Over,
            Some(obstacle) => Fate::Against(obstacle),
            None if !led.insert(promotion) => Fate::Again,
            None => Fate::Leads(promotion),
        };
    }
}

/// What is taken off, as the hook says it.
fn discounts(outcome: &Outcome<'_>, locale: Locale) -> Vec<Discount> {
    let of = |given: &Given<'_>| {
        let (promotion, code) = (given.promotion, given.code.clone());
        let piece = |piece: &Piece| Discount {
            source: source(promotion.id),
            name: promotion.name(locale).to_owned(),
            code: code.clone(),
            positions: piece.positions.clone(),
            off: piece.off,
        };
        given.pieces.iter().map(piece).collect::<Vec<_>>()
    };
    outcome.choice.given.iter().flat_map(of).collect()
}

impl Promoting {
    /// What became of each code, in the language of the question.
    pub(super) fn verdicts(&self, outcome: &Outcome<'_>, question: &DiscountQuestion) -> Vec<CodeVerdict> {
        let verdict = |code: &Entered| {
            let had = match &code.fate {
                Fate::Leads(promotion) => outcome.choice.given.iter().find(|given| given.promotion.id == *promotion),
                _ => None,
            };
            let is_taken = had.is_some_and(|given| given.amount > Amount::ZERO);
            CodeVerdict { code: code.written.clone(), is_taken, text: self.verdict(outcome, code, question) }
        };
        outcome.entered.iter().map(verdict).collect()
    }
}
