//! The engine against the worked cases, and what holds whoever sells what to whom.

use kontor_contract::catalog::TaxMode;
use kontor_hooks::{TaxBuyer, TaxExemption, TaxPlace, TaxSeller};
use kontor_kernel::{Amount, BusinessDate, CompanyId, Locale};
use kontor_testkit::tax_cases::{self, TaxCase};
use proptest::prelude::*;

use super::*;

fn taxes(is_oss: bool) -> Taxes {
    let rate = |(place, class, rate, from): tax_cases::CaseRate| {
        (place.to_owned(), class.to_owned(), from.parse().unwrap(), rate.parse().unwrap())
    };
    let kind = |(code, kind): (&str, &str)| (code.to_owned(), ClassKind::named(kind).unwrap());
    let rates = tax_cases::rates().into_iter().map(rate);
    Taxes::new(rates).with_kinds(tax_cases::classes().into_iter().map(kind)).with_oss(is_oss)
}

fn line(class: &str, is_goods: bool) -> TaxLine {
    TaxLine {
        position: 1,
        sku: "A".to_owned(),
        class: class.to_owned(),
        is_goods,
        amount: Amount::from_minor(100),
        tax_mode: TaxMode::Net,
        tax: None,
    }
}

fn question(case: &TaxCase) -> TaxQuestion {
    let certificate = |classes: &Vec<&str>| TaxExemption {
        certificate: "C-1".to_owned(),
        classes: (!classes.is_empty()).then(|| classes.iter().map(|class| (*class).to_owned()).collect()),
        reason: "Embassy".to_owned(),
    };
    TaxQuestion {
        seller: TaxSeller { country: case.seller.to_owned(), vat_id: None },
        buyer: TaxBuyer {
            company: CompanyId::new(),
            country: case.buyer.to_owned(),
            vat_id: case.vat_id.map(str::to_owned),
            vat_id_is_confirmed: case.is_confirmed,
            kind: if case.is_consumer { BuyerKind::Consumer } else { BuyerKind::Firm },
        },
        exemptions: case.certificate.iter().map(certificate).collect(),
        ship_to: TaxPlace { country: case.ship_to.0.to_owned(), postal_code: case.ship_to.1.to_owned() },
        date: case.on.parse().unwrap(),
        currency: case.currency.parse().unwrap(),
        locale: Locale::En,
        lines: case.lines.iter().map(|worked| line(worked.class, worked.is_goods)).collect(),
    }
}

#[test]
fn the_worked_cases_bear_what_was_decided_by_hand() {
    let cases = tax_cases::all();
    assert!(cases.len() >= 40);
    for case in cases {
        let taxes = taxes(case.is_oss);
        let question = question(&case);
        for (answer, worked) in answer(&taxes, &question).into_iter().zip(&case.lines) {
            let TaxAnswer::Tax(tax) = answer else { panic!("{}: {answer:?}", case.name) };
            let said = (tax.rate.to_string(), tax.reason.name());
            assert_eq!(said, (worked.rate.to_owned(), worked.reason), "{} {}", case.name, worked.class);
            assert!(!tax.rule.is_empty() && tax.rule.chars().count() <= 200, "{}", case.name);
            let own = taxes.rate(case.seller, worked.class, question.date).unwrap();
            assert_eq!(own.to_string(), worked.own_rate, "{} {}", case.name, worked.class);
        }
    }
}

#[test]
fn a_certificate_is_named_on_what_it_frees() {
    let case = tax_cases::all().into_iter().find(|case| case.name.starts_with("37")).unwrap();
    let notes = answer(&taxes(false), &question(&case)).into_iter().map(|answer| match answer {
        TaxAnswer::Tax(tax) => tax.note,
        other => panic!("{other:?}"),
    });
    assert_eq!(notes.collect::<Vec<_>>(), [Some("Embassy (C-1)".to_owned()), None]);
}

#[test]
fn what_must_be_taxed_and_has_no_rate_is_told() {
    let mut case = tax_cases::all().into_iter().find(|case| case.name.starts_with("25")).unwrap();
    case.ship_to = ("FR", "75001");
    let first = answer(&taxes(true), &question(&case)).into_iter().next();
    assert_eq!(first, Some(TaxAnswer::NoRate { country: "FR".to_owned(), class: "standard".to_owned() }));
    case.ship_to = ("PL", "00-001");
    case.on = "1990-01-01";
    let first = answer(&taxes(true), &question(&case)).into_iter().next();
    assert_eq!(first, Some(TaxAnswer::NoRate { country: "PL".to_owned(), class: "standard".to_owned() }));
}

#[test]
fn what_somebody_has_said_before_stays() {
    let case = tax_cases::all().into_iter().next().unwrap();
    let mut question = question(&case);
    let said = LineTax { rate: Rate::ZERO, reason: TaxReason::Zero, rule: "plugin".to_owned(), note: None };
    question.lines[0].tax = Some(said);
    assert_eq!(answer(&taxes(false), &question), [TaxAnswer::Unchanged]);
}

