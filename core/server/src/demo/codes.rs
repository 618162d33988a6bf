//! Numbers with check digits: EAN-13, the Polish NIP and the Italian partita IVA.
//! All of them are right by their arithmetic and none of them is anybody's: each is drawn from a range that is not given out.

/// An EAN-13 of the range GS1 leaves to shops for their own use (prefixes 20–29), so that it is no maker's article.
///
/// `tenant` is one digit, `number` the article's running number below 10^9.
#[must_use]
pub fn ean13(tenant: u64, number: u64) -> String {
    let body = format!("2{:02}{:09}", tenant % 10 + 10, number % 1_000_000_000);
    let check = ean_check_digit(&body);
    format!("{body}{check}")
}

/// The thirteenth digit (GS1 General Specifications, 7.9): weights 1 and 3 from the left.
fn ean_check_digit(body: &str) -> u32 {
    let sum: u32 = digits(body).zip([1, 3].into_iter().cycle()).map(|(digit, weight)| digit * weight).sum();
    (10 - sum % 10) % 10
}

/// The first valid NIP at or after `serial` (below 10^6) with the prefix 990; as the code of a tax office never ends in 0, nobody has it.
#[must_use]
pub fn polish_vat_id(serial: u64) -> String {
    let mut serial = serial;
    loop {
        let body = format!("990{:06}", serial % 1_000_000);
        if let Some(check) = nip_check_digit(&body) {
            return format!("PL{body}{check}");
        }
        serial += 1;
    }
}

/// The tenth digit; numbers whose remainder is 10 are not given out, so the remainder may be no digit.
fn nip_check_digit(body: &str) -> Option<u32> {
    let sum: u32 = digits(body).zip([6, 5, 7, 2, 3, 4, 5, 6, 7]).map(|(digit, weight)| digit * weight).sum();
    (sum % 11 < 10).then_some(sum % 11)
}

/// A partita IVA of the office 037 (Bologna) with a serial (below 10^5) in the 99 hundred thousands, which no office has come to.
#[must_use]
pub fn italian_vat_id(serial: u64) -> String {
    let body = format!("99{:05}037", serial % 100_000);
    let check = luhn_check_digit(&body);
    format!("IT{body}{check}")
}

/// The eleventh digit (Luhn): every second digit doubled, the digits of the products summed.
fn luhn_check_digit(body: &str) -> u32 {
    let sum: u32 = digits(body)
        .zip([1, 2].into_iter().cycle())
        .map(|(digit, weight)| match digit * weight {
            product @ 0..=9 => product,
            product => product - 9,
        })
        .sum();
    (10 - sum % 10) % 10
}

fn digits(text: &str) -> impl Iterator<Item = u32> {
    text.chars().filter_map(|c| c.to_digit(10))
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    /// Whether a 13-digit text has the right last digit.
    pub fn is_ean13(text: &str) -> bool {
        text.len() == 13 && text.get(..12).is_some_and(|body| text.ends_with(&ean_check_digit(body).to_string()))
    }

    /// Whether a VAT id with its country has the right last digit.
    pub fn is_vat_id(text: &str) -> bool {
        let Some((country, number)) = text.split_at_checked(2) else { return false };
        let body = number.get(..number.len() - 1).unwrap_or_default();
        let check = match (country, number.len()) {
            ("PL", 10) => nip_check_digit(body),
            ("IT", 11) => Some(luhn_check_digit(body)),
            _ => None,
        };
        check.is_some_and(|check| number.ends_with(&check.to_string()))
    }

    #[test]
    fn check_digits_agree_with_published_examples() {
        assert!(is_ean13("4006381333931"));
        assert!(!is_ean13("4006381333932"));
        assert!(is_vat_id("PL1234563218"));
        assert!(!is_vat_id("PL1234563219"));
        assert!(is_vat_id("IT00743110157"));
        assert!(!is_vat_id("IT00743110158"));
    }

    #[test]
    fn made_numbers_are_right_in_their_whole_range() {
        for serial in 0..2_000 {
            assert!(is_vat_id(&polish_vat_id(serial)));
            assert!(is_vat_id(&italian_vat_id(serial)));
            assert!(is_ean13(&ean13(serial % 10, serial * 7_919)));
        }
    }
}
