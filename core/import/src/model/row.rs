//! Rows of a file as the owners of the tables take them: the one place where one becomes the other.
//! What the reader let through and the kernel does not hold is a problem of its cell, with the same words as the reader's.

use kontor_contract::{
    Sentence,
    catalog::ProductKind,
    companies::CompanyKind,
    identity::Address,
    imports::{CustomerRow, OwnedCode, PackagingRow, PriceRow, ProductRow, StockRow, in_one_cell},
};
use kontor_kernel::{Quantity, UnitPrice, code_key};
use rust_decimal::Decimal;

use crate::{
    csv::{self, Code, Problem, Row},
    model::options::Usual,
};

/// A row that an owner takes.
pub(crate) trait Incoming: Clone + Send + Sync + Sized + 'static {
    /// The row as it is read.
    type Read: Row + Send + 'static;

    /// Turns one into the other.
    fn of(row: Self::Read, usual: &Usual) -> Result<Self, Problem>;

    /// What it shares with other rows of its file in such a way that they must agree, such as a price list that the
    /// file itself makes.
    fn shares(&self) -> Option<String> {
        None
    }

    /// What stands in a column, for reports.
    fn cell(&self, column: &str) -> String;
}

/// Millionths of a number that the reader kept to six decimals and a thousand million.
fn millionths(line: u64, column: &'static str, number: Decimal) -> Result<i64, Problem> {
    let mut scaled = number;
    scaled.rescale(Quantity::SCALE);
    let is_exact = scaled.scale() == Quantity::SCALE && scaled == number;
    let bad = |code, detail: &str, most: &str| {
        let values = [("shown", number.to_string().into()), ("most", most.into())];
        Problem::new(line, code, Sentence::new(format!("{number} {detail}")).of(values)).in_column(column)
    };
    if !is_exact {
        return Err(bad(Code::TooManyDecimals, "has more than 6 decimals", "6"));
    }
    let too_large = |_| bad(Code::NumberTooLarge, "is more than 9223372036854", "9223372036854");
    i64::try_from(scaled.mantissa()).map_err(too_large)
}

fn quantity(line: u64, column: &'static str, number: Decimal) -> Result<Quantity, Problem> {
    millionths(line, column, number).map(Quantity::from_millionths)
}

fn text(value: Option<&String>) -> String {
    value.cloned().unwrap_or_default()
}

/// What stands between the codes of price lists or groups in one cell.
const APART: &str = "|";

fn codes(cell: &str) -> Vec<String> {
    cell.split(APART).map(str::trim).filter(|code| !code.is_empty()).map(str::to_owned).collect()
}

/// The owners of codes, or the codes.
fn owned(codes: Option<&Vec<OwnedCode>>, are_owners: bool) -> String {
    let all = codes.into_iter().flatten();
    in_one_cell(all.map(|one| if are_owners { one.owner.as_str() } else { one.code.as_str() }))
}

fn number(value: Option<impl ToString>) -> String {
    value.map(|value| value.to_string()).unwrap_or_default()
}

impl Incoming for ProductRow {
    type Read = csv::ProductRow;

    fn of(row: csv::ProductRow, _: &Usual) -> Result<Self, Problem> {
        let on_hand = row.on_hand.map(|number| quantity(row.line, "on_hand", number)).transpose()?;
        Ok(Self {
            sku: row.sku,
            name: row.name,
            names: row.translations.into_iter().map(|(language, name)| (language.to_owned(), name)).collect(),
            description: row.description,
            kind: row.kind.map(|kind| match kind {
                csv::ProductKind::Goods => ProductKind::Goods,
                csv::ProductKind::Service => ProductKind::Service,
            }),
            unit: row.unit,
            quantity_decimals: row.quantity_scale,
            weight_g: row.weight_g.map(i64::from),
            tax_class: row.tax_class,
            category: row.category,
            attributes: row.attributes.map(serde_json::Value::Object),
            external_id: row.external_id,
            gtins: row.gtins,
            manufacturer_codes: row.manufacturer_codes,
            supplier_codes: row.supplier_codes,
            packagings: row.packagings,
            on_hand,
        })
    }

