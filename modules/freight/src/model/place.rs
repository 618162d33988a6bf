//! Places that a zone is made of: a country, postal codes that begin alike, a range of them, or everywhere.
//! Of several places that hold an address, the one that says most of its postal code wins.

use std::{fmt, str::FromStr};

use kontor_hooks::Destination;
use kontor_kernel::is_country;
use thiserror::Error;

/// Characters of a postal code that a place may name.
const LONGEST_CODE: usize = 10;

/// A place, written `*`, `PL`, `IT 07*` or `PL 00-05`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Place {
    /// Every country.
    Everywhere,
    /// A country with all of its postal codes.
    Country(String),
    /// Postal codes of a country that begin so.
    Prefix(String, String),
    /// Postal codes of a country whose beginnings lie between these, both of them included.
    Range(String, String, String),
}

/// Why text is no place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub(crate) enum PlaceError {
    /// It begins with no country.
    #[error("begin with a country of two letters, such as PL, or write * for everywhere")]
    NoCountry,
    /// The part behind the country is neither a beginning nor a range.
    #[error(
        "write postal codes as a beginning with a star (07*), a whole code, or a range of beginnings of the same \
         length (00-05); leave out blanks and hyphens within a code"
    )]
    BadCodes,
    /// A range that ends before it begins.
    #[error("the range ends before it begins")]
    Backwards,
}

/// A postal code without what people put between its characters, in capital letters: `00-950` is `00950`.
pub(crate) fn normalised(code: &str) -> String {
    code.chars().filter(|letter| letter.is_alphanumeric()).flat_map(char::to_uppercase).collect()
}

impl Place {
    /// How closely this place describes an address; nothing where the address does not lie in it. More is closer: of places
    /// that look at as many characters a beginning is closer than a range.
    pub(crate) fn closeness(&self, destination: &Destination) -> Option<usize> {
        let is_in = |country: &str| country.eq_ignore_ascii_case(&destination.country);
        let code = normalised(&destination.postal_code);
        match self {
            Self::Everywhere => Some(0),
            Self::Country(country) => is_in(country).then_some(1),
            Self::Prefix(country, prefix) => {
                (is_in(country) && code.starts_with(prefix.as_str())).then(|| 2 * prefix.len() + 1)
            }
            Self::Range(country, from, to) => {
                let beginning = code.get(..from.len())?;
                let is_between = from.as_str() <= beginning && beginning <= to.as_str();
                (is_in(country) && is_between).then(|| 2 * from.len())
            }
        }
    }
}

impl FromStr for Place {
    type Err = PlaceError;
    fn from_str(text: &str) -> Result<Self, PlaceError> {
        let text = text.trim();
        if text == "*" {
            return Ok(Self::Everywhere);
        }
        let (country, codes) = text.split_once(char::is_whitespace).unwrap_or((text, ""));
        let country = country.to_ascii_uppercase();
        if !is_country(&country) {
            return Err(PlaceError::NoCountry);
        }
        if codes.trim().is_empty() { Ok(Self::Country(country)) } else { of_codes(country, codes.trim()) }
    }
}

/// A beginning, a whole code or a range.
fn of_codes(country: String, codes: &str) -> Result<Place, PlaceError> {
    let ends = codes.split_once(['-', '–']);
    let Some((from, to)) = ends else {
        let prefix = code(codes.strip_suffix('*').unwrap_or(codes))?;
        return Ok(Place::Prefix(country, prefix));
    };
    let (from, to) = (code(from.trim())?, code(to.trim())?);
    if from.len() != to.len() {
        return Err(PlaceError::BadCodes);
    }
    if from > to { Err(PlaceError::Backwards) } else { Ok(Place::Range(country, from, to)) }
}

fn code(text: &str) -> Result<String, PlaceError> {
    let is_code = !text.is_empty() && text.len() <= LONGEST_CODE && text.bytes().all(|it| it.is_ascii_alphanumeric());
    if is_code { Ok(text.to_ascii_uppercase()) } else { Err(PlaceError::BadCodes) }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Everywhere => f.write_str("*"),
            Self::Country(country) => f.write_str(country),
            Self::Prefix(country, prefix) => write!(f, "{country} {prefix}*"),
            Self::Range(country, from, to) => write!(f, "{country} {from}-{to}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn closeness(place: &str, country: &str, postal_code: &str) -> Option<usize> {
        let destination =
            Destination { country: country.to_owned(), postal_code: postal_code.to_owned(), city: String::new() };
        place.parse::<Place>().unwrap().closeness(&destination)
    }

    #[test]
    fn an_address_lies_in_its_country_and_in_what_its_postal_code_begins_with() {
        assert_eq!(closeness("PL", "PL", "00-950"), Some(1));
        assert_eq!(closeness("PL 00-05", "PL", "05-120"), Some(4));
        assert_eq!(closeness("PL 00-05", "PL", "06-120"), None);
        assert_eq!(closeness("IT 07*", "IT", "07100"), Some(5));
        assert_eq!(closeness("IT 07*", "PL", "07-100"), None);
        assert_eq!(closeness("GB sw1a", "GB", "sw1a 1aa"), Some(9));
        assert_eq!(closeness("*", "US", ""), Some(0));
        assert_eq!(closeness("PL 00-05", "PL", "0"), None);
        assert_eq!(closeness("PL 00-05", "PL", "żó"), None);
    }

    #[test]
    fn what_is_written_is_read_and_written_again() {
        for text in ["*", "PL", "IT 07*", "PL 00-05", "IT 07010-07199", "GB SW1*"] {
            assert_eq!(text.parse::<Place>().unwrap().to_string(), text);
        }
        assert_eq!("pl 00–05".parse::<Place>().unwrap().to_string(), "PL 00-05");
    }

    #[test]
    fn what_is_no_place_is_refused_with_a_reason() {
        let refused = |text: &str| text.parse::<Place>().unwrap_err();
        assert_eq!(refused("XX"), PlaceError::NoCountry);
        assert_eq!(refused(""), PlaceError::NoCountry);
        // A whole Polish code would be a range from 00 to 950.
        assert_eq!(refused("PL 00-950"), PlaceError::BadCodes);
        assert_eq!(refused("PL 0 0"), PlaceError::BadCodes);
        assert_eq!(refused("PL 05-00"), PlaceError::Backwards);
    }
}
