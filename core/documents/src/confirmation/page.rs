//! The confirmation as blocks, from the seller's head down to what the law wants printed.
//! Sums are added up as amounts, checked, and only then written.

use kontor_contract::orders::{OrderPaper, OrderPayment, PaperLine};
use kontor_kernel::{Amount, MoneyError};

use super::{Facts, Speech, address_lines, title};
use crate::model::block::{Block, Carry, Cell, Colour, Column, Document, Fact, Row, Side, Table, Total, Voice};

/// The confirmation of an order.
pub(crate) fn page(speech: &Speech<'_>, facts: &Facts) -> Result<Document, MoneyError> {
    let Facts { order, seller } = facts;
    let title = title(speech, facts);
    let mut blocks = vec![
        Block::Columns(vec![(11, sender(speech, facts)), (9, vec![Block::Gap(1), Block::Facts(dates(speech, order))])]),
        Block::Gap(5),
        Block::Rule,
        Block::Gap(4),
        Block::Heading(title.clone()),
        Block::Gap(2),
        parties(speech, order),
        Block::Gap(5),
        Block::Text(Voice::Plain, speech.word("lead")),
        Block::Gap(2),
        Block::Table(lines(speech, order)?),
        Block::Gap(3),
        Block::Totals(totals(speech, order)),
        Block::Gap(4),
    ];
    blocks.extend(discounts(speech, order));
    blocks.extend(tax_notes(order).map(|note| Block::Text(Voice::Plain, note)));
    blocks.extend(buyers_note(speech, order));
    let imprint =
        [Some(seller.name.clone()), Some(address_lines(&seller.address).join(", ")), vat(speech, &seller.vat_id)];
    let imprint: Vec<String> = imprint.into_iter().flatten().filter(|part| !part.is_empty()).collect();
    Ok(Document {
        running: format!("{title} · {}", seller.name),
        title,
        accent: Colour::of(&seller.accent),
        imprint: imprint.join(" · "),
        blocks,
    })
}

fn vat(speech: &Speech<'_>, id: &Option<String>) -> Option<String> {
    id.as_ref().map(|id| speech.say("vat-id", &[("id", id.into())]))
}

fn sender(speech: &Speech<'_>, facts: &Facts) -> Vec<Block> {
    let seller = &facts.seller;
    let mut lines = address_lines(&seller.address);
    lines.extend(vat(speech, &seller.vat_id));
    vec![Block::Text(Voice::Strong, seller.name.clone()), Block::Gap(1), Block::Text(Voice::Plain, lines.join("\n"))]
}

fn dates(speech: &Speech<'_>, order: &OrderPaper) -> Vec<Fact> {
    let facts = [
        ("number", Some(order.number.clone())),
        ("order-date", Some(speech.day(order.order_date))),
        ("po-number", order.po_number.clone()),
        ("requested-date", order.requested_date.map(|day| speech.day(day))),
        ("customer-code", Some(order.buyer.code.clone())),
        ("cost-centre", order.terms.cost_centre.clone()),
        ("shipping", order.terms.shipping.as_ref().map(|way| way.name.clone())),
        ("payment", order.terms.payment.as_ref().map(|way| payment(speech, way))),
    ];
    let fact = |(key, value): (&str, Option<String>)| Some(Fact { label: speech.word(key), value: value? });
    facts.into_iter().filter_map(fact).collect()
}

/// How it is paid, and until when.
fn payment(speech: &Speech<'_>, way: &OrderPayment) -> String {
    match way.days {
        Some(days) => speech.say("payment-within", &[("way", (&way.name).into()), ("days", days.into())]),
        None => way.name.clone(),
    }
}

fn parties(speech: &Speech<'_>, order: &OrderPaper) -> Block {
    let party = |label: &str, name: &str, lines: Vec<String>| {
        vec![
            Block::Text(Voice::Quiet, speech.word(label)),
            Block::Text(Voice::Strong, name.to_owned()),
            Block::Text(Voice::Plain, lines.join("\n")),
        ]
    };
    let (buyer, delivery) = (&order.buyer, &order.delivery_address);
    let mut lines = address_lines(&buyer.address);
    lines.extend(vat(speech, &buyer.vat_id));
    let receiver = if delivery.name.is_empty() { &buyer.name } else { &delivery.name };
    Block::Columns(vec![
        (1, party("buyer", &buyer.name, lines)),
        (1, party("deliver-to", receiver, address_lines(delivery))),
    ])
}

