//! Variants of a style: products that differ in the values of some attributes, the axes, and in nothing else that matters here.
//! Each has a value in every axis, and no two have the same ones.

use std::collections::HashMap;

use serde_json::Value;

/// What is wrong with the variants of a style, and with which of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum VariantFault {
    /// The variant has no value in an axis.
    NoValue {
        /// Its number in the list.
        at: usize,
        /// The axis.
        axis: String,
    },
    /// The variant has the values of an earlier one.
    Twin {
        /// Its number in the list.
        at: usize,
        /// The earlier one's.
        of: usize,
    },
}

/// The value of an attribute as an axis shows it; nothing where it is empty or is no single value.
pub(crate) fn axis_value(attributes: &Value, axis: &str) -> Option<String> {
    match attributes.get(axis)? {
        Value::String(text) => Some(text.trim().to_owned()).filter(|text| !text.is_empty()),
        Value::Number(number) => Some(number.to_string()),
        Value::Bool(flag) => Some(flag.to_string()),
        _ => None,
    }
}

/// Checks the variants of a style, each by its attributes.
pub(crate) fn check_variants(axes: &[String], variants: &[&Value]) -> Result<(), VariantFault> {
    let mut seen: HashMap<Vec<String>, usize> = HashMap::new();
    for (at, attributes) in variants.iter().enumerate() {
        let value = |axis: &String| {
            axis_value(attributes, axis).ok_or_else(|| VariantFault::NoValue { at, axis: axis.clone() })
        };
        let values = axes.iter().map(value).collect::<Result<Vec<_>, _>>()?;
        if let Some(of) = seen.insert(values, at) {
            return Err(VariantFault::Twin { at, of });
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn each_variant_has_its_own_values_in_every_axis() {
        let axes = ["size", "colour"].map(str::to_owned);
        let [small, large, grey] = [
            json!({ "size": "S", "colour": "red" }),
            json!({ "size": 42, "colour": "red" }),
            json!({ "size": "S", "colour": "grey", "weight": 3 }),
        ];
        assert_eq!(check_variants(&axes, &[&small, &large, &grey]), Ok(()));
        assert_eq!(check_variants(&axes, &[&small, &large, &small]), Err(VariantFault::Twin { at: 2, of: 0 }));
        for none in
            [json!({ "size": "S" }), json!({ "size": "S", "colour": " " }), json!({ "size": "S", "colour": [] })]
        {
            let fault = VariantFault::NoValue { at: 1, axis: "colour".to_owned() };
            assert_eq!(check_variants(&axes, &[&small, &none]), Err(fault));
        }
    }
}