#[test]
fn a_seller_without_rates_charges_nothing() {
    let mut case = tax_cases::all().into_iter().next().unwrap();
    case.seller = "NO";
    let TaxAnswer::Tax(tax) = answer(&taxes(false), &question(&case)).remove(0) else { panic!("no tax") };
    assert_eq!((tax.rate, tax.reason), (Rate::ZERO, TaxReason::OutsideScope));
}

fn countries() -> impl Strategy<Value = &'static str> {
    prop::sample::select(vec!["PL", "DE", "IT", "ES", "PT", "GB", "CH", "US", "GR", "AT"])
}

/// Everything about a question that a buyer or a seller can be.
fn questions() -> impl Strategy<Value = (TaxQuestion, bool)> {
    let ids = prop::sample::select(vec![
        None,
        Some("DE136695976"),
        Some("PL5260250274"),
        Some("EL094259216"),
        Some("GB1"),
        Some(""),
    ]);
    let codes = prop::sample::select(vec!["", "35001", "9500-150", "00-001", "BT1", "23041", "ł"]);
    let classes = prop::sample::select(vec!["standard", "reduced", "zero", "training", "deposit", "unknown"]);
    let people = (any::<bool>(), any::<bool>(), any::<bool>(), any::<bool>(), any::<bool>());
    let days = 0_i16..60;
    (countries(), countries(), countries(), ids, codes, classes, people, days).prop_map(
        |(seller, buyer, to, vat_id, code, class, (is_consumer, is_confirmed, is_oss, is_exempt, is_goods), years)| {
            let case = TaxCase {
                seller,
                buyer,
                vat_id,
                is_confirmed,
                is_consumer,
                is_oss,
                certificate: is_exempt.then(Vec::new),
                ship_to: (to, code),
                on: "2026-11-30",
                currency: "EUR",
                ..TaxCase::default()
            };
            let mut question = question(&case);
            question.date = BusinessDate::from_ymd(1990 + years, 6, 15).unwrap();
            question.lines = vec![line(class, is_goods), line("standard", !is_goods)];
            (question, is_oss)
        },
    )
}

proptest! {
    #[test]
    fn whoever_sells_what_to_whom_each_line_has_one_lawful_answer((question, is_oss) in questions()) {
        let answers = answer(&taxes(is_oss), &question);
        prop_assert_eq!(answers.len(), question.lines.len());
        for answer in answers {
            match answer {
                TaxAnswer::Tax(tax) => {
                    prop_assert!(tax.rate >= Rate::ZERO && tax.rate <= Rate::WHOLE);
                    prop_assert!(tax.reason.is_taxed() == (tax.rate != Rate::ZERO), "{:?}", tax);
                }
                TaxAnswer::NoRate { country, .. } => prop_assert!(!country.is_empty()),
                TaxAnswer::Unchanged => prop_assert!(false, "nothing had been said"),
            }
        }
    }

    #[test]
    fn nobody_is_freed_across_a_border_without_a_confirmed_id_of_another_country((mut question, is_oss) in questions()) {
        question.buyer.vat_id_is_confirmed = false;
        for answer in answer(&taxes(is_oss), &question) {
            if let TaxAnswer::Tax(tax) = answer {
                prop_assert!(!matches!(tax.reason, TaxReason::IntraCommunity | TaxReason::ReverseCharge), "{:?}", tax);
            }
        }
        question.buyer.vat_id_is_confirmed = true;
        question.buyer.vat_id = Some(format!("{}123456789", if question.seller.country == "GR" { "EL" } else { &question.seller.country }));
        for answer in answer(&taxes(is_oss), &question) {
            if let TaxAnswer::Tax(tax) = answer {
                prop_assert!(!matches!(tax.reason, TaxReason::IntraCommunity | TaxReason::ReverseCharge), "{:?}", tax);
            }
        }
    }

    #[test]
    fn a_cart_is_taxed_as_its_lines_are_one_by_one((question, is_oss) in questions()) {
        let taxes = taxes(is_oss);
        let together = answer(&taxes, &question);
        for (index, line) in question.lines.iter().enumerate() {
            let alone = TaxQuestion { lines: vec![line.clone()], ..question.clone() };
            prop_assert_eq!(&answer(&taxes, &alone)[0], &together[index]);
        }
    }
}

#[test]
fn rates_of_parts_do_not_count_as_rates_of_the_country() {
    let row = ("PT-20".to_owned(), "standard".to_owned(), "2020-01-01".parse().unwrap(), Rate::from_ppm(160_000));
    let taxes = Taxes::new([row]);
    assert!(!taxes.has_rates("PT"));
    let found = taxes.find("PT", Some("20"), "standard", "2026-01-01".parse().unwrap());
    assert_eq!(found.map(|found| found.place), Some("PT-20".to_owned()));
}
