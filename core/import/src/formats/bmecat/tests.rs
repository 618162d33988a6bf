//! Catalogues of both versions, and what of them becomes a product, a price or a note.
//! The documents are small and whole, as suppliers send them.

use super::Catalogue;
use crate::{
    csv::{Code, Kind, Problem},
    formats::{Table, open::InMemory},
};

const NEW: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<BMECAT version="2005" xmlns="http://www.bmecat.org/bmecat/2005fd">
 <HEADER><CATALOG><LANGUAGE default="true">eng</LANGUAGE><CATALOG_ID>C</CATALOG_ID><CURRENCY>EUR</CURRENCY></CATALOG>
  <SUPPLIER><SUPPLIER_NAME>Bolts Ltd</SUPPLIER_NAME></SUPPLIER></HEADER>
 <T_NEW_CATALOG>
  <CATALOG_GROUP_SYSTEM><GROUP_SYSTEM_ID>1</GROUP_SYSTEM_ID>
   <CATALOG_STRUCTURE type="root"><GROUP_ID>1</GROUP_ID><GROUP_NAME>All</GROUP_NAME><PARENT_ID>0</PARENT_ID></CATALOG_STRUCTURE>
   <CATALOG_STRUCTURE type="leaf"><GROUP_ID>2</GROUP_ID><GROUP_NAME>Hex bolts</GROUP_NAME><PARENT_ID>1</PARENT_ID></CATALOG_STRUCTURE>
  </CATALOG_GROUP_SYSTEM>
  <PRODUCT mode="new">
   <SUPPLIER_PID type="supplier_specific">B-8</SUPPLIER_PID>
   <PRODUCT_DETAILS>
    <DESCRIPTION_SHORT lang="eng">Bolt M8 &amp; nut</DESCRIPTION_SHORT><DESCRIPTION_SHORT lang="pol">Śruba M8</DESCRIPTION_SHORT>
    <DESCRIPTION_LONG lang="eng"><![CDATA[Zinc <plated>]]></DESCRIPTION_LONG>
    <INTERNATIONAL_PID type="gtin">5901234123457</INTERNATIONAL_PID><INTERNATIONAL_PID type="isbn">3-16-148410-0</INTERNATIONAL_PID>
    <MANUFACTURER_PID>M8X40</MANUFACTURER_PID><MANUFACTURER_NAME>Bolts</MANUFACTURER_NAME>
    <KEYWORD>bolt</KEYWORD><KEYWORD>hex</KEYWORD>
   </PRODUCT_DETAILS>
   <PRODUCT_FEATURES><REFERENCE_FEATURE_SYSTEM_NAME>own</REFERENCE_FEATURE_SYSTEM_NAME>
    <FEATURE><FNAME>Length</FNAME><FVALUE>40</FVALUE><FUNIT>MMT</FUNIT></FEATURE>
    <FEATURE><FNAME>Finish</FNAME><FVALUE>zinc</FVALUE><FVALUE>black</FVALUE></FEATURE></PRODUCT_FEATURES>
   <PRODUCT_ORDER_DETAILS><ORDER_UNIT>BX</ORDER_UNIT><CONTENT_UNIT>C62</CONTENT_UNIT><NO_CU_PER_OU>100</NO_CU_PER_OU>
    <PACKING_UNITS><PACKING_UNIT><QUANTITY_MIN>48</QUANTITY_MIN><QUANTITY_MAX>48</QUANTITY_MAX><PACKING_UNIT_CODE>PF</PACKING_UNIT_CODE></PACKING_UNIT>
     <PACKING_UNIT><QUANTITY_MIN>1</QUANTITY_MIN><QUANTITY_MAX>9</QUANTITY_MAX><PACKING_UNIT_CODE>CT</PACKING_UNIT_CODE></PACKING_UNIT></PACKING_UNITS>
    <PRICE_QUANTITY>10</PRICE_QUANTITY></PRODUCT_ORDER_DETAILS>
   <PRODUCT_PRICE_DETAILS><VALID_START_DATE>2026-01-01</VALID_START_DATE><VALID_END_DATE>2026-12-31T00:00:00</VALID_END_DATE>
    <PRODUCT_PRICE price_type="net_list"><PRICE_AMOUNT>12.50</PRICE_AMOUNT><PRICE_CURRENCY>PLN</PRICE_CURRENCY><LOWER_BOUND>1</LOWER_BOUND></PRODUCT_PRICE>
    <PRODUCT_PRICE price_type="net_list"><PRICE_AMOUNT>12.50</PRICE_AMOUNT><PRICE_FACTOR>0.9</PRICE_FACTOR><LOWER_BOUND>50</LOWER_BOUND></PRODUCT_PRICE>
    <PRODUCT_PRICE price_type="nrp"><PRICE_AMOUNT>20</PRICE_AMOUNT></PRODUCT_PRICE>
   </PRODUCT_PRICE_DETAILS>
   <MIME_INFO><MIME><MIME_SOURCE>b8.jpg</MIME_SOURCE></MIME></MIME_INFO>
   <PRODUCT_LOGISTIC_DETAILS><PRODUCT_DIMENSIONS><WEIGHT>1.25</WEIGHT></PRODUCT_DIMENSIONS></PRODUCT_LOGISTIC_DETAILS>
  </PRODUCT>
  <PRODUCT mode="delete"><SUPPLIER_PID>GONE</SUPPLIER_PID></PRODUCT>
  <PRODUCT_TO_CATALOGGROUP_MAP><PROD_ID>b-8</PROD_ID><CATALOG_GROUP_ID>2</CATALOG_GROUP_ID></PRODUCT_TO_CATALOGGROUP_MAP>
 </T_NEW_CATALOG>
