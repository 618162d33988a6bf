//! The native answer to `taxes/compute`: from who sells what to whom and where it goes follows what each line bears.
//! Directive 2006/112/EC for sellers in the union; everywhere else what stays at home is taxed and what leaves is not.

use kontor_hooks::{BuyerKind, LineTax, TaxAnswer, TaxLine, TaxQuestion, TaxReason};
use kontor_kernel::Rate;

use super::{
    ClassKind, Taxes,
    territory::{Territory, is_member, issuer},
};

/// Says what each line bears of which nobody has said it yet.
pub(crate) fn answer(taxes: &Taxes, question: &TaxQuestion) -> Vec<TaxAnswer> {
    let case = Case::of(taxes, question);
    let of_line = |line: &TaxLine| if line.tax.is_some() { TaxAnswer::Unchanged } else { case.answer(line) };
    question.lines.iter().map(of_line).collect()
}

/// Whose tax a line bears, if any.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Place<'a> {
    /// That of a country, or of a part of it.
    Taxed { country: &'a str, part: Option<&'static str>, is_distance_sale: bool },
    /// None, for a reason.
    Untaxed(TaxReason, String),
}

/// What all lines have in common.
struct Case<'a> {
    taxes: &'a Taxes,
    question: &'a TaxQuestion,
    goods: Place<'a>,
    services: Place<'a>,
}

impl<'a> Case<'a> {
    fn of(taxes: &'a Taxes, question: &'a TaxQuestion) -> Self {
        Self { taxes, question, goods: place_of_goods(taxes, question), services: place_of_services(question) }
    }

    fn answer(&self, line: &TaxLine) -> TaxAnswer {
        let seller = self.question.seller.country.as_str();
        if !self.taxes.has_rates(seller) {
            return untaxed(TaxReason::OutsideScope, format!("{seller} without rates"));
        }
        match if line.is_goods { &self.goods } else { &self.services } {
            Place::Untaxed(reason, rule) => untaxed(*reason, rule.clone()),
            Place::Taxed { country, part, is_distance_sale } => {
                self.exempt(line).unwrap_or_else(|| self.taxed(line, country, *part, *is_distance_sale))
            }
        }
    }

    /// By the buyer's certificate, or because such things are exempt everywhere.
    fn exempt(&self, line: &TaxLine) -> Option<TaxAnswer> {
        match self.taxes.kind(&line.class) {
            Some(ClassKind::Exempt) => return Some(untaxed(TaxReason::Exempt, format!("class {}", line.class))),
            Some(ClassKind::OutsideScope) => {
                return Some(untaxed(TaxReason::OutsideScope, format!("class {}", line.class)));
            }
            _ => {}
        }
        let covers =
            |classes: &Option<Vec<String>>| classes.as_ref().is_none_or(|classes| classes.contains(&line.class));
        let by = self.question.exemptions.iter().find(|exemption| covers(&exemption.classes))?;
        let tax = LineTax {
            rate: Rate::ZERO,
            reason: TaxReason::Exempt,
            rule: format!("certificate {}", by.certificate),
            note: Some(format!("{} ({})", by.reason, by.certificate)),
        };
        Some(TaxAnswer::Tax(tax))
    }

    fn taxed(&self, line: &TaxLine, country: &str, part: Option<&str>, is_distance_sale: bool) -> TaxAnswer {
        let Some(found) = self.taxes.find(country, part, &line.class, self.question.date) else {
            if self.taxes.kind(&line.class) == Some(ClassKind::Zero) {
                return untaxed(TaxReason::Zero, format!("class {}", line.class));
            }
            return TaxAnswer::NoRate { country: country.to_owned(), class: line.class.clone() };
        };
        let scheme = if is_distance_sale { "OSS " } else { "" };
        let tax = LineTax {
            rate: found.rate,
            reason: reason(found.rate, &line.class, self.taxes.kind(&line.class)),
            rule: format!("{scheme}{} {} from {}", found.place, line.class, found.since),
            note: None,
        };
        TaxAnswer::Tax(tax)
    }
}

fn untaxed(reason: TaxReason, rule: String) -> TaxAnswer {
    TaxAnswer::Tax(LineTax { rate: Rate::ZERO, reason, rule, note: None })
}

fn reason(rate: Rate, class: &str, kind: Option<ClassKind>) -> TaxReason {
    match kind {
        _ if rate == Rate::ZERO => TaxReason::Zero,
        Some(ClassKind::Standard) => TaxReason::Standard,
        Some(_) => TaxReason::Reduced,
        None if class == super::STANDARD => TaxReason::Standard,
        None => TaxReason::Reduced,
    }
}

/// Goods are taxed where they go, with two exceptions in the union: firms owe the tax themselves, and a seller that sends
/// goods to few private persons abroad charges its own.
fn place_of_goods<'a>(taxes: &Taxes, question: &'a TaxQuestion) -> Place<'a> {
    let (seller, ship_to) = (question.seller.country.as_str(), &question.ship_to);
    let there = Territory::of(&ship_to.country, &ship_to.postal_code);
    if there.is_home_of(seller) {
        return Place::Taxed { country: seller, part: there.part, is_distance_sale: false };
    }
    if !is_member(seller) || !there.is_in_union {
        return Place::Untaxed(TaxReason::Export, format!("{seller} to {}", written(&there)));
    }
    if let Some(id) = id_from_abroad(question) {
        return Place::Untaxed(TaxReason::IntraCommunity, format!("{seller} to {}, {id}", there.country));
    }
    if taxes.is_oss() {
        return Place::Taxed { country: there.country, part: there.part, is_distance_sale: true };
    }
    Place::Taxed { country: seller, part: None, is_distance_sale: false }
}

/// Services for firms are taxed where the firm is, those for private persons where the seller is.
fn place_of_services(question: &TaxQuestion) -> Place<'_> {
    let (seller, buyer) = (question.seller.country.as_str(), &question.buyer);
    let home = Place::Taxed { country: seller, part: None, is_distance_sale: false };
    if buyer.kind == BuyerKind::Consumer || buyer.country == seller {
        return home;
    }
    if !is_member(seller) || !is_member(&buyer.country) {
        return Place::Untaxed(TaxReason::OutsideScope, format!("{seller} to {}", buyer.country));
    }
    match id_from_abroad(question) {
        Some(id) => Place::Untaxed(TaxReason::ReverseCharge, format!("{seller} to {}, {id}", buyer.country)),
        None => home,
    }
}

/// The buyer's VAT id where it belongs to a firm of another member state and staff have confirmed it.
fn id_from_abroad(question: &TaxQuestion) -> Option<&str> {
    let buyer = &question.buyer;
    let id = buyer.vat_id.as_deref().filter(|_| buyer.vat_id_is_confirmed && buyer.kind == BuyerKind::Firm)?;
    issuer(id).filter(|country| *country != question.seller.country).map(|_| id)
}

fn written(place: &Territory<'_>) -> String {
    place.part.map_or_else(|| place.country.to_owned(), |part| format!("{}-{part}", place.country))
}

#[cfg(test)]
mod tests;
