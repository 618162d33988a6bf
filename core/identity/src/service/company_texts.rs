//! What the texts of a company must be like, said once for companies, sites, legal entities and registrations.
//! Each check names the field and says what to do.

use kontor_contract::identity::Address;

use super::{companies::CompanyChange, roles::length};
use crate::{error::IdentityError, model::vat_id};

pub(crate) fn is_country(text: &str) -> bool {
    text.len() == 2 && text.bytes().all(|byte| byte.is_ascii_uppercase())
}

/// A text that must be there, without blanks around it.
pub(crate) fn required(value: Option<&str>, pointer: &'static str, longest: usize) -> Result<String, IdentityError> {
    let value = value.map(str::trim).unwrap_or_default();
    if value.is_empty() || value.chars().count() > longest {
        return Err(IdentityError::BadField { pointer, detail: length(longest) });
    }
    Ok(value.to_owned())
}

/// A text that may be left out: blanks around it go, and an empty one is none.
pub(super) fn optional(value: Option<&String>) -> Option<String> {
    value.map(|text| text.trim().to_owned()).filter(|text| !text.is_empty())
}

/// An address's lines are as long as imports take them.
pub(crate) fn check_address(address: &Address) -> Result<(), IdentityError> {
    let lines = [&address.name, &address.street, &address.postal_code, &address.city, &address.country];
    if lines.into_iter().any(|line| line.chars().count() > 200) {
        let detail = "Write at most 200 characters.".to_owned();
        return Err(IdentityError::BadField { pointer: "/address", detail: detail.into() });
    }
    Ok(())
}

/// Texts that may be left out are as long as imports take them.
pub(super) fn check_texts(change: &CompanyChange) -> Result<(), IdentityError> {
    fn given(text: &Option<Option<String>>) -> Option<&str> {
        text.as_ref().and_then(Option::as_deref)
    }
    let texts = [
        ("/vat_id", given(&change.vat_id), 32),
        ("/email", given(&change.email), 254),
        ("/external_id", given(&change.external_id), 128),
    ];
    for (pointer, text, longest) in texts {
        if text.is_some_and(|text| text.chars().count() > longest) {
            return Err(IdentityError::BadField {
                pointer,
                detail: format!("Write at most {longest} characters.").into(),
            });
        }
    }
    change.address.as_ref().map_or(Ok(()), check_address)
}

/// The country named, or that of the address.
pub(crate) fn country_of(said: Option<&str>, address: Option<&Address>) -> Result<String, IdentityError> {
    let country = said.or(address.map(|address| address.country.as_str()));
    let country = country.unwrap_or_default().trim().to_uppercase();
    if is_country(&country) {
        return Ok(country);
    }
    let detail = "Give the country as two letters of ISO 3166-1, such as PL.".to_owned();
    Err(IdentityError::BadField { pointer: "/country", detail: detail.into() })
}

/// A VAT id in the one way it is kept; one that cannot be right is refused.
pub(crate) fn checked_vat_id(said: Option<&String>, country: &str) -> Result<Option<String>, IdentityError> {
    let Some(said) = optional(said) else { return Ok(None) };
    let vat_id = vat_id::normalise(&said, country);
    if vat_id.is_empty() {
        return Err(IdentityError::BadVatId(format!("'{said}' is not a VAT id.")));
    }
    match vat_id::fault(&vat_id) {
        Some(fault) => Err(IdentityError::BadVatId(fault)),
        None => Ok(Some(vat_id)),
    }
}
