//! Samples of what is agreed beside the lines.

use super::{super::*, s};

pub(super) fn at_checkout() -> Terms {
    let way = |code: &str, name: &str, net: Option<&str>, selected: bool| Way {
        code: s(code),
        name: s(name),
        is_free: net == Some("0.00"),
        net: net.map(s),
        selected,
        ..Way::default()
    };
    let note = s("Add 40 kg to reach the free pallet.");
    let code = |code: &str, is_taken: bool, text: &str| CodeRow { code: s(code), is_taken, text: s(text) };
    Terms {
        shipping: vec![
            Way { notes: vec![note], ..way("pallet", "Pallet freight", Some("240.00"), true) },
            way("pickup", "Collected at the counter", Some("0.00"), false),
            way("special", "Special transport", None, false),
        ],
        payment: vec![Way { days: Some(30), ..way("invoice_30", "Invoice", None, true) }],
        codes: vec![code("AUTUMN-26", true, "Autumn promotion"), code("SPRING5", false, "The code SPRING5 has ended.")],
        codes_text: s("AUTUMN-26,SPRING5"),
        cost_centre: Field::of("4711"),
        partial_delivery: true,
        ..Terms::default()
    }
}

pub(super) fn of_order() -> OrderTerms {
    OrderTerms {
        shipping: Some(s("Pallet freight")),
        parcels: Some(2),
        pallets: Some(1),
        freight_later: true,
        payment: Some(s("Invoice")),
        payment_days: Some(30),
        cost_centre: Some(s("4711")),
        at_once: true,
    }
}
