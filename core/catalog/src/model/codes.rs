//! Codes by which others know a product, and who may find it by them.
//! A customer's own code answers to that customer only, and a supplier's to staff only.

use kontor_contract::catalog::CodeKind;
use kontor_kernel::{ChannelId, CompanyId, code_key};

use super::gtin::Gtin;

/// Whose code it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Owner {
    /// A barcode.
    Barcode,
    /// The maker's number, with the maker's name or nothing.
    Manufacturer(Box<str>),
    /// A supplier's, by name.
    Supplier(Box<str>),
    /// A customer's own.
    Customer(CompanyId),
}

impl Owner {
    /// Its kind.
    pub const fn kind(&self) -> CodeKind {
        match self {
            Self::Barcode => CodeKind::Barcode,
            Self::Manufacturer(_) => CodeKind::Manufacturer,
            Self::Supplier(_) => CodeKind::Supplier,
            Self::Customer(_) => CodeKind::Customer,
        }
    }

    /// The maker or supplier, where one is named.
    pub fn name(&self) -> Option<&str> {
        match self {
            Self::Manufacturer(name) | Self::Supplier(name) => Some(&**name).filter(|name| !name.is_empty()),
            Self::Barcode | Self::Customer(_) => None,
        }
    }

    /// Whether somebody finds products by it.
    pub fn answers_to(&self, reader: Reader) -> bool {
        match self {
            Self::Barcode | Self::Manufacturer(_) => true,
            Self::Supplier(_) => reader.is_staff,
            Self::Customer(company) => reader.company == Some(*company),
        }
    }

    /// Which of several products that one text names is meant: one's own code first, then what is printed on goods.
    const fn rank(&self) -> u8 {
        match self {
            Self::Customer(_) => 0,
            Self::Barcode => 2,
            Self::Manufacturer(_) => 3,
            Self::Supplier(_) => 4,
        }
    }
}

/// Where the seller's own code stands among the others.
const OWN_CODE: u8 = 1;

/// Who looks for a product.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Reader {
    pub is_staff: bool,
    /// The company they act for.
    pub company: Option<CompanyId>,
    /// The channel they come through.
    pub channel: Option<ChannelId>,
}

/// A code of a product.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Code {
    /// Whose it is.
    pub owner: Owner,
    /// As it is written.
    pub code: Box<str>,
    /// What it is compared by.
    pub key: Box<str>,
    /// The packaging unit it is on; empty for the product's own unit.
    pub unit_key: Box<str>,
}

/// A product that a code names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Named {
    /// Where the product stands.
    pub place: u32,
    /// Whose code it is.
    pub owner: Owner,
    /// The packaging unit it is on; empty for the product's own unit.
    pub unit_key: Box<str>,
}

/// The keys by which a text may be known: as a code, and as a barcode.
pub(crate) fn keys_of(text: &str) -> (String, Option<String>) {
    (code_key(text), Gtin::parse(text).ok().map(|gtin| gtin.key()))
}

/// What a text names for a reader: `own` is the product whose own code it is, `others` are found by its other keys.
pub(crate) fn choose<'a>(
    own: Option<u32>,
    others: impl Iterator<Item = &'a Named>,
    reader: Reader,
) -> Option<(u32, CodeKind, &'a str)> {
    let own = own.map(|place| (OWN_CODE, place, CodeKind::Sku, ""));
    let others = others.filter(|named| named.owner.answers_to(reader));
    let others = others.map(|named| (named.owner.rank(), named.place, named.owner.kind(), &*named.unit_key));
    let first = own.into_iter().chain(others).min_by_key(|(rank, place, ..)| (*rank, *place))?;
    Some((first.1, first.2, first.3))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(place: u32, owner: Owner) -> Named {
        Named { place, owner, unit_key: Box::default() }
    }

    #[test]
    fn another_customers_code_never_answers() {
        let [mine, theirs] = [CompanyId::new(), CompanyId::new()];
        let all = [
            named(1, Owner::Supplier("Acme".into())),
            named(2, Owner::Customer(mine)),
            named(3, Owner::Customer(theirs)),
            named(4, Owner::Barcode),
        ];
        let find = |own, is_staff, company| {
            choose(own, all.iter(), Reader { is_staff, company, channel: None }).map(|(place, kind, _)| (place, kind))
        };
        assert_eq!(find(None, false, Some(mine)), Some((2, CodeKind::Customer)));
        assert_eq!(find(Some(9), false, Some(mine)), Some((2, CodeKind::Customer)), "one's own words come first");
        assert_eq!(find(None, false, Some(theirs)), Some((3, CodeKind::Customer)));
        assert_eq!(find(None, false, None), Some((4, CodeKind::Barcode)));
        assert_eq!(find(Some(9), false, None), Some((9, CodeKind::Sku)));
        let supplier = choose(None, all[..1].iter(), Reader { is_staff: true, company: None, channel: None });
        assert_eq!(supplier.map(|(place, ..)| place), Some(1));
        assert_eq!(choose(None, all[..3].iter(), Reader { is_staff: false, company: None, channel: None }), None);
    }
}
