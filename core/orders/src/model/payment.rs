//! The ways to pay that a tenant offers, and which one is taken.
//! What the buyer owes and has paid is no matter of the order; the way and its days are agreed with it.

use std::collections::BTreeMap;

use kontor_kernel::Locale;
use serde::{Deserialize, Serialize};

/// A way to pay.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct PaymentMethod {
    /// Its code, which stays.
    pub(crate) code: String,
    /// Its names, by language.
    pub(crate) names: BTreeMap<Locale, String>,
    /// Within how many days of the invoice; nothing where it is paid before or on delivery.
    #[serde(default)]
    pub(crate) days: Option<u32>,
}

impl PaymentMethod {
    /// Its name for a reader: in their language, or in any.
    pub(crate) fn name(&self, locale: Locale) -> &str {
        let name = self.names.get(&locale).or_else(|| self.names.values().next());
        name.map_or(self.code.as_str(), String::as_str)
    }
}

/// The way that is taken: the one that was asked for, or the first.
pub(crate) fn choose<'a>(methods: &'a [PaymentMethod], asked: Option<&str>) -> Option<&'a PaymentMethod> {
    let named = asked.and_then(|code| methods.iter().find(|method| method.code == code));
    named.or_else(|| methods.first())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_way_is_named_in_the_readers_language_or_in_any() {
        let method: PaymentMethod =
            serde_json::from_str(r#"{ "code": "invoice", "names": { "pl": "Przelew" }, "days": 14 }"#).unwrap();
        assert_eq!((method.name(Locale::Pl), method.name(Locale::It)), ("Przelew", "Przelew"));
        let methods = [method, PaymentMethod { code: "cash".to_owned(), names: BTreeMap::new(), days: None }];
        assert_eq!(choose(&methods, Some("cash")).unwrap().name(Locale::En), "cash");
        assert_eq!(choose(&methods, Some("cheque")).unwrap().code, "invoice");
        assert!(choose(&[], Some("cash")).is_none());
    }
}
