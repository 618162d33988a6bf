//! Rules in words that price managers write: `cost * 1.25`, `attribute.brand == "Bosch" and weight > 500`.
//! They are compiled by `zen-expression`, which computes in decimals. Only straight-line code is taken, without loops,
//! ranges or powers, so that a rule ends after as many steps as it has letters, at most [`LONGEST`].

use std::sync::Arc;

use kontor_kernel::{Quantity, UnitPrice};
use rust_decimal::{Decimal, RoundingStrategy, prelude::ToPrimitive};
use thiserror::Error;
use zen_expression::{
    Expression, Scope, Variable, compile_expression,
    compiler::{FetchFastTarget, Jump, Opcode},
    expression::Standard,
    functions::{FunctionKind, InternalFunction},
    vm::VM,
};

/// The longest rule, in characters.
pub(crate) const LONGEST: usize = 500;

/// How many decimals a unit price keeps.
const PRICE_SCALE: u32 = 6;

/// What a rule may ask for.
const NAMES: [&str; 9] =
    ["price", "cost", "quantity", "sku", "categories", "unit", "weight", "kind", "attribute.<name>"];

/// Why a rule cannot be taken, or made no price.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub(crate) enum FormulaError {
    /// Too long.
    #[error("A rule has at most {LONGEST} characters.")]
    TooLong,
    /// Not of the language.
    #[error("This is no expression: {0}.")]
    Malformed(String),
    /// A name that stands for nothing.
    #[error("{0} stands for nothing here; a rule may use {names}.", names = NAMES.join(", "))]
    UnknownName(String),
    /// A part of the language that could take long or give another result each time.
    #[error(
        "Rules may compute with + - * / %, compare, choose with ? :, and use abs, floor, ceil, round, trunc, min, max, contains, startsWith, endsWith, lower and upper; {0} is not among them."
    )]
    NotAllowed(String),
    /// It came to something else than a price.
    #[error("The rule came to {0}, which is no price.")]
    NoPrice(String),
    /// It could not be computed.
    #[error("The rule could not be computed: {0}.")]
    Failed(String),
}

/// What a rule may know of a product.
#[derive(Debug, Clone)]
pub(crate) struct Goods<'a> {
    /// Its code.
    pub sku: &'a str,
    /// The codes of its categories and of all above them.
    pub categories: Vec<&'a str>,
    /// Its unit of measure.
    pub unit: &'a str,
    /// Grams of one unit.
    pub weight_g: i64,
    /// Whether it is a service.
    pub is_service: bool,
    /// Attributes by name.
    pub attributes: &'a serde_json::Value,
}

/// What a rule is computed from.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Inputs<'a> {
    /// The price in the base list.
    pub price: Option<UnitPrice>,
    /// What one unit costs.
    pub cost: Option<UnitPrice>,
    /// How many are wanted, in the product's own unit.
    pub quantity: Quantity,
    /// The product.
    pub goods: &'a Goods<'a>,
}

/// A compiled expression and what it asks for.
#[derive(Debug, Clone)]
struct Compiled {
    text: Box<str>,
    code: Arc<[Opcode]>,
    names: Box<[Box<str>]>,
    attributes: Box<[Box<str>]>,
}

/// For which products a rule holds.
#[derive(Debug, Clone)]
pub(crate) struct Condition(Compiled);

/// What a product's price is.
#[derive(Debug, Clone)]
pub(crate) struct Formula {
    compiled: Compiled,
    /// Most rules are `price * 0.9` or `cost * 1.25`; those need no machine.
    quick: Option<(Quick, Decimal)>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Quick {
    Price,
    Cost,
}

impl Compiled {
    fn new(text: &str) -> Result<Self, FormulaError> {
        if text.chars().count() > LONGEST {
            return Err(FormulaError::TooLong);
        }
        let compiled = compile_expression(text).map_err(|cause| FormulaError::Malformed(told(&cause)))?;
        let code = Arc::clone(compiled.bytecode());
        let (mut names, mut attributes) = (Vec::new(), Vec::new());
        for step in code.iter() {
            check(step)?;
            match step {
                Opcode::FetchEnv(name) => names.push(known(name)?),
                Opcode::FetchFast(path) => match attribute(path)? {
                    Ok(name) => names.push(name),
                    Err(name) => attributes.push(name),
                },
                _ => {}
            }
        }
        Ok(Self { text: text.trim().into(), code, names: names.into(), attributes: attributes.into() })
    }

    fn uses(&self, name: &str) -> bool {
        self.names.iter().any(|known| **known == *name)
    }

