//! Barcodes of trade items: GTIN-8, -12, -13 and -14 with their check digit (GS1 General Specifications, 7.9).
//! All lengths are one number: with zeros in front it is compared and found whichever of them was printed.

use std::fmt;

/// Digits that every GTIN is compared by.
const DIGITS: usize = 14;

/// A number of a trade item whose check digit is right.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Gtin(String);

/// Why a text is no barcode.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum GtinFault {
    /// It holds something else than digits, or has another length.
    NoNumber,
    /// The last digit does not follow from the others.
    CheckDigit {
        /// The one that would.
        expected: u8,
    },
}

impl fmt::Display for GtinFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoNumber => f.write_str("A barcode has 8, 12, 13 or 14 digits."),
            Self::CheckDigit { expected } => {
                write!(f, "The check digit of this barcode is wrong: the last digit would be {expected}.")
            }
        }
    }
}

impl Gtin {
    /// Reads it; blanks and hyphens between digits do not count.
    pub fn parse(text: &str) -> Result<Self, GtinFault> {
        let digits: String = text.chars().filter(|letter| !matches!(letter, ' ' | '-')).collect();
        let is_number = matches!(digits.len(), 8 | 12 | 13 | 14) && digits.bytes().all(|digit| digit.is_ascii_digit());
        if !is_number {
            return Err(GtinFault::NoNumber);
        }
        let (body, last) = digits.split_at(digits.len() - 1);
        let expected = check_digit(body);
        if last.bytes().next() != Some(b'0' + expected) {
            return Err(GtinFault::CheckDigit { expected });
        }
        Ok(Self(digits))
    }

    /// As it was printed.
    pub fn digits(&self) -> &str {
        &self.0
    }

    /// What it is compared by: fourteen digits.
    pub fn key(&self) -> String {
        format!("{:0>DIGITS$}", self.0)
    }
}

/// The digit that follows from those before it: weights 3 and 1 in turn from the right, up to the next ten.
fn check_digit(body: &str) -> u8 {
    let weights = [3_u32, 1].into_iter().cycle();
    let sum: u32 = body.bytes().rev().map(|digit| u32::from(digit - b'0')).zip(weights).map(|(d, w)| d * w).sum();
    u8::try_from((10 - sum % 10) % 10).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn barcodes_of_all_lengths_are_read() {
        for good in ["96385074", "036000291452", "5901234123457", "4006381333931", "10012345678902", "590 1234-123457"]
        {
            assert!(Gtin::parse(good).is_ok(), "{good}");
        }
        let wrong = Gtin::parse("5901234123458");
        assert_eq!(wrong, Err(GtinFault::CheckDigit { expected: 7 }));
        for none in ["", "590123412345", "59012341234570", "123", "A901234123457", "123456789012345", "５901234123457"]
        {
            assert!(Gtin::parse(none).is_err(), "{none}");
        }
    }

    #[test]
    fn one_number_is_found_whichever_length_was_printed() {
        let keys = ["036000291452", "0036000291452", "00036000291452"].map(|text| Gtin::parse(text).unwrap().key());
        assert_eq!(keys, ["00036000291452"; 3].map(str::to_owned));
    }

    proptest! {
        #[test]
        fn a_single_mistyped_digit_is_always_found(body in "[0-9]{12}", at in 0_usize..13, by in 1_u8..10) {
            let good = format!("{body}{}", check_digit(&body));
            prop_assert!(Gtin::parse(&good).is_ok());
            let mut bytes = good.into_bytes();
            bytes[at] = b'0' + (bytes[at] - b'0' + by) % 10;
            let mistyped = String::from_utf8(bytes).unwrap();
            prop_assert!(Gtin::parse(&mistyped).is_err(), "{mistyped}");
        }

        #[test]
        fn any_text_is_read_or_refused(text in ".{0,20}") {
            if let Ok(gtin) = Gtin::parse(&text) {
                prop_assert_eq!(gtin.key().len(), DIGITS);
                prop_assert_eq!(Gtin::parse(&gtin.key()).map(|again| again.key()), Ok(gtin.key()));
            }
        }
    }
}
