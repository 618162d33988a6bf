//! Rows as people paste them: from a spreadsheet, a list in a mail, or a scanner that writes a code per line.
//! Between the cells stand tabs or semicolons, otherwise blanks, otherwise a comma.

use std::collections::HashMap;

/// A row as it was typed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Typed {
    pub(super) code: String,
    pub(super) quantity: String,
    pub(super) unit: String,
}

/// Rows that a page had: `code[0]`, `quantity[0]`, `unit[0]` and so on. One that was emptied or dropped is left out; of one for
/// which another product was chosen (`use` with its place and a code) the code changes.
pub(super) fn of_form(form: &HashMap<String, String>) -> Vec<Typed> {
    let count = form.get("rows").and_then(|count| count.parse::<usize>().ok()).unwrap_or(0).min(form.len());
    let dropped = form.get("drop").and_then(|place| place.parse::<usize>().ok());
    let chosen = form.get("use").and_then(|choice| choice.split_once(':'));
    let chosen = chosen.and_then(|(place, code)| Some((place.parse::<usize>().ok()?, code)));
    let field = |name: &str, place: usize| form.get(&format!("{name}[{place}]")).cloned().unwrap_or_default();
    let row = |place: usize| {
        let code = match chosen {
            Some((at, code)) if at == place => code.to_owned(),
            _ => field("code", place),
        };
        let unit = if chosen.is_some_and(|(at, _)| at == place) { String::new() } else { field("unit", place) };
        Typed { code, quantity: field("quantity", place), unit }
    };
    let is_kept = |(place, typed): &(usize, Typed)| Some(*place) != dropped && !typed.code.trim().is_empty();
    (0..count).map(|place| (place, row(place))).filter(is_kept).map(|(_, typed)| typed).collect()
}

/// Rows of a text, one for each line that is not empty. A first line whose quantity is a word is a heading.
pub(super) fn of_text(text: &str, is_number: impl Fn(&str) -> bool) -> Vec<Typed> {
    let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    let mut rows: Vec<Typed> = lines.map(|line| of_line(line, &is_number)).collect();
    let is_heading = |typed: &Typed| !typed.quantity.is_empty() && !is_number(&typed.quantity);
    if rows.first().is_some_and(is_heading) && rows.get(1).is_some_and(|second| !is_heading(second)) {
        rows.remove(0);
    }
    rows
}

fn of_line(line: &str, is_number: &impl Fn(&str) -> bool) -> Typed {
    let separator = ['\t', ';'].into_iter().find(|separator| line.contains(*separator));
    if let Some(separator) = separator {
        let mut cells = line.split(separator).map(|cell| cell.trim().trim_matches('"').trim().to_owned());
        let mut next = || cells.next().unwrap_or_default();
        return Typed { code: next(), quantity: next(), unit: next() };
    }
    let words: Vec<&str> = line.split_whitespace().collect();
    // Codes may hold blanks: the quantity is the last number, which the unit may follow.
    if let Some(at) = words.iter().rposition(|word| is_number(word)).filter(|at| *at > 0 && at + 2 >= words.len()) {
        let (code, rest) = words.split_at(at);
        let cell = |place: usize| rest.get(place).map(|word| (*word).to_owned()).unwrap_or_default();
        return Typed { code: code.join(" ").trim_end_matches(',').to_owned(), quantity: cell(0), unit: cell(1) };
    }
    match line.rsplit_once(',') {
        Some((code, quantity)) if is_number(quantity.trim()) => {
            Typed { code: code.trim().to_owned(), quantity: quantity.trim().to_owned(), unit: String::new() }
        }
        _ => Typed { code: line.to_owned(), ..Typed::default() },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is_number(text: &str) -> bool {
        text.replace(',', ".").parse::<f64>().is_ok()
    }

    fn read(text: &str) -> Vec<(String, String, String)> {
        of_text(text, is_number).into_iter().map(|typed| (typed.code, typed.quantity, typed.unit)).collect()
    }

    fn row(code: &str, quantity: &str, unit: &str) -> (String, String, String) {
        (code.to_owned(), quantity.to_owned(), unit.to_owned())
    }

    #[test]
    fn cells_stand_between_tabs_semicolons_blanks_or_a_comma() {
        let text = "A-1\t12\tbox\nA-2;3;pcs\r\nA-3 4\nA-4,5\n\n  A-5  \n\"A-6\";\"7\"\nA-7 8 pallet\nA-8, 9";
        let expected = [
            row("A-1", "12", "box"),
            row("A-2", "3", "pcs"),
            row("A-3", "4", ""),
            row("A-4", "5", ""),
            row("A-5", "", ""),
            row("A-6", "7", ""),
            row("A-7", "8", "pallet"),
            row("A-8", "9", ""),
        ];
        assert_eq!(read(text), expected);
    }

    #[test]
    fn a_code_may_hold_blanks_and_a_quantity_a_comma() {
        assert_eq!(read("HEX BOLT M8 1,5"), [row("HEX BOLT M8", "1,5", "")]);
        assert_eq!(read("5901234123457"), [row("5901234123457", "", "")]);
        assert_eq!(read("A-1\t1,5"), [row("A-1", "1,5", "")]);
    }

    #[test]
    fn a_heading_is_left_out_and_a_wrong_quantity_is_not() {
        assert_eq!(read("SKU;Quantity\nA-1;2"), [row("A-1", "2", "")]);
        assert_eq!(read("A-1;two\nA-2;three"), [row("A-1", "two", ""), row("A-2", "three", "")]);
        assert_eq!(read("A-1;2\nA-2;two"), [row("A-1", "2", ""), row("A-2", "two", "")]);
    }

    #[test]
    fn rows_of_a_form_are_dropped_emptied_and_chosen_anew() {
        let fields = [
            ("rows", "3"),
            ("code[0]", "A"),
            ("quantity[0]", "1"),
            ("code[1]", "B"),
            ("quantity[1]", "2"),
            ("unit[1]", "box"),
            ("quantity[2]", "3"),
            ("use", "0:A-1"),
        ];
        let mut form: HashMap<String, String> =
            fields.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
        let typed = |code: &str, quantity: &str, unit: &str| Typed {
            code: code.to_owned(),
            quantity: quantity.to_owned(),
            unit: unit.to_owned(),
        };
        assert_eq!(of_form(&form), [typed("A-1", "1", ""), typed("B", "2", "box")]);
        form.insert("drop".to_owned(), "0".to_owned());
        assert_eq!(of_form(&form), [typed("B", "2", "box")]);
        form.insert("rows".to_owned(), "99999999999".to_owned());
        assert_eq!(of_form(&form).len(), 1);
    }
}