    fn run(&self, inputs: &Inputs<'_>) -> Result<Variable, FormulaError> {
        let fields = self.names.iter().map(|name| (&**name, inputs.value(name)));
        let context = Variable::from_pairs(fields, self.attributes(inputs));
        let expression = Expression::<Standard>::new_standard(Arc::clone(&self.code));
        let outcome = expression.evaluate_with_scope(&Scope::new(context), &mut VM::new());
        outcome.map_err(|cause| FormulaError::Failed(told(&cause)))
    }

    fn attributes(&self, inputs: &Inputs<'_>) -> Option<Variable> {
        let value = |name: &str| inputs.goods.attributes.get(name).cloned().map_or(Variable::Null, Variable::from);
        let pairs = self.attributes.iter().map(|name| (&**name, value(name)));
        (!self.attributes.is_empty()).then(|| Variable::from_pairs(pairs, None))
    }
}

/// Making an object of the few fields that a rule asks for.
trait FromPairs {
    fn from_pairs<'a>(pairs: impl Iterator<Item = (&'a str, Variable)>, attribute: Option<Variable>) -> Self;
}

impl FromPairs for Variable {
    fn from_pairs<'a>(pairs: impl Iterator<Item = (&'a str, Variable)>, attribute: Option<Variable>) -> Self {
        let object = Self::empty_object();
        if let Some(fields) = object.as_object() {
            let mut fields = fields.borrow_mut();
            for (name, value) in pairs.chain(attribute.map(|attribute| ("attribute", attribute))) {
                fields.insert(name.into(), value);
            }
        }
        object
    }
}

impl Inputs<'_> {
    fn value(&self, name: &str) -> Variable {
        let price = |price: Option<UnitPrice>| price.map_or(Variable::Null, |price| Variable::Number(decimal(price)));
        match name {
            "price" => price(self.price),
            "cost" => price(self.cost),
            "quantity" => Variable::Number(Decimal::new(self.quantity.millionths(), PRICE_SCALE)),
            "weight" => Variable::Number(self.goods.weight_g.into()),
            "sku" => Variable::String(self.goods.sku.into()),
            "categories" => Variable::from_array(
                self.goods.categories.iter().map(|code| Variable::String((*code).into())).collect(),
            ),
            "unit" => Variable::String(self.goods.unit.into()),
            "kind" => Variable::String(if self.goods.is_service { "service" } else { "goods" }.into()),
            _ => Variable::Null,
        }
    }
}

impl Condition {
    /// Reads a condition.
    pub fn new(text: &str) -> Result<Self, FormulaError> {
        Compiled::new(text).map(Self)
    }

    /// As it was written.
    pub fn text(&self) -> &str {
        &self.0.text
    }

    /// Whether it holds. What cannot be compared, such as an attribute the product lacks, does not.
    pub fn holds(&self, inputs: &Inputs<'_>) -> bool {
        matches!(self.0.run(inputs), Ok(Variable::Bool(true)))
    }
}

impl Formula {
    /// Reads a formula.
    pub fn new(text: &str) -> Result<Self, FormulaError> {
        let compiled = Compiled::new(text)?;
        let quick = match &*compiled.code {
            [Opcode::FetchEnv(name), Opcode::PushNumber(factor), Opcode::Multiply] => match &**name {
                "price" => Some((Quick::Price, *factor)),
                "cost" => Some((Quick::Cost, *factor)),
                _ => None,
            },
            _ => None,
        };
        Ok(Self { compiled, quick })
    }

    /// As it was written.
    pub fn text(&self) -> &str {
        &self.compiled.text
    }

    /// Whether it asks for the price in the base list.
    pub fn uses_price(&self) -> bool {
        self.compiled.uses("price")
    }

    /// Whether it asks for the cost.
    pub fn uses_cost(&self) -> bool {
        self.compiled.uses("cost")
    }

