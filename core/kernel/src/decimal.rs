//! Decimal text to scaled integers and back, the only way numbers enter and leave Kontor.
//! Exponents, thousands separators, commas, NaN and infinities are refused with a sentence that says what to write.

use thiserror::Error;

/// Why a piece of text is not a number that Kontor takes.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum NumberError {
    /// Nothing stands there.
    #[error("a number is missing")]
    Empty,
    /// Not of the form `-123.45`.
    #[error("'{0}' is not a decimal number; write digits with a point as the decimal mark, such as 12.50")]
    Malformed(String),
    /// More decimals than the value keeps.
    #[error("'{text}' has more than {scale} decimals")]
    TooPrecise {
        /// The offending text.
        text: String,
        /// How many decimals are kept.
        scale: u32,
    },
    /// Does not fit.
    #[error("'{0}' is out of range")]
    OutOfRange(String),
    /// Zero or below where only more than zero makes sense.
    #[error("'{0}' must be greater than zero")]
    NotPositive(String),
    /// Below zero where that makes no sense.
    #[error("'{0}' must not be negative")]
    Negative(String),
}

const LONGEST_QUOTED: usize = 40;

fn quoted(text: &str) -> String {
    text.chars().take(LONGEST_QUOTED).collect()
}

/// Reads decimal text as an integer scaled by `10^scale`. At most `scale` decimals that are not zero; range of `i64`.
pub fn parse_scaled(text: &str, scale: u32) -> Result<i64, NumberError> {
    let trimmed = text.trim();
    if trimmed.is_empty() {
        return Err(NumberError::Empty);
    }
    let (negative, digits) = match trimmed.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, trimmed),
    };
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, "0"));
    let all_digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    if !all_digits(whole) || !all_digits(fraction) {
        return Err(NumberError::Malformed(quoted(text)));
    }
    let fraction = fraction.trim_end_matches('0');
    if fraction.len() > scale as usize {
        return Err(NumberError::TooPrecise { text: quoted(text), scale });
    }
    let out_of_range = || NumberError::OutOfRange(quoted(text));
    let mut value: i128 = 0;
    for byte in whole.bytes().chain(fraction.bytes()) {
        value = value.checked_mul(10).and_then(|v| v.checked_add(i128::from(byte - b'0'))).ok_or_else(out_of_range)?;
    }
    for _ in fraction.len()..scale as usize {
        value = value.checked_mul(10).ok_or_else(out_of_range)?;
    }
    i64::try_from(if negative { -value } else { value }).map_err(|_| out_of_range())
}

/// Writes a scaled integer as decimal text with at least `min_decimals`, without other trailing zeros.
#[must_use]
pub fn format_scaled(value: i64, scale: u32, min_decimals: u32) -> String {
    let factor = 10_u128.pow(scale);
    let magnitude = u128::from(value.unsigned_abs());
    let (whole, fraction) = (magnitude / factor, magnitude % factor);
    let mut decimals = if scale == 0 { String::new() } else { format!("{fraction:0width$}", width = scale as usize) };
    while decimals.len() > min_decimals as usize && decimals.ends_with('0') {
        decimals.pop();
    }
    while decimals.len() < min_decimals as usize {
        decimals.push('0');
    }
    let sign = if value < 0 { "-" } else { "" };
    if decimals.is_empty() { format!("{sign}{whole}") } else { format!("{sign}{whole}.{decimals}") }
}

/// Implements the wire form of a scaled integer: decimal text out, decimal text or an integer in.
macro_rules! decimal_on_the_wire {
    ($type:ty, $description:literal) => {
        impl serde::Serialize for $type {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_str(self)
            }
        }

        impl<'de> serde::Deserialize<'de> for $type {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                struct Visitor;
                impl serde::de::Visitor<'_> for Visitor {
                    type Value = $type;
                    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                        f.write_str(concat!($description, " as text, such as \"12.5\", or a whole number"))
                    }
                    fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<$type, E> {
                        text.parse().map_err(E::custom)
                    }
                    fn visit_i64<E: serde::de::Error>(self, number: i64) -> Result<$type, E> {
                        number.to_string().parse().map_err(E::custom)
                    }
                    fn visit_u64<E: serde::de::Error>(self, number: u64) -> Result<$type, E> {
                        number.to_string().parse().map_err(E::custom)
                    }
                }
                deserializer.deserialize_any(Visitor)
            }
        }

        impl schemars::JsonSchema for $type {
            fn schema_name() -> std::borrow::Cow<'static, str> {
                stringify!($type).into()
            }
            fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
                schemars::json_schema!({
                    "type": ["string", "integer"],
                    "pattern": r"^-?[0-9]{1,13}(\.[0-9]{1,6})?$",
                    "description": $description
                })
            }
        }
    };
}
pub(crate) use decimal_on_the_wire;

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn decimal_text_is_read_to_the_last_digit() {
        assert_eq!(parse_scaled("12.50", 2), Ok(1250));
        assert_eq!(parse_scaled("-0.05", 2), Ok(-5));
        assert_eq!(parse_scaled("7", 6), Ok(7_000_000));
        assert_eq!(parse_scaled("1.500", 1), Ok(15));
    }

    #[test]
    fn anything_else_is_refused() {
        for text in ["", " ", "1,0", "1e9", "NaN", "inf", "+1", ".5", "5.", "0x10", "1 000", "--1", "１"] {
            assert!(parse_scaled(text, 2).is_err(), "{text:?} was taken");
        }
        assert!(matches!(parse_scaled("1.234", 2), Err(NumberError::TooPrecise { .. })));
        assert!(matches!(parse_scaled("99999999999999999999", 0), Err(NumberError::OutOfRange(_))));
    }

    proptest! {
        #[test]
        fn text_and_back_is_the_same_number(value in any::<i64>(), scale in 0_u32..7) {
            prop_assert_eq!(parse_scaled(&format_scaled(value, scale, 0), scale), Ok(value));
        }

        #[test]
        fn arbitrary_text_never_panics(text in ".{0,60}") {
            let _ = parse_scaled(&text, 6);
        }
    }
}