fn lines(speech: &Speech<'_>, order: &OrderPaper) -> Result<Table, MoneyError> {
    let currency = order.currency;
    let mut sum = Amount::ZERO;
    let row = |line: &PaperLine| {
        sum = sum.plus(line.net)?;
        let base = line.base.as_ref().map(|(quantity, unit)| format!("= {}", speech.quantity(*quantity, unit)));
        let is_for_one = line.per == kontor_kernel::Quantity::ONE;
        let per =
            (!is_for_one).then(|| speech.say("per", &[("quantity", speech.quantity(line.per, &line.unit).into())]));
        Ok(Row {
            cells: vec![
                line.position.to_string().into(),
                Cell { text: line.name.clone(), below: Some(line.sku.clone()) },
                Cell { text: speech.quantity(line.quantity, &line.unit), below: base },
                Cell { text: speech.plain_price(line.unit_price, currency), below: per },
                speech.rate(line.tax_rate).into(),
                Cell { text: speech.plain_amount(line.net, currency), below: discount(speech, order, line.discount) },
            ],
            running: speech.plain_amount(sum, currency),
        })
    };
    let mut rows: Vec<Row> = order.lines.iter().map(row).collect::<Result<_, MoneyError>>()?;
    for charge in &order.charges {
        sum = sum.plus(charge.net)?;
        let named = [Cell::default(), charge.name.clone().into(), Cell::default(), Cell::default()];
        let amounts = [speech.rate(charge.tax_rate).into(), speech.plain_amount(charge.net, currency).into()];
        let cells = named.into_iter().chain(amounts).collect();
        rows.push(Row { cells, running: speech.plain_amount(sum, currency) });
    }
    let named = ("currency", currency.code().into());
    let heads = [
        (speech.word("position"), 7, Side::Right),
        (speech.word("item"), 83, Side::Left),
        (speech.word("quantity"), 21, Side::Right),
        (speech.say("price", std::slice::from_ref(&named)), 24, Side::Right),
        (speech.word("tax"), 11, Side::Right),
        (speech.say("net", &[named]), 25, Side::Right),
    ];
    let columns = heads.into_iter().map(|(head, share, side)| Column { head, share, side }).collect();
    let carry = Some(Carry { forward: speech.word("carried-forward"), brought: speech.word("brought-forward") });
    Ok(Table { columns, rows, carry })
}

/// What is taken off a line, in small letters below what it comes to.
fn discount(speech: &Speech<'_>, order: &OrderPaper, off: Amount) -> Option<String> {
    let amount = || speech.plain_amount(off, order.currency).into();
    (off != Amount::ZERO).then(|| speech.say("discount", &[("amount", amount())]))
}

/// What was taken off, by promotion and code, each with its sum.
fn discounts(speech: &Speech<'_>, order: &OrderPaper) -> impl Iterator<Item = Block> {
    let lines = order.terms.discounts.iter().map(|one| {
        let amount = speech.decimal_money(&one.amount, order.currency);
        let code = one.code.as_ref().map(|code| format!(" ({code})")).unwrap_or_default();
        format!("{}{code}: {amount}", one.name)
    });
    let lines: Vec<String> = lines.collect();
    let has_some = !lines.is_empty();
    let label = has_some.then(|| Block::Text(Voice::Quiet, speech.word("discounts")));
    label.into_iter().chain(has_some.then(|| Block::Text(Voice::Plain, lines.join("\n"))))
}

fn totals(speech: &Speech<'_>, order: &OrderPaper) -> Vec<Total> {
    let currency = order.currency;
    let plain = |label: String, value: String| Total { label, value, is_final: false };
    let net = plain(speech.word("net-total"), speech.money(order.net, currency));
    let shares = order.taxes.iter().map(|share| {
        let net = speech.decimal_money(&share.net, currency);
        let label = speech.say("tax-on", &[("rate", speech.rate(share.rate).into()), ("net", net.into())]);
        plain(label, speech.decimal_money(&share.tax, currency))
    });
    let gross = Total { is_final: true, ..plain(speech.word("gross-total"), speech.money(order.gross, currency)) };
    std::iter::once(net).chain(shares).chain([gross]).collect()
}

/// What must be printed about taxes, each sentence once.
fn tax_notes(order: &OrderPaper) -> impl Iterator<Item = String> {
    let mut notes: Vec<String> = Vec::new();
    for note in order.taxes.iter().filter_map(|share| share.note.as_ref()) {
        if !notes.contains(note) {
            notes.push(note.clone());
        }
    }
    notes.into_iter()
}

fn buyers_note(speech: &Speech<'_>, order: &OrderPaper) -> Vec<Block> {
    let Some(note) = &order.note else { return Vec::new() };
    let label = Block::Text(Voice::Quiet, speech.word("note"));
    vec![Block::Gap(2), label, Block::Text(Voice::Plain, note.clone())]
}
