//! What buyers and staff read: what a code gives or why it gives nothing, and why a promotion is not had.
//! Whole sentences in the reader's language; dates are written out.

use kontor_contract::Value;
use kontor_hooks::DiscountQuestion;
use kontor_kernel::{BusinessDate, Currency, Locale};

use super::{
    Promoting,
    answer::{Entered, Fate, Outcome},
};
use crate::model::{
    guesses::WINDOW_MINUTES,
    promotion::{Obstacle, Reached},
};

type Values = Vec<(&'static str, Value)>;

impl Promoting {
    /// What became of a code.
    pub(super) fn verdict(&self, outcome: &Outcome<'_>, code: &Entered, question: &DiscountQuestion) -> String {
        let locale = question.locale;
        let (key, mut values): (String, Values) = match &code.fate {
            Fate::NotLookedAt => ("promotions-code-too-many".to_owned(), Vec::new()),
            Fate::Waits => {
                let minutes = u64::try_from(WINDOW_MINUTES).unwrap_or_default();
                ("promotions-code-wait".to_owned(), vec![("minutes", minutes.into())])
            }
            // Whether somebody else has the code is nobody's to know.
            Fate::Unknown | Fate::Foreign => ("promotions-code-unknown".to_owned(), Vec::new()),
            Fate::Blocked => ("promotions-code-blocked".to_owned(), Vec::new()),
            Fate::Over => ("promotions-code-over".to_owned(), Vec::new()),
            Fate::Again => ("promotions-code-again".to_owned(), Vec::new()),
            Fate::Against(obstacle) => self.told(obstacle, "code", locale, question.currency),
            Fate::Leads(promotion) => {
                let given = outcome.choice.given.iter().find(|given| given.promotion.id == *promotion);
                let passed = outcome.choice.passed_over.iter().find(|(over, _)| over.id == *promotion);
                match (given, passed) {
                    (Some(given), _) => {
                        let name = given.promotion.name(locale).into();
                        let off = given.amount.in_currency(question.currency).into();
                        ("promotions-code-taken".to_owned(), vec![("name", name), ("off", off)])
                    }
                    (None, Some((_, obstacle))) => self.told(obstacle, "code", locale, question.currency),
                    (None, None) => ("promotions-code-nothing".to_owned(), Vec::new()),
                }
            }
        };
        values.push(("code", code.written.trim().into()));
        self.boot.texts().say(locale, &key, &values)
    }

    /// Why a promotion is not had.
    pub(super) fn reason(&self, obstacle: &Obstacle, locale: Locale, currency: Currency) -> String {
        let (key, values) = self.told(obstacle, "why", locale, currency);
        self.boot.texts().say(locale, &key, &values)
    }

    /// The key of an obstacle and what it is told of.
    fn told(&self, obstacle: &Obstacle, of: &str, locale: Locale, currency: Currency) -> (String, Values) {
        let date = |date: BusinessDate| vec![("date", self.date(locale, date).into())];
        let (key, values): (&str, Values) = match obstacle {
            Obstacle::Begins(from) => ("begins", date(*from)),
            Obstacle::Ended(to) => ("ended", date(*to)),
            Obstacle::OtherChannel => ("channel", Vec::new()),
            Obstacle::OtherCurrency => ("currency", vec![("currency", currency.to_string().into())]),
            Obstacle::OtherBuyer => ("buyer", Vec::new()),
            Obstacle::NotTheFirstOrder => ("first", Vec::new()),
            Obstacle::NoGoods => ("goods", Vec::new()),
            Obstacle::ValueMissing(missing) => ("value", vec![("missing", missing.in_currency(currency).into())]),
            Obstacle::QuantityMissing(missing) => ("quantity", vec![("missing", missing.to_string().into())]),
            Obstacle::UsedUp(Reached::Everybodys) => ("used-up", Vec::new()),
            Obstacle::UsedUp(Reached::Companys) => ("used-up-company", Vec::new()),
            Obstacle::UsedUp(Reached::Persons) => ("used-up-person", Vec::new()),
            Obstacle::GivesNothing => ("nothing", Vec::new()),
            Obstacle::NotCombined => ("not-combined", Vec::new()),
        };
        (format!("promotions-{of}-{key}"), values)
    }

    /// A date, written out.
    fn date(&self, locale: Locale, date: BusinessDate) -> String {
        let date = date.date();
        let values = [("day", date.day().to_string().into()), ("year", date.year().to_string().into())];
        self.boot.texts().say(locale, &format!("promotions-date-{}", date.month()), &values)
    }
}
