//! Which of a kind's columns a file's own column may be, by its name in English, Polish or Italian.
//! A proposal is only that: people see it in the preview and decide.

use kontor_kernel::sort_key;

use super::mapping::{MappedColumn, Mapping};
use crate::csv::Kind;

type Words = &'static [&'static str];

/// Names of columns as other systems write them, without marks and capitals.
const PRODUCTS: &[(&str, Words)] = &[
    (
        "sku",
        &[
            "article number",
            "article no",
            "item number",
            "item no",
            "item code",
            "product code",
            "part number",
            "code",
            "indeks",
            "index",
            "symbol",
            "kod",
            "kod produktu",
            "kod towaru",
            "numer artykulu",
            "nr artykulu",
            "codice",
            "codice articolo",
            "cod articolo",
            "articolo",
            "supplier_pid",
        ],
    ),
    (
        "name",
        &[
            "product name",
            "item name",
            "title",
            "designation",
            "nazwa",
            "nazwa produktu",
            "nazwa towaru",
            "nome",
            "nome prodotto",
            "denominazione",
            "description short",
        ],
    ),
    ("name_pl", &["name pl", "nazwa pl", "polish name", "nazwa polska", "nome polacco"]),
    ("name_it", &["name it", "nazwa it", "italian name", "nazwa wloska", "nome italiano"]),
    ("name_en", &["name en", "nazwa en", "english name", "nazwa angielska", "nome inglese"]),
    (
        "description",
        &["long description", "text", "opis", "opis dlugi", "descrizione", "descrizione estesa", "description_long"],
    ),
    ("kind", &["type", "product type", "rodzaj", "typ", "tipo"]),
    (
        "unit",
        &[
            "uom",
            "unit of measure",
            "sales unit",
            "jm",
            "j m",
            "jednostka",
            "jednostka miary",
            "um",
            "u m",
            "unita",
            "unita di misura",
            "order_unit",
        ],
    ),
    ("quantity_scale", &["decimals", "quantity decimals", "miejsca dziesietne", "decimali"]),
    ("weight_g", &["weight", "weight g", "grams", "waga", "waga g", "masa", "peso", "peso g"]),
    ("tax_class", &["tax", "vat", "vat class", "stawka vat", "vat rate", "klasa vat", "iva", "aliquota iva"]),
    (
        "category",
        &[
            "group",
            "product group",
            "kategoria",
            "grupa",
            "grupa towarowa",
            "categoria",
            "gruppo",
            "gruppo merceologico",
        ],
    ),
    ("external_id", &["id", "external id", "erp id", "id zewnetrzne", "identyfikator", "id esterno"]),
    ("gtin", &["ean", "ean13", "ean 13", "barcode", "upc", "kod kreskowy", "kod ean", "codice a barre", "codice ean"]),
    ("manufacturer", &["maker", "brand", "producent", "marka", "produttore", "marca"]),
    (
        "manufacturer_code",
        &[
            "manufacturer number",
            "mpn",
            "maker code",
            "kod producenta",
            "numer producenta",
            "codice produttore",
            "codice costruttore",
        ],
    ),
    ("supplier", &["vendor", "dostawca", "fornitore"]),
    ("supplier_code", &["supplier number", "vendor code", "kod dostawcy", "indeks dostawcy", "codice fornitore"]),
    ("packagings", &["packaging", "packaging units", "opakowania", "opakowanie", "imballi", "confezioni"]),
    ("attributes", &["features", "cechy", "atrybuty", "attributi", "caratteristiche"]),
    ("on_hand", &["stock", "quantity", "qty", "stan", "stan magazynowy", "ilosc", "giacenza", "quantita", "esistenza"]),
];
const PRICES: &[(&str, Words)] = &[
    ("price_list", &["list", "pricelist", "price group", "cennik", "kod cennika", "listino", "codice listino"]),
    (
        "sku",
        &[
            "article number",
            "article no",
            "item number",
            "item code",
            "product code",
            "part number",
            "code",
            "indeks",
            "index",
            "symbol",
            "kod",
            "kod produktu",
            "kod towaru",
            "codice",
            "codice articolo",
            "articolo",
        ],
    ),
    (
        "min_quantity",
        &[
            "from",
            "from quantity",
            "minimum quantity",
            "min qty",
            "lower bound",
            "od ilosci",
            "ilosc od",
            "ilosc min",
            "da quantita",
            "quantita minima",
        ],
    ),
    ("unit_price", &["price", "net price", "cena", "cena netto", "prezzo", "prezzo netto", "prezzo unitario"]),
    (
        "per",
        &["price unit", "price quantity", "per quantity", "za ilosc", "jednostka ceny", "per quantita", "unita prezzo"],
    ),
    ("currency", &["waluta", "valuta", "divisa"]),
    (
        "valid_from",
        &["valid from", "from date", "start date", "wazna od", "obowiazuje od", "od dnia", "valido dal", "dal"],
    ),
    (
        "valid_to",
        &["valid to", "valid until", "to date", "end date", "wazna do", "obowiazuje do", "do dnia", "valido al", "al"],
    ),
];
const CUSTOMERS: &[(&str, Words)] = &[
    (
        "code",
        &[
            "customer number",
            "customer no",
            "customer code",
            "account",
            "kod",
            "kod kontrahenta",
            "numer klienta",
            "nr klienta",
            "codice",
            "codice cliente",
        ],
    ),
    (
        "name",
        &[
            "company",
            "company name",
            "customer name",
            "nazwa",
            "nazwa firmy",
            "kontrahent",
            "firma",
            "nome",
            "ragione sociale",
            "cliente",
        ],
    ),
    ("vat_id", &["vat", "vat number", "tax id", "nip", "partita iva", "p iva", "piva"]),
    ("country", &["country code", "kraj", "kod kraju", "paese", "nazione"]),
    ("email", &["e-mail", "mail", "email address", "adres e-mail", "posta elettronica"]),
    ("street", &["address", "ulica", "adres", "via", "indirizzo"]),
    ("postal_code", &["zip", "zip code", "postcode", "postal code", "kod pocztowy", "cap"]),
    ("city", &["town", "miasto", "miejscowosc", "citta", "localita"]),
    ("price_list", &["list", "pricelist", "cennik", "listino"]),
    ("external_id", &["id", "external id", "erp id", "id zewnetrzne", "identyfikator", "id esterno"]),
    ("kind", &["type", "rodzaj", "typ", "tipo"]),
    ("parent", &["parent code", "headquarters", "jednostka nadrzedna", "centrala", "capogruppo"]),
    ("account_manager", &["sales representative", "account manager", "opiekun", "opiekun klienta", "agente"]),
];
const STOCK: &[(&str, Words)] = &[
    (
        "sku",
        &[
            "article number",
            "article no",
            "item number",
            "item code",
            "product code",
            "code",
            "indeks",
            "index",
            "symbol",
            "kod",
            "kod produktu",
            "kod towaru",
            "codice",
            "codice articolo",
            "articolo",
        ],
    ),
    ("warehouse", &["warehouse code", "magazyn", "kod magazynu", "magazzino", "deposito"]),
    (
        "on_hand",
        &[
            "stock",
            "quantity",
            "qty",
            "on hand",
            "stan",
            "stan magazynowy",
            "ilosc",
            "giacenza",
            "quantita",
            "esistenza",
        ],
    ),
];

