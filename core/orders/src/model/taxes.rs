//! What hooks answer about taxes, checked before anything is computed with it: nothing they say is trusted.
//! A rate is 0 to 100 per cent, there is one answer per line, and whoever says that nothing is owed charges nothing.

use kontor_hooks::{LineTax, TaxAnswer, TaxQuestion, TaxReason};
use kontor_kernel::Rate;
use thiserror::Error;

/// The longest name of a rule and the longest note, in characters.
const LONGEST_RULE: usize = 200;
const LONGEST_NOTE: usize = 500;

/// What is wrong with an answer.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub(crate) enum BadAnswer {
    /// Not one answer per line.
    #[error("{0} lines were asked about and {1} answers came")]
    Count(usize, usize),
    /// A rate that no country charges.
    #[error("a rate of {0} per cent is not between 0 and 100")]
    Rate(Rate),
    /// A rate where nothing is owed.
    #[error("{0:?} is charged {1} per cent")]
    ChargedForNothing(TaxReason, Rate),
    /// A text that documents cannot show.
    #[error("a rule or a note is too long or holds control characters")]
    Text,
}

/// What has been said so far of lines that must be taxed and have no rate: country and class.
pub(crate) type Missing = Vec<Option<(String, String)>>;

/// Takes the answers of one link of the chain into what the next one is told.
pub(crate) fn take(
    question: &mut TaxQuestion,
    missing: &mut Missing,
    answers: Vec<TaxAnswer>,
) -> Result<(), BadAnswer> {
    if answers.len() != question.lines.len() {
        return Err(BadAnswer::Count(question.lines.len(), answers.len()));
    }
    answers.iter().try_for_each(check)?;
    missing.resize(question.lines.len(), None);
    for ((line, missing), answer) in question.lines.iter_mut().zip(missing).zip(answers) {
        match answer {
            TaxAnswer::Unchanged => {}
            TaxAnswer::Tax(tax) => (line.tax, *missing) = (Some(tax), None),
            TaxAnswer::NoRate { country, class } => (line.tax, *missing) = (None, Some((country, class))),
        }
    }
    Ok(())
}

fn check(answer: &TaxAnswer) -> Result<(), BadAnswer> {
    let TaxAnswer::Tax(tax) = answer else { return Ok(()) };
    if tax.rate < Rate::ZERO || tax.rate > Rate::WHOLE {
        return Err(BadAnswer::Rate(tax.rate));
    }
    if !tax.reason.is_taxed() && tax.rate != Rate::ZERO {
        return Err(BadAnswer::ChargedForNothing(tax.reason, tax.rate));
    }
    let is_fit = |text: &str, longest| text.chars().count() <= longest && !text.chars().any(char::is_control);
    if is_fit(&tax.rule, LONGEST_RULE) && tax.note.as_ref().is_none_or(|note| is_fit(note, LONGEST_NOTE)) {
        Ok(())
    } else {
        Err(BadAnswer::Text)
    }
}

/// The tax of a line about which nobody has said anything: without an engine for taxes none is charged.
pub(crate) fn untaxed() -> LineTax {
    LineTax { rate: Rate::ZERO, reason: TaxReason::OutsideScope, rule: String::new(), note: None }
}

#[cfg(test)]
mod tests {
    use kontor_hooks::{BuyerKind, TaxBuyer, TaxLine, TaxMode, TaxPlace, TaxSeller};
    use kontor_kernel::{Amount, BusinessDate, CompanyId, Currency, Locale};

    use super::*;

    fn question(lines: usize) -> TaxQuestion {
        let line = |position| TaxLine {
            position,
            sku: "A".to_owned(),
            class: "standard".to_owned(),
            is_goods: true,
            amount: Amount::from_minor(100),
            tax_mode: TaxMode::Net,
            tax: None,
        };
        TaxQuestion {
            seller: TaxSeller { country: "PL".to_owned(), vat_id: None },
            buyer: TaxBuyer {
                company: CompanyId::new(),
                country: "PL".to_owned(),
                vat_id: None,
                vat_id_is_confirmed: false,
                kind: BuyerKind::Firm,
            },
            exemptions: Vec::new(),
            ship_to: TaxPlace { country: "PL".to_owned(), postal_code: String::new() },
            date: BusinessDate::from_ymd(2026, 11, 30).unwrap(),
            currency: Currency::PLN,
            locale: Locale::En,
            lines: (1..).take(lines).map(line).collect(),
        }
    }

    fn tax(rate: i64, reason: TaxReason) -> TaxAnswer {
        TaxAnswer::Tax(LineTax { rate: Rate::from_ppm(rate), reason, rule: "test".to_owned(), note: None })
    }

    fn taken(answers: Vec<TaxAnswer>) -> Result<(), BadAnswer> {
        take(&mut question(1), &mut Missing::new(), answers)
    }

    #[test]
    fn an_answer_that_cannot_be_is_refused() {
        assert_eq!(taken(vec![]), Err(BadAnswer::Count(1, 0)));
        assert_eq!(taken(vec![TaxAnswer::Unchanged, TaxAnswer::Unchanged]), Err(BadAnswer::Count(1, 2)));
        for rate in [-1, 1_000_001, i64::MIN, i64::MAX] {
            assert_eq!(taken(vec![tax(rate, TaxReason::Standard)]), Err(BadAnswer::Rate(Rate::from_ppm(rate))));
        }
        let charged = BadAnswer::ChargedForNothing(TaxReason::ReverseCharge, Rate::from_ppm(1));
        assert_eq!(taken(vec![tax(1, TaxReason::ReverseCharge)]), Err(charged));
        for (rate, reason) in [(0, TaxReason::Exempt), (1_000_000, TaxReason::Standard), (0, TaxReason::Zero)] {
            assert_eq!(taken(vec![tax(rate, reason)]), Ok(()));
        }
        for note in ["x".repeat(501), "two\nlines".to_owned()] {
            let TaxAnswer::Tax(good) = tax(0, TaxReason::Exempt) else { panic!("a tax is a tax") };
            assert_eq!(taken(vec![TaxAnswer::Tax(LineTax { note: Some(note), ..good })]), Err(BadAnswer::Text));
        }
    }

    #[test]
    fn the_last_word_counts_and_silence_leaves_what_was_said() {
        let (mut question, mut missing) = (question(3), Missing::new());
        let no_rate = || TaxAnswer::NoRate { country: "PL".to_owned(), class: "luxury".to_owned() };
        take(&mut question, &mut missing, vec![tax(230_000, TaxReason::Standard), no_rate(), no_rate()]).unwrap();
        take(
            &mut question,
            &mut missing,
            vec![TaxAnswer::Unchanged, tax(80_000, TaxReason::Reduced), TaxAnswer::Unchanged],
        )
        .unwrap();
        let rates: Vec<Option<i64>> =
            question.lines.iter().map(|line| line.tax.as_ref().map(|tax| tax.rate.ppm())).collect();
        assert_eq!(rates, [Some(230_000), Some(80_000), None]);
        assert_eq!(missing, [None, None, Some(("PL".to_owned(), "luxury".to_owned()))]);
    }
}
