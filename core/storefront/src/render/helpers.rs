//! The helpers templates may call: messages, amounts, quantities, dates, addresses, pictures and counted loops.
//! Their results are plain text and pass through escaping like any field.

use std::cell::Cell;
use std::sync::Arc;
use std::time::{Duration, Instant};

use fluent_bundle::FluentValue;
use handlebars::{
    BlockContext, Context, Handlebars, Helper, HelperDef, HelperResult, Output, RenderContext, RenderError,
    RenderErrorReason, Renderable, ScopedJson,
};
use rust_decimal::Decimal;
use serde_json::{Value as Json, json};

use crate::locale::{FluentArgs, Locale};
use crate::number;
use crate::theme::Glyphs;
use crate::theme::assets::Assets;

/// Every name a template may call. The theme check refuses all others.
pub(crate) const HELPERS: &[&str] = &[
    "asset",
    "date",
    "each",
    "eq",
    "glyph",
    "if",
    "input",
    "money",
    "ne",
    "number",
    "quantity",
    "t",
    "tile_tone",
    "unit_name",
    "unless",
    "url",
    "weight",
    "with",
    "and",
    "or",
    "not",
];

/// Rounds of all loops of one page together. The longest list has 200 rows.
const MOST_ROUNDS: u32 = 50_000;
/// A page takes well below a millisecond; one that takes this long is a fault of its theme.
const LONGEST_RENDER: Duration = Duration::from_secs(1);
/// Quiet background tones for generated tiles; the stylesheet defines them.
const TONES: u32 = 6;

thread_local! {
    // A render never leaves its thread, and handlebars gives helpers no place of their own to count in.
    static BUDGET: Cell<(u32, Option<Instant>)> = const { Cell::new((0, None)) };
}

/// Gives the render that starts now its share of rounds and time.
pub(super) fn start_budget() {
    BUDGET.set((MOST_ROUNDS, Instant::now().checked_add(LONGEST_RENDER)));
}

/// Adds all helpers of one language to a registry.
pub(super) fn register(registry: &mut Handlebars<'static>, locale: &Arc<Locale>, assets: &Assets, glyphs: &Glyphs) {
    for unused in ["log", "lookup", "raw", "len", "gt", "gte", "lt", "lte"] {
        registry.unregister_helper(unused);
    }
    let mut add = |name: &str, helper: Box<dyn HelperDef + Send + Sync>| registry.register_helper(name, helper);
    let (assets, glyphs) = (assets.clone(), glyphs.clone());
    add("each", Box::new(Each));
    add("asset", plain(move |call| assets.url(&text(call, 0)).map_or(Json::Null, Json::String)));
    add("glyph", plain(move |call| glyphs.of(&text(call, 0)).into()));
    add("tile_tone", plain(|call| tile_tone(&text(call, 0)).into()));
    add("url", plain(|call| url(call).into()));
    add("t", spoken(locale, message));
    add("date", spoken(locale, date));
    add("money", spoken(locale, |locale, call| amount(call, |value| locale.numbers().money(value, &text(call, 1)))));
    add("number", spoken(locale, |locale, call| amount(call, |value| locale.numbers().quantity(value))));
    add("input", spoken(locale, |locale, call| amount(call, |value| locale.numbers().input(value))));
    add("unit_name", spoken(locale, |locale, call| locale.unit(&text(call, 0)).into_owned()));
    add("weight", spoken(locale, |locale, call| amount(call, |grams| weight(locale, grams))));
    add("quantity", spoken(locale, |locale, call| locale.quantity(&text(call, 0), &text(call, 1))));
}

/// A helper that is a function of its arguments.
struct Plain<F>(F);

impl<F: Fn(&Helper<'_>) -> Json> HelperDef for Plain<F> {
    fn call_inner<'reg: 'rc, 'rc>(
        &self,
        call: &Helper<'rc>,
        _: &'reg Handlebars<'reg>,
        _: &'rc Context,
        _: &mut RenderContext<'reg, 'rc>,
    ) -> Result<ScopedJson<'rc>, RenderError> {
        Ok(ScopedJson::Derived((self.0)(call)))
    }
}

