//! Which promotions a basket has, and what they take off.
//! Combinable ones are had together, by priority and code; an exclusive one is had alone where that takes off more.

use std::cmp::Reverse;

use kontor_kernel::{Amount, MoneyError};

use super::{
    effect::{Left, Piece, take_off},
    promotion::{Basket, Obstacle, Promotion, Reached},
};

/// Pieces of one answer at the most: the core takes fifty discounts of all modules together.
const MOST_PIECES: usize = 40;

/// A promotion that may be had.
#[derive(Debug, Clone)]
pub(crate) struct Candidate<'a> {
    pub promotion: &'a Promotion,
    /// The code by which it is had, as it is kept.
    pub code: Option<String>,
    /// The limit that it has reached.
    pub used_up: Option<Reached>,
}

/// A promotion that is had.
#[derive(Debug, Clone)]
pub(crate) struct Given<'a> {
    pub promotion: &'a Promotion,
    pub code: Option<String>,
    pub pieces: Vec<Piece>,
    /// All that it takes off.
    pub amount: Amount,
}

/// What a basket has and what it has not.
#[derive(Debug, Clone)]
pub(crate) struct Choice<'a> {
    /// Taken off one after the other.
    pub given: Vec<Given<'a>>,
    /// Not had, and why.
    pub passed_over: Vec<(&'a Promotion, Obstacle)>,
    /// What is left of each line.
    pub left: Left,
}

/// Chooses. The order of the candidates makes no difference; each promotion stands among them once.
pub(crate) fn choose<'a>(mut candidates: Vec<Candidate<'a>>, basket: &Basket<'_>) -> Result<Choice<'a>, MoneyError> {
    candidates.sort_by(|one, other| rank(one).cmp(&rank(other)));
    let (mut able, mut passed_over) = (Vec::new(), Vec::new());
    for candidate in candidates {
        let used_up = candidate.used_up.map(Obstacle::UsedUp);
        match used_up.map_or_else(|| candidate.promotion.obstacle(basket), |obstacle| Ok(Some(obstacle)))? {
            Some(obstacle) => passed_over.push((candidate.promotion, obstacle)),
            None => able.push(candidate),
        }
    }
    let (alone, together): (Vec<_>, Vec<_>) = able.iter().partition(|candidate| candidate.promotion.is_exclusive);
    let mut ways = vec![together];
    ways.extend(alone.into_iter().map(|candidate| vec![candidate]));
    let mut outcomes = Vec::new();
    for way in ways.into_iter().filter(|way| !way.is_empty()) {
        let outcome = taken(&way, basket)?;
        let total = Amount::sum(outcome.0.iter().map(|given| given.amount))?;
        outcomes.push((Reverse(total), way.first().map(|first| rank(first)), outcome));
    }
    let best = outcomes.into_iter().min_by(|one, other| one.0.cmp(&other.0).then(one.1.cmp(&other.1)));
    let (given, left) = best.map_or_else(|| (Vec::new(), all(basket)), |(.., outcome)| outcome);
    let is_had = |promotion: &Promotion| given.iter().any(|given| given.promotion.id == promotion.id);
    let is_alone = given.iter().any(|given| given.promotion.is_exclusive);
    for candidate in able.iter().filter(|candidate| !is_had(candidate.promotion)) {
        let loses = candidate.promotion.is_exclusive || is_alone;
        let obstacle = if loses && !given.is_empty() { Obstacle::NotCombined } else { Obstacle::GivesNothing };
        passed_over.push((candidate.promotion, obstacle));
    }
    Ok(Choice { given, passed_over, left })
}

fn rank<'a>(candidate: &Candidate<'a>) -> (i32, &'a str) {
    (candidate.promotion.priority, candidate.promotion.code.as_str())
}

fn all(basket: &Basket<'_>) -> Left {
    basket.lines.iter().map(|line| line.amount).collect()
}

/// What some promotions take off, one after the other.
fn taken<'a>(way: &[&Candidate<'a>], basket: &Basket<'_>) -> Result<(Vec<Given<'a>>, Left), MoneyError> {
    let mut left = all(basket);
    let mut given = Vec::new();
    for candidate in way {
        let before = Amount::sum(left.iter().copied())?;
        let mut after = left.clone();
        let pieces = take_off(&candidate.promotion.terms, basket.currency, basket.lines, &mut after)?;
        let there = given.iter().map(|given: &Given<'_>| given.pieces.len()).sum::<usize>();
        if !pieces.is_empty() && there + pieces.len() <= MOST_PIECES {
            let amount = before.minus(Amount::sum(after.iter().copied())?)?;
            left = after;
            given.push(Given { promotion: candidate.promotion, code: candidate.code.clone(), pieces, amount });
        }
    }
    Ok((given, left))
}

#[cfg(test)]
mod tests;