    fn cell(&self, column: &str) -> String {
        let named = |language: &str| self.names.iter().find(|(tag, _)| tag == language).map(|(_, name)| name);
        match column {
            "sku" => self.sku.clone(),
            "name" => self.name.clone(),
            "name_pl" | "name_it" | "name_en" => text(named(&column["name_".len()..])),
            "description" => text(self.description.as_ref()),
            "unit" => text(self.unit.as_ref()),
            "quantity_scale" => number(self.quantity_decimals),
            "weight_g" => number(self.weight_g),
            "tax_class" => text(self.tax_class.as_ref()),
            "category" => text(self.category.as_ref()),
            "external_id" => text(self.external_id.as_ref()),
            "gtin" => self.gtins.as_ref().map(|all| in_one_cell(all.iter().map(String::as_str))).unwrap_or_default(),
            "manufacturer" | "manufacturer_code" => owned(self.manufacturer_codes.as_ref(), column == "manufacturer"),
            "supplier" | "supplier_code" => owned(self.supplier_codes.as_ref(), column == "supplier"),
            "packagings" => self.packagings.as_deref().map(PackagingRow::in_one_cell).unwrap_or_default(),
            "attributes" => number(self.attributes.as_ref()),
            "on_hand" => number(self.on_hand),
            _ => String::new(),
        }
    }
}

impl Incoming for PriceRow {
    type Read = csv::PriceRow;

    fn of(row: csv::PriceRow, usual: &Usual) -> Result<Self, Problem> {
        let line = row.line;
        let currency = row.currency.as_deref().map(str::parse).transpose().map_err(|_| {
            let written = text(row.currency.as_ref());
            let detail = format!("{written} is not a currency of ISO 4217 that is in circulation");
            let detail = Sentence::new(detail).keyed("import-row-no-currency").of([("shown", (&written).into())]);
            Problem::new(line, Code::BadValue, detail).in_column("currency").with_value(&written)
        })?;
        Ok(Self {
            price_list: row.price_list,
            sku: row.sku,
            min_quantity: quantity(line, "min_quantity", row.min_quantity)?,
            unit_price: UnitPrice::from_millionths(millionths(line, "unit_price", row.unit_price)?),
            per: quantity(line, "per", Decimal::from(row.per))?,
            unit: row.unit,
            valid_from: row.valid_from,
            valid_to: row.valid_to,
            currency,
            usual_currency: usual.currency,
        })
    }

    fn shares(&self) -> Option<String> {
        Some(code_key(&self.price_list))
    }

    fn cell(&self, column: &str) -> String {
        match column {
            "price_list" => self.price_list.clone(),
            "sku" => self.sku.clone(),
            "min_quantity" => self.min_quantity.to_string(),
            "unit_price" => self.unit_price.to_string(),
            "per" => self.per.to_string(),
            "unit" => text(self.unit.as_ref()),
            "valid_from" => number(self.valid_from),
            "valid_to" => number(self.valid_to),
            "currency" => number(self.currency),
            _ => String::new(),
        }
    }
}

impl Incoming for CustomerRow {
    type Read = csv::CustomerRow;

    fn of(row: csv::CustomerRow, usual: &Usual) -> Result<Self, Problem> {
        let address = Address {
            name: row.name.clone(),
            street: row.street.unwrap_or_default(),
            postal_code: row.postal_code.unwrap_or_default(),
            city: row.city.unwrap_or_default(),
            country: row.country.unwrap_or_default(),
        };
        Ok(Self {
            code: row.code,
            name: row.name,
            vat_id: row.vat_id,
            address,
            usual_country: usual.country.clone(),
            email: row.email,
            price_lists: row.price_list.map(|lists| codes(&lists)),
            external_id: row.external_id,
            kind: row.kind.as_deref().and_then(CompanyKind::named),
            parent: row.parent,
            account_manager: row.account_manager,
            groups: row.groups.map(|groups| codes(&groups)),
        })
    }

    fn cell(&self, column: &str) -> String {
        match column {
            "code" => self.code.clone(),
            "name" => self.name.clone(),
            "vat_id" => text(self.vat_id.as_ref()),
            "country" => self.address.country.clone(),
            "email" => text(self.email.as_ref()),
            "street" => self.address.street.clone(),
            "postal_code" => self.address.postal_code.clone(),
            "city" => self.address.city.clone(),
            "price_list" => self.price_lists.as_ref().map(|lists| lists.join(APART)).unwrap_or_default(),
            "external_id" => text(self.external_id.as_ref()),
            "kind" => number(self.kind.map(CompanyKind::name)),
            "parent" => text(self.parent.as_ref()),
            "account_manager" => text(self.account_manager.as_ref()),
            "groups" => self.groups.as_ref().map(|groups| groups.join(APART)).unwrap_or_default(),
            _ => String::new(),
        }
    }
}

