//! The groups of a catalogue, and which product lies in which: read in a pass of its own, since products come before it.
//! Products are kept by a hash of their number, so that a million of them take little room.

use std::{
    collections::HashMap,
    hash::{BuildHasher, RandomState},
    io::Read,
};

use kontor_kernel::code_key;

use super::{Node, Problem, Xml, begin, modern};
use crate::csv::Code;

const MOST_GROUPS: usize = 200_000;
const MOST_PLACES: usize = 2_000_000;
const LONGEST_NAME: usize = 1_000;

/// Groups and who lies in them.
#[derive(Default)]
pub(super) struct Groups {
    hasher: RandomState,
    names: Vec<String>,
    by_id: HashMap<String, u32>,
    /// The first group of each product, and whether there are more.
    places: HashMap<u64, (u32, bool)>,
}

impl Groups {
    /// Reads groups and places of a whole catalogue.
    pub(super) fn read<R: Read>(mut xml: Xml<R>) -> Result<Self, Problem> {
        let mut groups = Self::default();
        begin(&mut xml)?;
        loop {
            match xml.next()? {
                Node::Start(tag) if !tag.is_empty => match modern(&tag.name).as_str() {
                    "CATALOG_STRUCTURE" => groups.group(&mut xml)?,
                    "PRODUCT_TO_CATALOGGROUP_MAP" => groups.place(&mut xml)?,
                    "T_NEW_CATALOG" | "T_UPDATE_PRODUCTS" | "T_UPDATE_PRICES" | "CATALOG_GROUP_SYSTEM" => {}
                    _ => xml.skip()?,
                },
                Node::Start(_) | Node::End(_) | Node::Text(_) => {}
                Node::End_ => return Ok(groups),
            }
        }
    }

    fn group<R: Read>(&mut self, xml: &mut Xml<R>) -> Result<(), Problem> {
        let [id, name] = pair(xml, "CATALOG_STRUCTURE", ["GROUP_ID", "GROUP_NAME"])?;
        if self.names.len() >= MOST_GROUPS {
            return Err(Problem::new(xml.line(), Code::TooInflated, "the catalogue has more groups than are read"));
        }
        if !id.is_empty() && !name.is_empty() {
            let number = u32::try_from(self.names.len()).unwrap_or(u32::MAX);
            self.names.push(name);
            self.by_id.entry(id).or_insert(number);
        }
        Ok(())
    }

    fn place<R: Read>(&mut self, xml: &mut Xml<R>) -> Result<(), Problem> {
        let [product, group] = pair(xml, "PRODUCT_TO_CATALOGGROUP_MAP", ["PROD_ID", "CATALOG_GROUP_ID"])?;
        if self.places.len() >= MOST_PLACES {
            return Err(Problem::new(
                xml.line(),
                Code::TooInflated,
                "the catalogue places more products than are read",
            ));
        }
        let Some(group) = self.by_id.get(&group).copied() else { return Ok(()) };
        let hash = self.hasher.hash_one(code_key(&product));
        self.places.entry(hash).and_modify(|place| place.1 = true).or_insert((group, false));
        Ok(())
    }

    /// The name of the group in which a product lies, and whether it lies in others, too.
    pub(super) fn of(&self, sku: &str) -> Option<(&str, bool)> {
        let (group, has_more) = self.places.get(&self.hasher.hash_one(code_key(sku)))?;
        Some((self.names.get(*group as usize)?, *has_more))
    }
}

/// The texts of two elements within one.
fn pair<R: Read>(xml: &mut Xml<R>, element: &str, wanted: [&str; 2]) -> Result<[String; 2], Problem> {
    let mut found = [String::new(), String::new()];
    loop {
        match xml.next()? {
            Node::Start(tag) if !tag.is_empty => {
                let name = modern(&tag.name);
                match wanted.iter().position(|one| *one == name) {
                    // Names may stand in several languages; the first counts.
                    Some(index) if found[index].is_empty() => {
                        xml.text(LONGEST_NAME)?.trim().clone_into(&mut found[index]);
                    }
                    _ => xml.skip()?,
                }
            }
            Node::End(name) if modern(&name) == element => return Ok(found),
            Node::Start(_) | Node::End(_) | Node::Text(_) => {}
            Node::End_ => return Err(Problem::malformed(xml.line(), "the document ends early")),
        }
    }
}
