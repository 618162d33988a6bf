//! What one attribute takes, and how a value is written once it is taken.
//! A value that is written so is taken again as it stands; numbers and dates have one spelling each.

use std::sync::Arc;

use kontor_contract::{FieldFault, Sentence, attributes::AttributeKind};
use kontor_kernel::{BusinessDate, Quantity};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::schema::Dictionary;

/// A line of text is at most so long where nothing else is said.
const USUAL_LINE: u32 = 200;
const LONGEST_LINE: u32 = 2_000;
/// Several lines are at most so long where nothing else is said.
const USUAL_TEXT: u32 = 4_000;
const LONGEST_TEXT: u32 = 20_000;

/// Limits of a value, as requests, answers and the column hold them.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "AttributeLimits")]
pub(crate) struct Limits {
    /// The least number, as decimal text, or the earliest date.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub min: Option<String>,
    /// The largest number, as decimal text, or the latest date.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub max: Option<String>,
    /// The longest text in characters: 200 on a line and 4,000 on several unless said otherwise.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub max_length: Option<u32>,
}

/// From where to where; both ends may be open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Range<T> {
    pub min: Option<T>,
    pub max: Option<T>,
}

/// What an attribute takes.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Rule {
    Text { max_length: Option<u32> },
    LongText { max_length: Option<u32> },
    Number(Range<Quantity>),
    Flag,
    Date(Range<BusinessDate>),
    Choice(Arc<Dictionary>),
    Choices(Arc<Dictionary>),
}

/// Why a value cannot be taken: a code that stays and a sentence that says what to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Refusal {
    pub code: &'static str,
    pub detail: String,
}

impl Refusal {
    pub(crate) fn new(code: &'static str, detail: impl Into<String>) -> Self {
        Self { code, detail: detail.into() }
    }

    fn not_a(detail: impl Into<String>) -> Self {
        Self::new("attributes.bad_value", detail)
    }
}

type Taken = Result<Option<Value>, Refusal>;

fn fault(pointer: &'static str, code: &'static str, detail: impl Into<Sentence>) -> FieldFault {
    FieldFault { pointer: pointer.to_owned(), code, detail: detail.into() }
}

impl Rule {
    /// The rule of a kind with its limits; `dictionary` is given for choices and for nothing else.
    pub(crate) fn new(
        kind: AttributeKind,
        limits: &Limits,
        dictionary: Option<Arc<Dictionary>>,
    ) -> Result<Self, FieldFault> {
        refuse_foreign(kind, limits)?;
        if let (false, Some(_)) = (is_choice(kind), &dictionary) {
            let detail = "Only the kinds choice and choices take a dictionary; leave it out.";
            return Err(fault("/dictionary", "attributes.no_dictionary", detail));
        }
        let needed = || fault("/dictionary", "attributes.dictionary_needed", "Name the dictionary to choose from.");
        Ok(match kind {
            AttributeKind::Text => Self::Text { max_length: length(limits, LONGEST_LINE)? },
            AttributeKind::LongText => Self::LongText { max_length: length(limits, LONGEST_TEXT)? },
            AttributeKind::Number => Self::Number(range(limits)?),
            AttributeKind::Flag => Self::Flag,
            AttributeKind::Date => Self::Date(range(limits)?),
            AttributeKind::Choice => Self::Choice(dictionary.ok_or_else(needed)?),
            AttributeKind::Choices => Self::Choices(dictionary.ok_or_else(needed)?),
        })
    }

    /// The kind it is of.
    pub(crate) fn kind(&self) -> AttributeKind {
        match self {
            Self::Text { .. } => AttributeKind::Text,
            Self::LongText { .. } => AttributeKind::LongText,
            Self::Number(_) => AttributeKind::Number,
            Self::Flag => AttributeKind::Flag,
            Self::Date(_) => AttributeKind::Date,
            Self::Choice(_) => AttributeKind::Choice,
            Self::Choices(_) => AttributeKind::Choices,
        }
    }

    /// Its limits, written as they are kept.
    pub(crate) fn limits(&self) -> Limits {
        match self {
            Self::Text { max_length } | Self::LongText { max_length } => {
                Limits { max_length: *max_length, ..Limits::default() }
            }
            Self::Number(range) => range.limits(),
            Self::Date(range) => range.limits(),
            Self::Flag | Self::Choice(_) | Self::Choices(_) => Limits::default(),
        }
    }