fn plain(f: impl Fn(&Helper<'_>) -> Json + Send + Sync + 'static) -> Box<dyn HelperDef + Send + Sync> {
    Box::new(Plain(f))
}

fn spoken(
    locale: &Arc<Locale>,
    f: impl Fn(&Locale, &Helper<'_>) -> String + Send + Sync + 'static,
) -> Box<dyn HelperDef + Send + Sync> {
    let locale = Arc::clone(locale);
    plain(move |call| f(&locale, call).into())
}

fn text(call: &Helper<'_>, index: usize) -> String {
    call.param(index).map(|value| scalar(value.value())).unwrap_or_default()
}

fn scalar(value: &Json) -> String {
    match value {
        Json::String(text) => text.clone(),
        Json::Number(number) => number.to_string(),
        Json::Bool(yes) => yes.to_string(),
        _ => String::new(),
    }
}

/// Formats the first argument; what is no decimal is printed as it stands rather than lost.
fn amount(call: &Helper<'_>, format: impl Fn(Decimal) -> String) -> String {
    let raw = text(call, 0);
    number::wire(&raw).map_or(raw, format)
}

/// Grams as people read them: in kilograms from one on.
fn weight(locale: &Locale, grams: Decimal) -> String {
    let one_kilogram = Decimal::from(1000);
    if grams < one_kilogram {
        return locale.quantity(&grams.to_string(), "g");
    }
    locale.quantity(&(grams / one_kilogram).round_dp(2).to_string(), "kg")
}

/// `{{t "order-state" state}}` is the message `order-state-placed`; named arguments go into the message.
fn message(locale: &Locale, call: &Helper<'_>) -> String {
    let id = (0..call.params().len()).map(|index| text(call, index)).collect::<Vec<_>>().join("-");
    if call.hash().is_empty() {
        return locale.text(&id);
    }
    let mut args = FluentArgs::with_capacity(call.hash().len());
    for (name, value) in call.hash() {
        args.set(*name, argument(value.value()));
    }
    locale.text_with(&id, &args)
}

fn argument(value: &Json) -> FluentValue<'static> {
    match value.as_i64() {
        Some(number) => number.into(),
        None => scalar(value).into(),
    }
}

fn date(locale: &Locale, call: &Helper<'_>) -> String {
    let with_time = call.hash_get("time").is_some_and(|time| time.value() == &Json::Bool(true));
    let iso = text(call, 0);
    if with_time { locale.date_time(&iso) } else { locale.date(&iso) }
}

/// `{{url "products" sku q=search}}` is `/products/AB%2F12?q=…`; empty query fields are left out.
fn url(call: &Helper<'_>) -> String {
    let mut url = String::new();
    for index in 0..call.params().len() {
        url.push('/');
        encode(&text(call, index), &mut url);
    }
    let mut separator = '?';
    for (name, value) in call.hash() {
        let value = scalar(value.value());
        if !value.is_empty() {
            url.push(separator);
            encode(name, &mut url);
            url.push('=');
            encode(&value, &mut url);
            separator = '&';
        }
    }
    url
}

/// The text with everything but the unreserved characters of RFC 3986 percent-encoded.
pub(crate) fn encoded(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    encode(text, &mut out);
    out
}

/// Percent-encodes everything but the unreserved characters of RFC 3986.
pub(crate) fn encode(text: &str, out: &mut String) {
    const HEX: &[u8; 16] = b"0123456789ABCDEF";
    for byte in text.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => out.push(char::from(byte)),
            _ => {
                out.push('%');
                out.push(char::from(HEX[usize::from(byte >> 4)]));
                out.push(char::from(HEX[usize::from(byte & 15)]));
            }
        }
    }
}

fn tile_tone(sku: &str) -> u32 {
    let sum = sku.bytes().fold(0_u32, |sum, byte| sum.wrapping_mul(31).wrapping_add(u32::from(byte)));
    sum % TONES + 1
}

/// `each` over arrays, counting its rounds; handlebars' own would loop as long as a template asks it to.
struct Each;

impl HelperDef for Each {
    fn call<'reg: 'rc, 'rc>(
        &self,
        call: &Helper<'rc>,
        registry: &'reg Handlebars<'reg>,
        context: &'rc Context,
        rc: &mut RenderContext<'reg, 'rc>,
        out: &mut dyn Output,
    ) -> HelperResult {
        let list = call.param(0).ok_or(RenderErrorReason::ParamNotFoundForIndex("each", 0))?;
        let items = match list.value() {
            Json::Array(items) => items.as_slice(),
            Json::Null => &[],
            _ => return Err(RenderErrorReason::Other("`each` wants a list".to_owned()).into()),
        };
        if items.is_empty() {
            return call.inverse().map_or(Ok(()), |empty| empty.render(registry, context, rc, out));
        }
        let Some(template) = call.template() else { return Ok(()) };
        rc.push_block(BlockContext::new());
        for (index, item) in items.iter().enumerate() {
            spend_round()?;
            if let Some(block) = rc.block_mut() {
                block.set_local_var("index", json!(index));
                block.set_local_var("first", json!(index == 0));
                block.set_local_var("last", json!(index + 1 == items.len()));
                // Fields of an object are found sooner from the object itself than by their way from the root.
                match list.context_path().filter(|_| !item.is_object()) {
                    Some(path) => {
                        let base = block.base_path_mut();
                        base.clone_from(path);
                        base.push(index.to_string());
                    }
                    None => block.set_base_value(item.clone()),
                }
            }
            template.render(registry, context, rc, out)?;
        }
        rc.pop_block();
        Ok(())
    }
}

fn spend_round() -> Result<(), RenderError> {
    let (rounds, deadline) = BUDGET.get();
    let in_time = deadline.is_none_or(|deadline| Instant::now() < deadline);
    if rounds == 0 || !in_time {
        return Err(RenderErrorReason::Other("the page loops longer than a page may".to_owned()).into());
    }
    BUDGET.set((rounds - 1, deadline));
    Ok(())
}
