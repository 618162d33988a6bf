//! How well the search does on a wholesaler's own names, with all their abbreviations: what a buyer types, and the product
//! that should stand first. Products that the file does not have are passed over, so that any export can be replayed.

use super::client::{Client, Request};
use super::plan::{Plan, sku_key};
use crate::failure::{Failure, Outcome};
use std::collections::HashSet;

/// What is typed, and the stock code that should stand first.
const QUESTIONS: &[(&str, &str)] = &[
    ("85123a", "85123A"),
    ("85123 a", "85123A"),
    ("71053", "71053"),
    ("white hanging heart t-light holder", "85123A"),
    ("white hanging heart tlight holder", "85123A"),
    ("white metal lantern", "71053"),
    ("sewing kit deluxe", "22654"),
    ("spice tins", "22722"),
    ("spaceboy tv dinner tray", "22474"),
    ("space boy dinner tray", "22474"),
    ("poodle hanging decoration", "21144"),
    ("sundae dish pink", "20801"),
    ("roses regency teacup", "22699"),
    ("teacups and saucers roses regency", "22699"),
    ("gardeners kneeling pad", "22528"),
    ("gardener kneeling pads", "22528"),
    ("cake stand lace white", "22218"),
    ("milk bottle glass stopper", "21657"),
    ("washbag pink rose", "84912A"),
    ("london bus mug", "22970"),
    ("chocolate throw faux fur", "22802"),
    ("red retrospot butter dish", "21539"),
    ("retro spot butter dish", "21539"),
    ("silver fishing gnome", "21129"),
    ("ladybird egg cosy", "22263"),
    ("strawberry charlotte bag", "20723"),
    ("charlotte bag strawbery", "20723"),
    ("red retrospot apron", "21042"),
    ("dinosaur watering can", "22433"),
    ("wicker heart small", "22469"),
    ("wicker hearts large", "22470"),
    ("rubber duck bathroom scales", "82011B"),
    ("biscuits money box", "22409"),
    ("plasters in tin spaceboy", "22551"),
    ("ivory garden thermometer", "22926"),
    ("leap frog jigsaw", "22541"),
    ("mini jigsaw purdey", "22546"),
    ("apples peg bag", "22896"),
    ("english rose spirit level", "47504H"),
    ("airline lounge sign", "82567"),
    ("gift voucher 20", "gift_0001_20"),
    ("number tile vintage 7", "22886"),
    ("letter m key ring", "90214M"),
    ("letter z bling keyring", "90214Z"),
    ("basil enamel mug", "22441"),
    ("wooden grasshopper clock", "84663A"),
    ("confusing me sign", "21169"),
    ("save the planet paperweight", "22389"),
    ("gingham heart doorstop", "21411"),
    ("zinc star musical", "22599"),
    ("hand warmer babushka", "22834"),
    ("scandinavian wooden christmas tree", "22579"),
    ("silver chandelier", "84616"),
    ("post office cabinet", "21769"),
    ("origami vanilla incense candle", "17012A"),
    ("boom box speakers boys", "21064"),
    ("inflatable globe", "10002"),
    ("globe political inflatible", "10002"),
    ("sandalwood fan", "15039"),
    ("bank charges", "BANK CHARGES"),
    ("tissues blue paisley", "21983"),
    ("gift_0001_20", "gift_0001_20"),
    ("goose feather tree green 60 cm", "21263"),
    ("t-light holders multi colour silver", "84945"),
];

/// Asks all of them and says how many there were.
pub async fn check(client: &mut Client, plan: &Plan) -> Outcome<usize> {
    let known: HashSet<String> = plan.products.iter().map(|product| sku_key(&product.sku)).collect();
    let asked: Vec<_> = QUESTIONS.iter().filter(|(_, sku)| known.contains(&sku_key(sku))).collect();
    let mut missed = Vec::new();
    for (words, sku) in &asked {
        let path = format!("/api/v1/products/search?limit=3&q={}", encoded(words));
        let found = client.send(&Request::get(path)).await?.success(&format!("search for {words}"))?;
        let first = found["items"][0]["sku"].as_str().unwrap_or("nothing").to_owned();
        if sku_key(&first) != sku_key(sku) {
            missed.push(format!("“{words}” shows {first} ({}) instead of {sku}", found["items"][0]["name"]));
        }
    }
    if missed.is_empty() {
        return Ok(asked.len());
    }
    Err(Failure::new(format!("{} of {} searches miss:\n{}", missed.len(), asked.len(), missed.join("\n"))))
}

/// Words as they stand in an address.
fn encoded(words: &str) -> String {
    words
        .bytes()
        .map(|byte| if byte.is_ascii_alphanumeric() { char::from(byte).to_string() } else { format!("%{byte:02X}") })
        .collect()
}
