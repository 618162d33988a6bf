//! The confirmation as a table for spreadsheets: numbers are numbers and days are days, in cells of their kind.
//! What people typed is text that no program runs.

use kontor_contract::orders::OrderPaper;
use kontor_kernel::{BusinessDate, neutralise};
use rust_xlsxwriter::{
    DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Workbook, Worksheet, XlsxError,
};

use super::{Facts, Speech, address_lines, title};

/// The column of each number in the lines.
const HEADS: [(&str, f64); 10] = [
    ("position", 6.0),
    ("sku", 18.0),
    ("name", 48.0),
    ("quantity", 12.0),
    ("unit", 10.0),
    ("price", 14.0),
    ("per-head", 8.0),
    ("discount-head", 12.0),
    ("tax", 8.0),
    ("net", 16.0),
];
const LAST: u16 = 9;

/// How cells look.
struct Looks {
    title: Format,
    label: Format,
    head: Format,
    day: Format,
    number: Format,
    price: Format,
    amount: Format,
    sum: Format,
    wrapped: Format,
}

impl Looks {
    fn new(decimals: u32) -> Self {
        let zeros = "0".repeat(decimals as usize);
        let amount = if zeros.is_empty() { "#,##0".to_owned() } else { format!("#,##0.{zeros}") };
        Self {
            title: Format::new().set_bold().set_font_size(16),
            label: Format::new().set_font_color(0x5b_5d_63),
            head: Format::new().set_bold().set_text_wrap().set_border_bottom(FormatBorder::Thin),
            day: Format::new().set_num_format("yyyy-mm-dd").set_align(FormatAlign::Left),
            number: Format::new().set_num_format("#,##0.######"),
            price: Format::new().set_num_format(format!("{amount}####")),
            sum: Format::new().set_num_format(&amount).set_bold(),
            amount: Format::new().set_num_format(amount),
            wrapped: Format::new().set_text_wrap().set_align(FormatAlign::Top),
        }
    }
}

/// The confirmation of an order as the bytes of an XLSX file.
pub(crate) fn sheet(speech: &Speech<'_>, facts: &Facts) -> Result<Vec<u8>, XlsxError> {
    let looks = Looks::new(facts.order.currency.decimals());
    let mut book = Workbook::new();
    let issued = day_of(facts.order.order_date)?;
    book.set_properties(&DocProperties::new().set_title(title(speech, facts)).set_creation_datetime(&issued));
    let page = book.add_worksheet();
    page.set_name(speech.word("sheet"))?;
    for (column, (_, width)) in (0..).zip(HEADS) {
        page.set_column_width(column, width)?;
    }
    let row = head(page, speech, facts, &looks)?;
    let row = lines(page, row, speech, &facts.order, &looks)?;
    sums(page, row + 1, speech, &facts.order, &looks)?;
    page.set_landscape().set_print_fit_to_pages(1, 0);
    book.save_to_buffer()
}

fn day_of(day: BusinessDate) -> Result<ExcelDateTime, XlsxError> {
    let date = day.date();
    let part = |number: i8| u8::try_from(number).unwrap_or_default();
    ExcelDateTime::from_ymd(u16::try_from(date.year()).unwrap_or_default(), part(date.month()), part(date.day()))
}

/// Text that somebody typed.
fn text(page: &mut Worksheet, row: u32, column: u16, text: &str) -> Result<(), XlsxError> {
    page.write_string(row, column, neutralise(text)).map(drop)
}

/// Decimal text as a number. Fifteen digits are what a spreadsheet holds; what is longer stays text.
fn number(page: &mut Worksheet, row: u32, column: u16, decimal: &str, look: &Format) -> Result<(), XlsxError> {
    let digits = decimal.bytes().filter(u8::is_ascii_digit).count();
    match decimal.parse::<f64>() {
        Ok(value) if digits <= 15 => page.write_number_with_format(row, column, value, look).map(drop),
        _ => page.write_string(row, column, decimal).map(drop),
    }
}