    /// Quantities at which it may step, for whoever shows prices of larger quantities.
    pub fn steps(&self) -> impl Iterator<Item = Quantity> + '_ {
        let numbers = self.compiled.code.iter().filter_map(|step| match step {
            Opcode::PushNumber(number) => Some(*number),
            _ => None,
        });
        numbers.filter(|_| self.compiled.uses("quantity")).filter_map(|number| {
            let millionths = (number * Decimal::from(1_000_000)).to_i64()?;
            Some(Quantity::from_millionths(millionths)).filter(|quantity| quantity.is_positive())
        })
    }

    /// The price, at six decimals, halves away from zero.
    pub fn price(&self, inputs: &Inputs<'_>) -> Result<UnitPrice, FormulaError> {
        let quick = self.quick.and_then(|(of, factor)| {
            let input = if of == Quick::Price { inputs.price } else { inputs.cost };
            decimal(input?).checked_mul(factor)
        });
        let number = match quick {
            Some(number) => number,
            None => match self.compiled.run(inputs)? {
                Variable::Number(number) => number,
                other => return Err(FormulaError::NoPrice(other.to_string())),
            },
        };
        let rounded = number.round_dp_with_strategy(PRICE_SCALE, RoundingStrategy::MidpointAwayFromZero);
        let millionths = rounded.checked_mul(Decimal::from(1_000_000)).and_then(|millionths| millionths.to_i64());
        let price = millionths.map(UnitPrice::from_millionths).filter(|price| !price.is_negative());
        price.ok_or_else(|| FormulaError::NoPrice(number.normalize().to_string()))
    }
}

fn decimal(price: UnitPrice) -> Decimal {
    Decimal::new(price.millionths(), PRICE_SCALE)
}

fn told(cause: &dyn std::fmt::Display) -> String {
    cause.to_string().chars().take(200).collect::<String>().trim_end_matches('.').to_owned()
}

fn check(step: &Opcode) -> Result<(), FormulaError> {
    let is_allowed = match step {
        Opcode::Jump(jump, _) => *jump != Jump::Backward,
        Opcode::CallFunction { kind: FunctionKind::Internal(function), .. } => is_known(function),
        other => is_plain(other),
    };
    let name = || match step {
        Opcode::CallFunction { kind, .. } => kind.to_string(),
        other => other.to_string(),
    };
    if is_allowed { Ok(()) } else { Err(FormulaError::NotAllowed(name())) }
}

/// Steps that take a bounded time whatever they work on.
fn is_plain(step: &Opcode) -> bool {
    matches!(
        step,
        Opcode::PushNull
            | Opcode::PushBool(_)
            | Opcode::PushString(_)
            | Opcode::PushNumber(_)
            | Opcode::Pop
            | Opcode::FetchEnv(_)
            | Opcode::FetchFast(_)
            | Opcode::Negate
            | Opcode::Not
            | Opcode::Equal
            | Opcode::In
            | Opcode::Compare(_)
            | Opcode::Add
            | Opcode::Subtract
            | Opcode::Multiply
            | Opcode::Divide
            | Opcode::Modulo
            | Opcode::Array
    )
}

/// Functions that a rule may call.
fn is_known(function: &InternalFunction) -> bool {
    use InternalFunction as F;
    matches!(
        function,
        F::Abs
            | F::Floor
            | F::Ceil
            | F::Round
            | F::Trunc
            | F::Min
            | F::Max
            | F::Contains
            | F::StartsWith
            | F::EndsWith
            | F::Lower
            | F::Upper
    )
}

fn known(name: &str) -> Result<Box<str>, FormulaError> {
    if name != "attribute.<name>" && NAMES.contains(&name) {
        Ok(name.into())
    } else {
        Err(FormulaError::UnknownName(name.to_owned()))
    }
}

