//! Taxes as they are kept and read: rates that switch at midnight where the seller is, certificates down the tree, and that
//! what is kept in memory follows every change.

use kontor_hooks::{
    BuyerKind, TaxAnswer, TaxBuyer, TaxLine, TaxMode, TaxPlace, TaxQuestion, TaxReason, TaxSeller, TaxesCompute,
};
use kontor_kernel::Amount;
use kontor_module::Hook;
use kontor_testkit::on_both as both;

use super::*;
use crate::{
    model::tax::ClassKind,
    service::{
        tax_classes::TaxClass,
        tax_exemptions::{ExemptionChange, NewExemption},
    },
};

both!(
    a_rate_switches_at_midnight_in_the_sellers_zone,
    a_certificate_is_in_memory_as_soon_as_it_is_entered,
    classes_and_rules_are_in_memory_as_soon_as_they_are_said,
);

fn question(ctx: &Ctx, company: CompanyId, class: &str) -> TaxQuestion {
    TaxQuestion {
        seller: TaxSeller { country: "PL".into(), vat_id: None },
        buyer: TaxBuyer {
            company,
            country: "PL".into(),
            vat_id: None,
            vat_id_is_confirmed: false,
            kind: BuyerKind::Firm,
        },
        exemptions: Vec::new(),
        ship_to: TaxPlace { country: "PL".into(), postal_code: "00-001".into() },
        date: ctx.today().unwrap(),
        currency: Currency::PLN,
        locale: Locale::Pl,
        lines: vec![TaxLine {
            position: 1,
            sku: "A".into(),
            class: class.into(),
            is_goods: true,
            amount: Amount::from_minor(100),
            tax_mode: TaxMode::Net,
            tax: None,
        }],
    }
}

/// Rate and reason of one line.
async fn taxed(catalogue: &Catalogue, ctx: &Ctx, question: &TaxQuestion) -> (String, TaxReason) {
    let answers = Hook::<TaxesCompute>::call(catalogue, ctx, question).await.unwrap();
    match answers.as_slice() {
        [TaxAnswer::Tax(tax)] => (tax.rate.to_string(), tax.reason),
        other => panic!("{other:?}"),
    }
}

async fn a_rate_switches_at_midnight_in_the_sellers_zone(database: Database) {
    let mut shop = Shop::open(database).await;
    let company = CompanyId::new();
    shop.standard_tax().await;
    let next = TaxRateRow {
        country: "PL".into(),
        class: "standard".into(),
        rate: "25".parse().unwrap(),
        valid_from: BusinessDate::from_ymd(2027, 1, 1).unwrap(),
    };
    let tx = shop.write().await;
    shop.catalogue.set_tax_rates(&tx, &[next]).await.unwrap();
    tx.commit().await.unwrap();
    // Warsaw is an hour ahead of Greenwich in winter.
    for (instant, rate) in
        [("2026-12-31T22:59:59.999999Z", "23"), ("2026-12-31T23:00:00Z", "25"), ("2027-01-01T00:00:00Z", "25")]
    {
        shop.clock = Clock::fixed(instant.parse::<Timestamp>().unwrap());
        let ctx = shop.buyer(company, Locale::Pl);
        let question = question(&ctx, company, "standard");
        assert_eq!(taxed(&shop.catalogue, &ctx, &question).await, (rate.to_owned(), TaxReason::Standard), "{instant}");
    }
}

async fn a_certificate_is_in_memory_as_soon_as_it_is_entered(database: Database) {
    let shop = Shop::open(database).await;
    shop.standard_tax().await;
    let (company, other) = (CompanyId::new(), CompanyId::new());
    let known = async |catalogue: &Catalogue, company| {
        let ctx = shop.buyer(company, Locale::Pl);
        catalogue.exemptions_on(&ctx, company, today()).await.unwrap().len()
    };
    assert_eq!(known(&shop.catalogue, company).await, 0);
    let new = NewExemption {
        certificate: " C-1 ".into(),
        classes: Some(vec!["standard".into()]),
        reason: "Embassy".into(),
        from: today(),
        until: None,
    };
    let tx = shop.write().await;
    let row = shop.catalogue.add_exemption(&tx, company, new).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(row.certificate, "C-1");
    assert_eq!((known(&shop.catalogue, company).await, known(&shop.catalogue, other).await), (1, 0));
    assert_eq!(known(&shop.other_node(), company).await, 1);
    // Nobody reads another company's certificates.
    let stranger = shop.buyer(other, Locale::Pl);
    assert!(shop.catalogue.exemptions_on(&stranger, company, today()).await.is_err());
    let tx = shop.write().await;
    let change = ExemptionChange { archived: Some(true), ..ExemptionChange::default() };
    shop.catalogue.change_exemption(&tx, row.id, &change).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(known(&shop.catalogue, company).await, 0);
}

async fn classes_and_rules_are_in_memory_as_soon_as_they_are_said(database: Database) {
    let shop = Shop::open(database).await;
    shop.standard_tax().await;
    let company = CompanyId::new();
    let ctx = shop.buyer(company, Locale::Pl);
    let asked = question(&ctx, company, "deposit");
    let unknown = Hook::<TaxesCompute>::call(&shop.catalogue, &ctx, &asked).await.unwrap();
    assert_eq!(unknown, [TaxAnswer::NoRate { country: "PL".into(), class: "deposit".into() }]);
    let class =
        TaxClass { code: "deposit".into(), names: std::collections::BTreeMap::new(), kind: ClassKind::OutsideScope };
    shop.catalogue.replace_classes(&shop.staff(), &[class]).await.unwrap();
    assert_eq!(taxed(&shop.catalogue, &ctx, &asked).await, ("0".to_owned(), TaxReason::OutsideScope));
    let abroad = TaxQuestion {
        ship_to: TaxPlace { country: "DE".into(), postal_code: "10115".into() },
        ..question(&ctx, company, "standard")
    };
    assert_eq!(taxed(&shop.catalogue, &ctx, &abroad).await, ("23".to_owned(), TaxReason::Standard));
    shop.catalogue.set_oss(&shop.staff(), true).await.unwrap();
    let asked = Hook::<TaxesCompute>::call(&shop.catalogue, &ctx, &abroad).await.unwrap();
    assert_eq!(asked, [TaxAnswer::NoRate { country: "DE".into(), class: "standard".into() }]);
}