</BMECAT>"#;

const OLD: &str = r#"<?xml version="1.0" encoding="ISO-8859-1"?>
<BMECAT version="1.2"><HEADER><CATALOG><LANGUAGE>deu</LANGUAGE><CURRENCY>EUR</CURRENCY></CATALOG></HEADER>
<T_NEW_CATALOG><ARTICLE><SUPPLIER_AID>A1</SUPPLIER_AID>
<ARTICLE_DETAILS><DESCRIPTION_SHORT>M~tter</DESCRIPTION_SHORT><EAN>4006381333931</EAN></ARTICLE_DETAILS>
<ARTICLE_ORDER_DETAILS><ORDER_UNIT>PCE</ORDER_UNIT></ARTICLE_ORDER_DETAILS>
<ARTICLE_PRICE_DETAILS><DATETIME type="valid_start_date"><DATE>2026-02-01</DATE></DATETIME>
<ARTICLE_PRICE price_type="net_list"><PRICE_AMOUNT>0.05</PRICE_AMOUNT></ARTICLE_PRICE></ARTICLE_PRICE_DETAILS>
</ARTICLE></T_NEW_CATALOG></BMECAT>"#;

/// Rows as `column=text` in the order of the columns, and what was left out.
fn read(document: &[u8], kind: Kind) -> Result<(Vec<String>, Vec<String>), Problem> {
    let mut table = Catalogue::open(&InMemory(bytes::Bytes::copy_from_slice(document)), kind)?;
    let (mut rows, mut notes) = (Vec::new(), Vec::new());
    while table.advance()? {
        let cell = |(index, column): (usize, &crate::csv::Column)| {
            let text = table.cell(index).unwrap()?.text.into_owned();
            Some(format!("{}={text}", column.name))
        };
        rows.push(kind.columns().iter().enumerate().filter_map(cell).collect::<Vec<_>>().join(" | "));
        notes.extend(table.take_notes());
    }
    notes.extend(table.take_notes());
    Ok((rows, notes.iter().map(|note| format!("{} {}", note.value, note.detail)).collect()))
}