/// What a path names: a field of its own, or (`Err`) an attribute.
fn attribute(path: &[FetchFastTarget]) -> Result<Result<Box<str>, Box<str>>, FormulaError> {
    let names: Vec<&str> = path
        .iter()
        .filter_map(|part| match part {
            FetchFastTarget::String(name) => Some(&**name),
            _ => None,
        })
        .collect();
    match names.as_slice() {
        [name] => known(name).map(Ok),
        ["attribute", name] => Ok(Err((*name).into())),
        _ => Err(FormulaError::UnknownName(names.join("."))),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::json;

    use super::*;

    fn price(text: &str) -> UnitPrice {
        text.parse().unwrap()
    }

    fn goods(attributes: &serde_json::Value) -> Goods<'_> {
        let categories = vec!["fasteners", "hardware"];
        Goods { sku: "BOLT-8", categories, unit: "piece", weight_g: 12, is_service: false, attributes }
    }

    fn inputs<'a>(goods: &'a Goods<'a>) -> Inputs<'a> {
        let quantity = Quantity::from_units(100).unwrap();
        Inputs { price: Some(price("19.99")), cost: Some(price("8.40")), quantity, goods }
    }

    #[test]
    fn rules_compute_in_decimals_and_choose_by_what_a_product_is() {
        let attributes = json!({ "brand": "Bosch", "size": 8 });
        let cases = [
            ("price * 0.9", "17.991"),
            ("cost * 1.1", "9.24"),
            ("price * 1.1", "21.989"),
            ("(price - cost) / 3 + cost", "12.263333"),
            ("quantity >= 100 ? price * 0.8 : price", "15.992"),
            ("attribute.brand == \"Bosch\" ? cost + 1 : price", "9.4"),
            ("'hardware' in categories and weight < 20 ? 1 : 2", "1"),
            ("max([price, cost * 3])", "25.2"),
            ("round(price * 0.333, 2)", "6.66"),
            ("sku in ['BOLT-8', 'NUT-8'] ? 5 : 6", "5"),
        ];
        for (text, expected) in cases {
            let formula = Formula::new(text).unwrap_or_else(|error| panic!("{text}: {error}"));
            assert_eq!(formula.price(&inputs(&goods(&attributes))), Ok(price(expected)), "{text}");
        }
    }

    #[test]
    fn a_condition_that_cannot_be_answered_does_not_hold() {
        let attributes = json!({ "brand": "Bosch" });
        let holds = |text: &str| Condition::new(text).unwrap().holds(&inputs(&goods(&attributes)));
        assert!(holds("attribute.brand == 'Bosch'"));
        assert!(holds("startsWith(sku, 'BOLT') and not (weight > 100)"));
        assert!(!holds("attribute.size > 3"));
        assert!(!holds("attribute.colour == 'red'"));
        assert!(!holds("price"));
    }

    #[test]
    fn what_could_take_long_or_change_by_itself_is_refused() {
        for text in [
            "sum(map([1..100000], #))",
            "rand(100)",
            "price ^ 1000",
            "price in [1..5] ? 1 : 2",
            "len(filter([1,2], # > 1))",
            "matches(sku, '(a+)+$') ? 1 : 2",
            "d('2026-01-01')",
        ] {
            let refused = Formula::new(text).err();
            assert!(
                matches!(refused, Some(FormulaError::NotAllowed(_) | FormulaError::UnknownName(_))),
                "{text}: {refused:?}"
            );
        }
        assert!(matches!(Formula::new("margin * 2"), Err(FormulaError::UnknownName(name)) if name == "margin"));
        assert!(matches!(Formula::new("price *"), Err(FormulaError::Malformed(_))));
        assert!(matches!(Formula::new(&"1+".repeat(300)), Err(FormulaError::TooLong)));
        assert!(Formula::new(&format!("{}1{}", "(".repeat(240), ")".repeat(240))).is_ok());
    }

    #[test]
    fn what_comes_to_no_price_says_what_it_came_to() {
        let attributes = json!({});
        let of = |text: &str| Formula::new(text).unwrap().price(&inputs(&goods(&attributes)));
        assert!(matches!(of("price - 100"), Err(FormulaError::NoPrice(_))));
        assert!(matches!(of("price / 0"), Err(FormulaError::NoPrice(_))));
        assert!(matches!(of("'free'"), Err(FormulaError::NoPrice(_))));
        assert!(matches!(of("price * 79228162514264337593543950335"), Err(FormulaError::Failed(_))));
        assert!(matches!(of("price * 7922816251426433759"), Err(FormulaError::NoPrice(_))));
        assert!(matches!(of("attribute.factor * price"), Err(FormulaError::Failed(_))));
    }

    #[test]
    fn a_rule_tells_at_which_quantities_it_may_step() {
        let steps: Vec<Quantity> = Formula::new("quantity >= 50 ? price * 0.9 : price").unwrap().steps().collect();
        assert!(steps.contains(&Quantity::from_units(50).unwrap()));
        assert_eq!(Formula::new("price * 50").unwrap().steps().count(), 0);
    }

    proptest! {
        #[test]
        fn the_quick_way_comes_to_the_same_price(base in 0_i64..1_000_000_000_000, factor in 0_u32..1_000_000) {
            let attributes = json!({});
            let goods = goods(&attributes);
            let inputs = Inputs { price: Some(UnitPrice::from_millionths(base)), ..inputs(&goods) };
            let factor = Decimal::new(factor.into(), 4);
            let quick = Formula::new(&format!("price * {factor}")).unwrap();
            let slow = Formula::new(&format!("price * {factor} + 0")).unwrap();
            prop_assert!(quick.quick.is_some() && slow.quick.is_none());
            prop_assert_eq!(quick.price(&inputs), slow.price(&inputs));
        }

        #[test]
        fn no_text_whatever_makes_the_compiler_panic(text in "[a-z0-9+*/()\\[\\]'\"?:.# ]{0,60}") {
            if let Ok(formula) = Formula::new(&text) {
                let attributes = json!({});
                let _ = formula.price(&inputs(&goods(&attributes)));
            }
        }
    }
}