const fn words(kind: Kind) -> &'static [(&'static str, Words)] {
    match kind {
        Kind::Products => PRODUCTS,
        Kind::Prices => PRICES,
        Kind::Customers => CUSTOMERS,
        Kind::Stock => STOCK,
    }
}

/// A name without what people write differently.
fn plain(name: &str) -> String {
    let key = sort_key(name);
    let words = key.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty());
    words.collect::<Vec<_>>().join(" ")
}

/// The column of the kind for each name, each at most once; the kind's own names come first.
pub(crate) fn proposed(kind: Kind, names: &[String]) -> Vec<Option<&'static str>> {
    let plain_names: Vec<String> = names.iter().map(|name| plain(name)).collect();
    let mut found: Vec<Option<&'static str>> = vec![None; names.len()];
    let mut take = |is_like: &dyn Fn(&str, &'static str) -> bool| {
        for column in kind.columns() {
            if found.contains(&Some(column.name)) {
                continue;
            }
            let place =
                plain_names.iter().enumerate().find(|(at, name)| found[*at].is_none() && is_like(name, column.name));
            if let Some((at, _)) = place {
                found[at] = Some(column.name);
            }
        }
    };
    take(&|name, column| name == plain(column));
    take(&|name, column| {
        let known = words(kind).iter().find(|(known, _)| *known == column);
        known.is_some_and(|(_, words)| words.iter().any(|word| plain(word) == name))
    });
    found
}

/// A mapping of what was proposed; what nothing was proposed for is passed over.
pub(crate) fn mapping(kind: Kind, names: &[String]) -> Mapping {
    let columns = names.iter().zip(proposed(kind, names)).filter_map(|(name, field)| {
        let field = field?.to_owned();
        Some(MappedColumn { source: name.clone(), field, ..MappedColumn::default() })
    });
    Mapping { columns: columns.collect(), ignores_others: true, ..Mapping::default() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(kind: Kind, names: &[&str]) -> Vec<Option<&'static str>> {
        proposed(kind, &names.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>())
    }

    #[test]
    fn columns_are_known_by_their_names_in_three_languages() {
        let (sku, name, unit, stock) = (Some("sku"), Some("name"), Some("unit"), Some("on_hand"));
        assert_eq!(told(Kind::Products, &["Indeks", "Nazwa", "J.M.", "Stan", "Uwagi"]), [sku, name, unit, stock, None]);
        assert_eq!(told(Kind::Products, &["Codice articolo", "Nome", "U.M.", "Giacenza"]), [sku, name, unit, stock]);
        assert_eq!(told(Kind::Products, &["Item No.", "Title", "UoM", "Qty"]), [sku, name, unit, stock]);
        assert_eq!(
            told(Kind::Prices, &["Cennik", "Kod", "Cena netto", "Ważna od"]),
            [Some("price_list"), sku, Some("unit_price"), Some("valid_from")]
        );
    }

    #[test]
    fn a_column_is_proposed_once_and_its_own_name_wins() {
        assert_eq!(told(Kind::Products, &["code", "sku", "name"]), [None, Some("sku"), Some("name")]);
        let names: Vec<String> = ["Kod", "Nazwa", "Uwagi"].map(str::to_owned).to_vec();
        let mapping = mapping(Kind::Products, &names);
        assert_eq!((mapping.columns.len(), mapping.ignores_others), (2, true));
        assert!(mapping.faults(Kind::Products, "").is_empty());
    }

    #[test]
    fn every_word_belongs_to_a_column_and_to_one_only() {
        for kind in Kind::ALL {
            let mut seen = Vec::new();
            for (column, words) in words(kind) {
                assert!(kind.column(column).is_some(), "{column}");
                for word in *words {
                    assert!(!seen.contains(&plain(word)), "{word} stands twice in {}", kind.as_str());
                    seen.push(plain(word));
                }
            }
        }
    }
}
