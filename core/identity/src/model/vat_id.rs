//! VAT ids of the European Union: written in one way, and checked as far as their country's rules can be checked here.
//! Ids of other countries are taken as they are, without blanks, dots and hyphens.

/// Prefix of a country's ids (not always its own code), how many characters follow, and what they are.
type Rule = (&'static str, &'static str, &'static [usize], fn(&str) -> bool);

/// One rule for each member state, and for Northern Ireland. Lengths and characters after the Commission's list of
/// structures; the check digits of Poland, Italy and Germany are computed.
const RULES: [Rule; 28] = [
    ("AT", "AT", &[9], |text| text.starts_with('U') && digits(&text[1..])),
    ("BE", "BE", &[10], digits),
    ("BG", "BG", &[9, 10], digits),
    ("CY", "CY", &[9], |text| digits(&text[..8])),
    ("CZ", "CZ", &[8, 9, 10], digits),
    ("DE", "DE", &[9], german),
    ("DK", "DK", &[8], digits),
    ("EE", "EE", &[9], digits),
    ("GR", "EL", &[9], digits),
    ("ES", "ES", &[9], |text| digits(&text[1..8])),
    ("FI", "FI", &[8], digits),
    ("FR", "FR", &[11], |text| digits(&text[2..])),
    ("HR", "HR", &[11], digits),
    ("HU", "HU", &[8], digits),
    ("IE", "IE", &[8, 9], |text| text.starts_with(|first: char| first.is_ascii_digit())),
    ("IT", "IT", &[11], italian),
    ("LT", "LT", &[9, 12], digits),
    ("LU", "LU", &[8], digits),
    ("LV", "LV", &[11], digits),
    ("MT", "MT", &[8], digits),
    ("NL", "NL", &[12], |text| digits(&text[..9]) && &text[9..10] == "B"),
    ("PL", "PL", &[10], polish),
    ("PT", "PT", &[9], digits),
    ("RO", "RO", &[2, 3, 4, 5, 6, 7, 8, 9, 10], digits),
    ("SE", "SE", &[12], digits),
    ("SI", "SI", &[8], digits),
    ("SK", "SK", &[10], digits),
    ("XI", "XI", &[9, 12, 5], |_| true),
];

/// The id in the one way it is kept: capitals and digits only, and with the country's prefix where the country is one of
/// the union. `country` is the company's, for ids that name none.
#[must_use]
pub(crate) fn normalise(vat_id: &str, country: &str) -> String {
    let bare: String = vat_id.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_uppercase()).collect();
    if bare.is_empty() || prefixed(&bare).is_some() {
        return bare;
    }
    match RULES.iter().find(|rule| rule.0 == country) {
        Some((_, prefix, _, is_right)) if fits(&bare, country) && is_right(&bare) => format!("{prefix}{bare}"),
        Some((_, prefix, ..)) if bare.bytes().all(|byte| byte.is_ascii_digit()) => format!("{prefix}{bare}"),
        _ => bare,
    }
}

/// What is wrong with a normalised id; nothing where it is right or cannot be judged here.
#[must_use]
pub(crate) fn fault(vat_id: &str) -> Option<String> {
    if !vat_id.is_ascii() {
        return Some(format!("{vat_id} holds characters that no VAT id has."));
    }
    let ((country, prefix, lengths, is_right), rest) = prefixed(vat_id)?;
    if !lengths.contains(&rest.len()) {
        let lengths: Vec<String> = lengths.iter().map(ToString::to_string).collect();
        return Some(format!(
            "After {prefix} a VAT id has {} characters; {vat_id} has {}.",
            lengths.join(" or "),
            rest.len()
        ));
    }
    if is_right(rest) { None } else { Some(format!("{vat_id} is not a VAT id of {country}; check its digits.")) }
}

fn prefixed(vat_id: &str) -> Option<(Rule, &str)> {
    let rule = RULES.into_iter().find(|rule| vat_id.starts_with(rule.1))?;
    Some((rule, &vat_id[2..]))
}

fn fits(bare: &str, country: &str) -> bool {
    RULES.iter().any(|rule| rule.0 == country && rule.2.contains(&bare.len()))
}

fn digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

fn values(text: &str) -> impl Iterator<Item = u32> + '_ {
    text.chars().filter_map(|digit| digit.to_digit(10))
}

/// NIP: the last digit is the weighted sum of the others modulo 11.
fn polish(text: &str) -> bool {
    const WEIGHTS: [u32; 9] = [6, 5, 7, 2, 3, 4, 5, 6, 7];
    let sum: u32 = values(text).zip(WEIGHTS).map(|(digit, weight)| digit * weight).sum();
    digits(text) && values(text).last() == Some(sum % 11)
}

/// Partita IVA: Luhn's check digit.
fn italian(text: &str) -> bool {
    let of_pair = |digit: u32| if digit > 4 { digit * 2 - 9 } else { digit * 2 };
    let sum: u32 = values(text).enumerate().map(|(at, digit)| if at % 2 == 1 { of_pair(digit) } else { digit }).sum();
    digits(text) && sum.is_multiple_of(10)
}

/// USt-IdNr.: ISO 7064, MOD 11,10.
fn german(text: &str) -> bool {
    let product = values(text).take(8).fold(10, |product, digit| {
        let sum = (digit + product) % 10;
        (if sum == 0 { 10 } else { sum }) * 2 % 11
    });
    digits(text) && !text.starts_with('0') && values(text).last() == Some((11 - product) % 10)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_is_kept_in_one_way_however_it_is_written() {
        for written in ["PL 526-104-08-28", "526-10-40-828", "pl5261040828", "5261040828"] {
            assert_eq!(normalise(written, "PL"), "PL5261040828", "{written}");
        }
        assert_eq!(normalise("IT 00743110157", "DE"), "IT00743110157");
        assert_eq!(normalise("gb 123.456.789", "GB"), "GB123456789");
        assert_eq!(normalise("094014201", "GR"), "EL094014201");
        assert_eq!(normalise(" - ", "PL"), "");
    }

    #[test]
    fn check_digits_tell_right_from_wrong() {
        for right in ["PL5261040828", "IT00743110157", "DE136695976", "ATU12345678", "NL123456789B01", "GB1", "CHE1"] {
            assert_eq!(fault(right), None, "{right}");
        }
        for wrong in
            ["PL5261040827", "PL526104082", "IT00743110158", "DE136695975", "PLABCDEFGHIJ", "ATX12345678", "FR1"]
        {
            assert!(fault(wrong).is_some(), "{wrong}");
        }
    }

    #[test]
    fn any_single_wrong_digit_is_found() {
        for right in ["PL5261040828", "IT00743110157", "DE136695976"] {
            for at in 2..right.len() {
                for digit in '0'..='9' {
                    let mut other: Vec<char> = right.chars().collect();
                    other[at] = digit;
                    let other: String = other.into_iter().collect();
                    assert_eq!(fault(&other).is_none(), other == right, "{other}");
                }
            }
        }
    }
}