    /// What is chosen from, where something is.
    pub(crate) fn dictionary(&self) -> Option<&Arc<Dictionary>> {
        match self {
            Self::Choice(dictionary) | Self::Choices(dictionary) => Some(dictionary),
            _ => None,
        }
    }

    /// How a value is written once it is taken; nothing where it is empty. `known` is what the thing has, which stays
    /// good although limits were drawn tighter or an entry was archived since.
    pub(crate) fn take(&self, value: &Value, known: Option<&Value>) -> Taken {
        match self {
            Self::Text { max_length } => take_line(value, known, max_length.unwrap_or(USUAL_LINE)),
            Self::LongText { max_length } => take_text(value, known, max_length.unwrap_or(USUAL_TEXT)),
            Self::Number(range) => take_number(value, known, range),
            Self::Flag => take_flag(value),
            Self::Date(range) => take_date(value, known, range),
            Self::Choice(dictionary) => take_choice(value, known, dictionary),
            Self::Choices(dictionary) => take_choices(value, known, dictionary),
        }
    }
}

const fn is_choice(kind: AttributeKind) -> bool {
    matches!(kind, AttributeKind::Choice | AttributeKind::Choices)
}

fn refuse_foreign(kind: AttributeKind, limits: &Limits) -> Result<(), FieldFault> {
    let is_ranged = matches!(kind, AttributeKind::Number | AttributeKind::Date);
    let is_text = matches!(kind, AttributeKind::Text | AttributeKind::LongText);
    let foreign = [
        ("/limits/min", limits.min.is_some() && !is_ranged, "Only numbers and dates have a least and a largest value."),
        ("/limits/max", limits.max.is_some() && !is_ranged, "Only numbers and dates have a least and a largest value."),
        ("/limits/max_length", limits.max_length.is_some() && !is_text, "Only texts have a length."),
    ];
    match foreign.into_iter().find(|(_, is_given, _)| *is_given) {
        Some((pointer, _, detail)) => Err(fault(pointer, "attributes.foreign_limit", detail)),
        None => Ok(()),
    }
}

fn length(limits: &Limits, longest: u32) -> Result<Option<u32>, FieldFault> {
    match limits.max_length {
        Some(length) if length == 0 || length > longest => {
            let detail = format!("A text of this kind has 1 to {longest} characters.");
            Err(fault("/limits/max_length", "attributes.bad_limit", detail))
        }
        other => Ok(other),
    }
}

fn range<T: std::str::FromStr<Err: std::fmt::Display> + PartialOrd>(limits: &Limits) -> Result<Range<T>, FieldFault> {
    let bound = |pointer: &'static str, text: &Option<String>| {
        let parsed = text.as_deref().map(str::parse).transpose();
        parsed.map_err(|cause: T::Err| fault(pointer, "attributes.bad_limit", sentence(&cause.to_string())))
    };
    let range = Range { min: bound("/limits/min", &limits.min)?, max: bound("/limits/max", &limits.max)? };
    if let (Some(min), Some(max)) = (&range.min, &range.max)
        && min > max
    {
        let detail = "The largest value must not be below the least one.";
        return Err(fault("/limits/max", "attributes.bad_limit", detail));
    }
    Ok(range)
}

impl<T: PartialOrd + std::fmt::Display> Range<T> {
    fn limits(&self) -> Limits {
        let text = |bound: &Option<T>| bound.as_ref().map(ToString::to_string);
        Limits { min: text(&self.min), max: text(&self.max), max_length: None }
    }

    fn check(&self, value: &T) -> Result<(), Refusal> {
        let below = self.min.as_ref().filter(|min| value < *min).map(|min| format!("The least value is {min}."));
        let above = self.max.as_ref().filter(|max| value > *max).map(|max| format!("The largest value is {max}."));
        match below.or(above) {
            Some(detail) => Err(Refusal::new("attributes.out_of_range", detail)),
            None => Ok(()),
        }
    }
}

/// What a parser says, as a sentence.
fn sentence(cause: &str) -> String {
    let mut letters = cause.chars();
    let first: String = letters.next().into_iter().flat_map(char::to_uppercase).collect();
    format!("{first}{}.", letters.as_str())
}