impl Incoming for StockRow {
    type Read = csv::StockRow;

    fn of(row: csv::StockRow, _: &Usual) -> Result<Self, Problem> {
        let on_hand = quantity(row.line, "on_hand", row.on_hand)?;
        Ok(Self { sku: row.sku, warehouse: row.warehouse, on_hand })
    }

    fn cell(&self, column: &str) -> String {
        match column {
            "sku" => self.sku.clone(),
            "warehouse" => text(self.warehouse.as_ref()),
            "on_hand" => self.on_hand.to_string(),
            _ => String::new(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read<R: Incoming>(file: &str) -> Vec<Result<R, Problem>> {
        let rows = csv::read::<R::Read, _>(file.as_bytes(), csv::Options::default()).unwrap();
        rows.map(|row| R::of(row.unwrap(), &Usual::default())).collect()
    }

    #[test]
    fn numbers_become_millionths_without_loss() {
        let rows =
            read::<PriceRow>("price_list,sku,min_quantity,unit_price,per\nS,A,0.5,0.000001,100\nS,B,,1000000000,\n");
        let told = |row: &PriceRow| (row.min_quantity.millionths(), row.unit_price.millionths(), row.per.to_string());
        assert_eq!(told(rows[0].as_ref().unwrap()), (500_000, 1, "100".to_owned()));
        assert_eq!(told(rows[1].as_ref().unwrap()), (1_000_000, 1_000_000_000_000_000, "1".to_owned()));
    }

    #[test]
    fn what_is_usual_stands_beside_what_a_row_says() {
        let usual = Usual { currency: Some(kontor_kernel::Currency::PLN), country: Some("PL".to_owned()) };
        let file = "code,name,country\nA,A,DE\nB,B,\n";
        let rows = csv::read::<csv::CustomerRow, _>(file.as_bytes(), csv::Options::default()).unwrap();
        let rows: Vec<_> = rows.map(|row| CustomerRow::of(row.unwrap(), &usual).unwrap()).collect();
        assert_eq!((rows[0].address.country.as_str(), rows[1].address.country.as_str()), ("DE", ""));
        assert!(rows.iter().all(|row| row.usual_country.as_deref() == Some("PL")));
    }

    #[test]
    fn a_currency_that_does_not_exist_is_named_with_its_place() {
        let rows = read::<PriceRow>("price_list,sku,unit_price,currency\nS,A,1,PLN\nS,B,1,XQQ\n");
        assert_eq!(rows[0].as_ref().unwrap().cell("currency"), "PLN");
        let problem = rows[1].as_ref().unwrap_err();
        assert_eq!(problem.code, Code::BadValue);
        assert_eq!(
            problem.to_string(),
            "line 3, column currency: XQQ is not a currency of ISO 4217 that is in circulation"
        );
    }

    #[test]
    fn every_cell_of_a_row_can_be_quoted_back() {
        fn check<R: Incoming>(header: &str, line: &str) {
            let rows = read::<R>(&format!("{header}\n{line}\n"));
            let row = rows[0].as_ref().unwrap();
            for (column, value) in header.split(',').zip(line.split(',')).filter(|(column, _)| *column != "kind") {
                assert_eq!(row.cell(column), value, "{column}");
            }
        }
        check::<ProductRow>(
            "sku,name,name_pl,name_it,name_en,description,kind,unit,quantity_scale,weight_g,tax_class,category,external_id,gtin,manufacturer,manufacturer_code,supplier,supplier_code,packagings,attributes,on_hand",
            "A,B,C,D,E,F,goods,kg,3,12,reduced,G,H,5901234123457|40170725,Maker,M-1,S|T,1|2,box=12; usual,{},1.5",
        );
        check::<PriceRow>(
            "price_list,sku,min_quantity,unit_price,per,currency,valid_from",
            "S,A,2,1.25,10,EUR,2026-01-31",
        );
        check::<CustomerRow>(
            "code,name,vat_id,country,email,street,postal_code,city,price_list,external_id",
            "C,N,V,PL,a@b,S,00-001,W,L,X",
        );
        check::<StockRow>("sku,warehouse,on_hand", "A,W,7");
    }
}
