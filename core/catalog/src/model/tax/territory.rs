//! Which places belong to the union's common territory of value added tax, and which have rates of their own.
//! After articles 5 and 6 of Directive 2006/112/EC; a postal code tells a special territory from its mainland.

/// The member states.
const MEMBERS: [&str; 27] = [
    "AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GR", "HR", "HU", "IE", "IT", "LT", "LU", "LV",
    "MT", "NL", "PL", "PT", "RO", "SE", "SI", "SK",
];

/// Country, name of the part, whether it lies outside the common territory, and how its postal codes begin.
type Part = (&'static str, &'static str, bool, &'static [&'static str]);

/// Parts of member states that are taxed otherwise than the rest. Names after ISO 3166-2 where it has one.
const PARTS: [Part; 13] = [
    ("AT", "JUM", false, &["6691", "6991", "6992", "6993"]),
    ("DE", "HEL", true, &["27498"]),
    ("DE", "BUS", true, &["78266"]),
    ("ES", "CN", true, &["35", "38"]),
    ("ES", "CE", true, &["51"]),
    ("ES", "ML", true, &["52"]),
    ("FI", "01", true, &["22"]),
    ("FR", "20R", false, &["20"]),
    ("FR", "DOM", true, &["97", "98"]),
    ("GR", "69", true, &["63086"]),
    ("IT", "LIV", true, &["23041", "23030", "22061"]),
    ("PT", "20", false, &["95", "96", "97", "98", "99"]),
    ("PT", "30", false, &["90", "91", "92", "93", "94"]),
];

/// A place as tax law sees it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Territory<'a> {
    /// ISO 3166-1 alpha-2.
    pub country: &'a str,
    /// The part of the country that may have rates of its own.
    pub part: Option<&'static str>,
    /// Whether it belongs to the common territory.
    pub is_in_union: bool,
}

impl<'a> Territory<'a> {
    /// Of a country and a postal code as people write it.
    pub fn of(country: &'a str, postal_code: &str) -> Self {
        let code = bare(country, postal_code);
        let begins = |part: &&Part| part.0 == country && part.3.iter().any(|first| code.starts_with(first));
        let part = PARTS.iter().find(begins);
        let is_outside = part.is_some_and(|part| part.2);
        Self { country, part: part.map(|part| part.1), is_in_union: is_member(country) && !is_outside }
    }

    /// Whether goods that go from a country to here leave what that country taxes as its own.
    pub fn is_home_of(&self, seller: &str) -> bool {
        self.country == seller && (self.is_in_union || !is_member(seller))
    }
}

/// Whether a country is a member state.
pub(crate) fn is_member(country: &str) -> bool {
    MEMBERS.contains(&country)
}

/// The member state that issued a VAT id; Greece writes EL.
pub(crate) fn issuer(vat_id: &str) -> Option<&'static str> {
    let prefix = vat_id.get(..2)?;
    let country = if prefix == "EL" { "GR" } else { prefix };
    MEMBERS.into_iter().find(|member| *member == country)
}

/// Whether rates may be entered for a part of a country.
pub(crate) fn has_part(country: &str, part: &str) -> bool {
    PARTS.iter().any(|known| known.0 == country && known.1 == part && !known.2)
}

/// Letters and digits of a postal code, without the country before it.
fn bare(country: &str, postal_code: &str) -> String {
    let code: String =
        postal_code.chars().filter(char::is_ascii_alphanumeric).map(|letter| letter.to_ascii_uppercase()).collect();
    code.strip_prefix(country).map_or(code.clone(), str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn islands_are_told_by_their_postal_codes() {
        let seen = |country, code| {
            let place = Territory::of(country, code);
            (place.part, place.is_in_union)
        };
        assert_eq!(seen("ES", "35001"), (Some("CN"), false));
        assert_eq!(seen("ES", "28001"), (None, true));
        assert_eq!(seen("PT", "PT-9000-015"), (Some("30"), true));
        assert_eq!(seen("FI", "FI-22 100"), (Some("01"), false));
        assert_eq!(seen("DE", "27498"), (Some("HEL"), false));
        assert_eq!(seen("GB", "BT1 1AA"), (None, false));
        assert_eq!(seen("PL", ""), (None, true));
    }

    #[test]
    fn what_stays_at_home_is_taxed_at_home() {
        assert!(Territory::of("PL", "00-001").is_home_of("PL"));
        assert!(!Territory::of("ES", "38001").is_home_of("ES"));
        assert!(Territory::of("GB", "E1").is_home_of("GB"));
        assert!(!Territory::of("DE", "10115").is_home_of("PL"));
    }

    #[test]
    fn ids_name_their_issuer() {
        assert_eq!((issuer("EL123456789"), issuer("DE136695976")), (Some("GR"), Some("DE")));
        assert_eq!((issuer("GB123"), issuer("X"), issuer("ÄÖ1")), (None, None, None));
    }
}