/// The value unless the thing has it already; only what is new must keep the limits.
fn within<T>(value: Value, known: Option<&Value>, check: impl FnOnce() -> Result<T, Refusal>) -> Taken {
    if known != Some(&value) {
        check()?;
    }
    Ok(Some(value))
}

fn take_line(value: &Value, known: Option<&Value>, longest: u32) -> Taken {
    let text = value.as_str().ok_or_else(|| Refusal::not_a("Write a text."))?.trim();
    if text.is_empty() {
        return Ok(None);
    }
    within(Value::from(text), known, || check_text(text, longest, char::is_control))
}

fn take_text(value: &Value, known: Option<&Value>, longest: u32) -> Taken {
    let text = value.as_str().ok_or_else(|| Refusal::not_a("Write a text."))?;
    let text = text.replace("\r\n", "\n").trim().to_owned();
    if text.is_empty() {
        return Ok(None);
    }
    let is_bad = |letter: char| letter.is_control() && letter != '\n' && letter != '\t';
    within(Value::from(text.as_str()), known, || check_text(&text, longest, is_bad))
}

fn check_text(text: &str, longest: u32, is_bad: impl Fn(char) -> bool) -> Result<(), Refusal> {
    if text.chars().any(is_bad) {
        return Err(Refusal::not_a("Leave out control characters and, where one line is asked for, line breaks."));
    }
    if text.chars().count() > longest as usize {
        return Err(Refusal::new("attributes.too_long", format!("Write at most {longest} characters.")));
    }
    Ok(())
}

fn take_number(value: &Value, known: Option<&Value>, range: &Range<Quantity>) -> Taken {
    let text = match value {
        Value::String(text) if text.trim().is_empty() => return Ok(None),
        Value::String(text) => text.clone(),
        Value::Number(number) if number.is_i64() || number.is_u64() => number.to_string(),
        _ => return Err(Refusal::not_a("Write a decimal number as text, such as \"12.5\".")),
    };
    let number: Quantity =
        text.parse().map_err(|cause: kontor_kernel::NumberError| Refusal::not_a(sentence(&cause.to_string())))?;
    within(Value::from(number.to_string()), known, || range.check(&number))
}

fn take_flag(value: &Value) -> Taken {
    match value {
        Value::Bool(_) => Ok(Some(value.clone())),
        _ => Err(Refusal::not_a("Say true or false.")),
    }
}

fn take_date(value: &Value, known: Option<&Value>, range: &Range<BusinessDate>) -> Taken {
    let text = value.as_str().ok_or_else(|| Refusal::not_a("Write a date such as 2026-11-21."))?.trim();
    if text.is_empty() {
        return Ok(None);
    }
    let date: BusinessDate =
        text.parse().map_err(|cause: kontor_kernel::TimeError| Refusal::not_a(sentence(&cause.to_string())))?;
    within(Value::from(date.to_string()), known, || range.check(&date))
}

fn take_choice(value: &Value, known: Option<&Value>, dictionary: &Dictionary) -> Taken {
    let code = value.as_str().ok_or_else(|| Refusal::not_a("Choose an entry by its code."))?;
    if code.is_empty() {
        return Ok(None);
    }
    within(Value::from(code), known, || dictionary.check(code))
}

fn take_choices(value: &Value, known: Option<&Value>, dictionary: &Dictionary) -> Taken {
    let bad = || Refusal::not_a("Choose entries by their codes, as a list of texts.");
    let wanted = value.as_array().ok_or_else(bad)?;
    let wanted: Vec<&str> = wanted.iter().map(|item| item.as_str().ok_or_else(bad)).collect::<Result<_, _>>()?;
    let had: Vec<&str> = known.and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str).collect();
    for code in &wanted {
        if !had.contains(code) {
            dictionary.check(code)?;
        }
    }
    let mut chosen: Vec<&str> = Vec::with_capacity(wanted.len());
    for code in wanted {
        if !chosen.contains(&code) {
            chosen.push(code);
        }
    }
    // In the dictionary's order, so that the same choice is the same value.
    chosen.sort_by_key(|code| dictionary.place_of(code));
    Ok((!chosen.is_empty()).then(|| Value::from(chosen)))
}