/// Title, dates and parties; answers with the row below them.
fn head(page: &mut Worksheet, speech: &Speech<'_>, facts: &Facts, looks: &Looks) -> Result<u32, XlsxError> {
    let Facts { order, seller } = facts;
    page.write_string_with_format(0, 0, title(speech, facts), &looks.title)?;
    let mut row = 2;
    for (key, day) in [("order-date", Some(order.order_date)), ("requested-date", order.requested_date)] {
        if let Some(day) = day {
            page.write_string_with_format(row, 0, speech.word(key), &looks.label)?;
            page.write_datetime_with_format(row, 2, day_of(day)?, &looks.day)?;
            row += 1;
        }
    }
    let delivery = &order.delivery_address;
    let address = |address| address_lines(address).join(", ");
    let vat = |name: &str, id: &Option<String>| match id {
        Some(id) => format!("{name}, {}", speech.say("vat-id", &[("id", id.into())])),
        None => name.to_owned(),
    };
    let facts = [
        ("seller", vat(&seller.name, &seller.vat_id)),
        ("", address(&seller.address)),
        ("buyer", vat(&order.buyer.name, &order.buyer.vat_id)),
        ("", address(&order.buyer.address)),
        ("deliver-to", [delivery.name.clone(), address(delivery)].join(", ").trim_start_matches(", ").to_owned()),
        ("po-number", order.po_number.clone().unwrap_or_default()),
        ("note", order.note.clone().unwrap_or_default()),
    ];
    for (key, value) in facts.iter().filter(|(_, value)| !value.is_empty()) {
        let label = if key.is_empty() { String::new() } else { speech.word(key) };
        page.write_string_with_format(row, 0, label, &looks.label)?;
        text(page, row, 2, value)?;
        row += 1;
    }
    Ok(row + 1)
}

/// The lines under their head; answers with the row below them.
fn lines(
    page: &mut Worksheet,
    top: u32,
    speech: &Speech<'_>,
    order: &OrderPaper,
    looks: &Looks,
) -> Result<u32, XlsxError> {
    let (currency, named) = (order.currency, [("currency", order.currency.code().into())]);
    for (column, (key, _)) in (0..).zip(HEADS) {
        page.write_string_with_format(top, column, speech.say(key, &named), &looks.head)?;
    }
    let mut row = top + 1;
    for line in &order.lines {
        number(page, row, 0, &line.position.to_string(), &looks.number)?;
        text(page, row, 1, &line.sku)?;
        text(page, row, 2, &line.name)?;
        number(page, row, 3, &line.quantity.to_string(), &looks.number)?;
        text(page, row, 4, &speech.unit(&line.unit))?;
        number(page, row, 5, &line.unit_price.to_text(currency), &looks.price)?;
        number(page, row, 6, &line.per.to_string(), &looks.number)?;
        number(page, row, 7, &line.discount.to_text(currency), &looks.amount)?;
        number(page, row, 8, &line.tax_rate.to_string(), &looks.number)?;
        number(page, row, LAST, &line.net.to_text(currency), &looks.amount)?;
        row += 1;
    }
    for charge in &order.charges {
        text(page, row, 2, &charge.name)?;
        number(page, row, 8, &charge.tax_rate.to_string(), &looks.number)?;
        number(page, row, LAST, &charge.net.to_text(currency), &looks.amount)?;
        row += 1;
    }
    if row > top + 1 {
        page.autofilter(top, 0, row - 1, LAST)?;
    }
    Ok(row)
}

/// Net, taxes by rate and reason, gross, and what must be printed about them.
fn sums(
    page: &mut Worksheet,
    top: u32,
    speech: &Speech<'_>,
    order: &OrderPaper,
    looks: &Looks,
) -> Result<(), XlsxError> {
    let currency = order.currency;
    let mut row = top;
    let mut sum = |page: &mut Worksheet, label: String, decimal: &str, look: &Format| {
        page.write_string_with_format(row, 5, label, &looks.label)?;
        number(page, row, LAST, decimal, look)?;
        row += 1;
        Ok::<_, XlsxError>(row)
    };
    sum(page, speech.word("net-total"), &order.net.to_text(currency), &looks.amount)?;
    for share in &order.taxes {
        let net = speech.decimal_money(&share.net, currency);
        let label = speech.say("tax-on", &[("rate", speech.rate(share.rate).into()), ("net", net.into())]);
        sum(page, label, &share.tax, &looks.amount)?;
    }
    let below = sum(page, speech.word("gross-total"), &order.gross.to_text(currency), &looks.sum)? + 1;
    let notes = order.taxes.iter().filter_map(|share| share.note.as_ref());
    for (row, note) in (below..).zip(notes) {
        page.write_string_with_format(row, 2, neutralise(note), &looks.wrapped)?;
    }
    Ok(())
}