#[test]
fn a_product_is_taken_with_texts_unit_group_weight_and_features() {
    let (rows, notes) = read(NEW.as_bytes(), Kind::Products).unwrap();
    assert_eq!(
        rows,
        [
            "sku=B-8 | name=Bolt M8 & nut | name_pl=Śruba M8 | name_en=Bolt M8 & nut | description=Zinc <plated> | unit=pcs | \
          category=Hex bolts | manufacturer=Bolts | manufacturer_code=M8X40 | supplier=Bolts Ltd | supplier_code=B-8 | \
          packagings==1; not_orderable | box=100; gtin=5901234123457; weight_g=1250; usual | pallet=4800 | \
          attributes={\"Finish\":\"zinc, black\",\"Length\":\"40 mm\",\"keywords\":\"bolt, hex\",\
          \"manufacturer\":\"Bolts\"}"
        ]
    );
    assert_eq!(
        notes,
        [
            "B-8 INTERNATIONAL_PID is not taken over; the rest of the row is",
            "B-8 MIME_INFO is not taken over; the rest of the row is",
            "B-8 PACKING_UNIT carton for 1–9 is not taken over; the rest of the row is",
            "GONE mode=\"delete\" is not taken over; the rest of the row is",
        ]
    );
}

#[test]
fn each_net_price_is_a_row_with_tier_unit_of_price_and_validity() {
    let (rows, notes) = read(NEW.as_bytes(), Kind::Prices).unwrap();
    let rest = "per=10 | unit=box | valid_from=2026-01-01 | valid_to=2026-12-31 | currency";
    assert_eq!(
        rows,
        [
            format!("price_list=net_list | sku=B-8 | min_quantity=1 | unit_price=12.50 | {rest}=PLN"),
            format!("price_list=net_list | sku=B-8 | min_quantity=50 | unit_price=11.25 | {rest}=EUR"),
        ]
    );
    assert_eq!(notes[0], "B-8 price_type=\"nrp\" from 1 is not taken over; the rest of the row is");
}

#[test]
fn the_names_and_encodings_of_1_2_are_read_too() {
    let document: Vec<u8> = OLD.bytes().map(|byte| if byte == b'~' { 0xFC } else { byte }).collect();
    let (rows, _) = read(&document, Kind::Products).unwrap();
    assert_eq!(rows, ["sku=A1 | name=Mütter | unit=pcs | gtin=4006381333931"]);
    let (rows, _) = read(&document, Kind::Prices).unwrap();
    assert_eq!(
        rows,
        ["price_list=net_list | sku=A1 | min_quantity=1 | unit_price=0.05 | valid_from=2026-02-01 | currency=EUR"]
    );
}

#[test]
fn updates_of_products_and_of_prices_are_read_alike() {
    for transaction in ["T_UPDATE_PRODUCTS", "T_UPDATE_PRICES"] {
        let document = NEW.replace("T_NEW_CATALOG", transaction);
        assert_eq!(read(document.as_bytes(), Kind::Prices).unwrap().0.len(), 2, "{transaction}");
    }
}

#[test]
fn what_is_no_catalogue_is_refused_quickly() {
    let code = |document: &str, kind| read(document.as_bytes(), kind).unwrap_err().code;
    assert_eq!(code("<html/>", Kind::Products), Code::WrongFormat);
    assert_eq!(code("sku,name", Kind::Products), Code::WrongFormat);
    assert_eq!(code(NEW, Kind::Stock), Code::WrongFormat);
    assert_eq!(code(&NEW[..2_000], Kind::Prices), Code::Malformed);
    let bomb = NEW.replace("<BMECAT", "<!DOCTYPE BMECAT [<!ENTITY a \"&a;&a;\">]>\n<BMECAT");
    assert_eq!(code(&bomb, Kind::Products), Code::EntitiesRefused);
    let deep = NEW.replace("<KEYWORD>bolt</KEYWORD>", &"<KEYWORD>".repeat(100_000));
    assert_eq!(code(&deep, Kind::Products), Code::Malformed);
}
