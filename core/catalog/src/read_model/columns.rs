//! What products are counted and filtered by, as numbers in columns: their category and each of their attributes.
//! Columns belong to chunks, so that a change of one product makes those of one chunk anew.

use std::{collections::HashMap, sync::Arc};

use serde_json::Value;

use super::{
    Snapshot,
    books::split,
    chunks::{CHUNK, ProductChunk},
    goods::group,
};

/// Longer values are prose, and nobody chooses among them.
const LONGEST_VALUE: usize = 80;
/// More attributes are not told apart.
const MOST_ATTRIBUTES: usize = 200;
/// An attribute with more values than these tells one product from another and puts none together.
const MOST_VALUES: usize = 20_000;

/// The number of the column of categories.
pub(crate) const CATEGORY: usize = 0;

/// The values of one attribute.
#[derive(Debug, Clone, Default)]
struct Values {
    numbers: HashMap<Box<str>, u32>,
    /// By number less one; zero is no value.
    texts: Vec<Box<str>>,
}

/// The attributes that products have, and their values.
#[derive(Debug, Clone, Default)]
pub(crate) struct Dictionary {
    numbers: HashMap<Box<str>, usize>,
    names: Vec<Box<str>>,
    values: Vec<Values>,
}

impl Dictionary {
    fn new() -> Self {
        let mut dictionary = Self::default();
        // No attribute has an empty name.
        dictionary.attribute_or_new("");
        dictionary
    }

    /// The codes of all attributes, with the number of each.
    pub fn attributes(&self) -> impl Iterator<Item = (usize, &str)> {
        self.names.iter().enumerate().skip(1).map(|(number, name)| (number, &**name))
    }

    /// The number of an attribute.
    pub fn attribute(&self, name: &str) -> Option<usize> {
        self.numbers.get(name).copied().filter(|number| *number != CATEGORY)
    }

    /// The number of a value.
    pub fn value(&self, attribute: usize, text: &str) -> Option<u32> {
        self.values.get(attribute)?.numbers.get(text).copied()
    }

    /// All values of an attribute by their numbers.
    pub fn values(&self, attribute: usize) -> impl Iterator<Item = (u32, &str)> {
        let texts = self.values.get(attribute).map_or(&[][..], |values| &values.texts);
        (1..).zip(texts.iter().map(|text| &**text))
    }

    /// The text of a value.
    pub fn text(&self, attribute: usize, value: u32) -> Option<&str> {
        let at = (value as usize).checked_sub(1)?;
        Some(self.values.get(attribute)?.texts.get(at)?)
    }

    fn attribute_or_new(&mut self, name: &str) -> Option<usize> {
        if let Some(known) = self.numbers.get(name) {
            return Some(*known);
        }
        let number = self.names.len();
        if number >= MOST_ATTRIBUTES {
            return None;
        }
        self.numbers.insert(name.into(), number);
        self.names.push(name.into());
        self.values.push(Values::default());
        Some(number)
    }

    fn value_or_new(&mut self, attribute: usize, text: &str) -> Option<u32> {
        let values = self.values.get_mut(attribute)?;
        if let Some(known) = values.numbers.get(text) {
            return Some(*known);
        }
        let number = u32::try_from(values.texts.len() + 1).ok().filter(|number| *number as usize <= MOST_VALUES)?;
        values.numbers.insert(text.into(), number);
        values.texts.push(text.into());
        Some(number)
    }

    fn bytes(&self) -> usize {
        let texts = self.values.iter().flat_map(|values| &values.texts);
        texts.map(|text| 2 * text.len() + 64).sum()
    }
}

/// The columns of a chunk: the first value of each product by attribute, and further ones where it has several.
#[derive(Debug, Default)]
struct ChunkColumns {
    first: Vec<Option<Box<[u32; CHUNK]>>>,
    more: Vec<(u8, usize, u32)>,
}

impl ChunkColumns {
    fn put(&mut self, offset: u8, attribute: usize, value: u32) {
        if self.first.len() <= attribute {
            self.first.resize_with(attribute + 1, || None);
        }
        let column = self.first[attribute].get_or_insert_with(|| Box::new([0; CHUNK]));
        match &mut column[usize::from(offset)] {
            free @ 0 => *free = value,
            _ => self.more.push((offset, attribute, value)),
        }
    }
}

/// The columns of a state of the catalogue.
#[derive(Debug, Default)]
pub(crate) struct Columns {
    dictionary: Arc<Dictionary>,
    chunks: Vec<(Arc<ProductChunk>, Arc<ChunkColumns>)>,
}

impl Columns {
    /// The next columns, sharing those of every chunk that did not change.
    pub(super) fn next(old: Option<&Self>, snapshot: &Snapshot) -> Self {
        let mut dictionary = old.map_or_else(|| Arc::new(Dictionary::new()), |old| Arc::clone(&old.dictionary));
        let mut chunks = Vec::with_capacity(snapshot.chunks.len());
        for (number, chunk) in snapshot.chunks.iter().enumerate() {
            let same = old.and_then(|old| old.chunks.get(number)).filter(|(known, _)| Arc::ptr_eq(known, chunk));
            let columns = match same {
                Some((_, columns)) => Arc::clone(columns),
                None => Arc::new(columns_of(chunk, &mut dictionary)),
            };
            chunks.push((Arc::clone(chunk), columns));
        }
        Self { dictionary, chunks }
    }

    /// Attributes and values by their numbers.
    pub fn dictionary(&self) -> &Dictionary {
        &self.dictionary
    }

    /// The values of an attribute that the product at a place has.
    pub fn values(&self, place: u32, attribute: usize) -> impl Iterator<Item = u32> {
        let (number, offset) = split(place);
        let columns = self.chunks.get(number as usize).map(|(_, columns)| columns);
        let first = columns.and_then(|columns| columns.first.get(attribute)?.as_ref());
        let first = first.map(|column| column[usize::from(offset)]).filter(|value| *value != 0);
        let more = columns.map_or(&[][..], |columns| &columns.more);
        let more = more.iter().filter(move |(of, named, _)| *of == offset && *named == attribute);
        first.into_iter().chain(more.map(|(_, _, value)| *value))
    }

    /// Calls with every value of a product.
    pub fn each(&self, place: u32, mut found: impl FnMut(usize, u32)) {
        let (number, offset) = split(place);
        let Some((_, columns)) = self.chunks.get(number as usize) else { return };
        for (attribute, column) in columns.first.iter().enumerate() {
            if let Some(value) = column.as_ref().map(|column| column[usize::from(offset)]).filter(|value| *value != 0) {
                found(attribute, value);
            }
        }
        for (_, attribute, value) in columns.more.iter().filter(|(of, ..)| *of == offset) {
            found(*attribute, *value);
        }
    }

    /// Bytes they take, roughly.
    pub fn bytes(&self) -> usize {
        let columns = self.chunks.iter().flat_map(|(_, columns)| &columns.first).flatten().count();
        columns * CHUNK * size_of::<u32>() + self.dictionary.bytes()
    }
}

fn columns_of(chunk: &ProductChunk, dictionary: &mut Arc<Dictionary>) -> ChunkColumns {
    let mut columns = ChunkColumns::default();
    for (offset, product) in (0..=u8::MAX).zip(&chunk.products).filter(|(_, product)| !product.is_archived) {
        for category in &product.categories {
            columns.enter(dictionary, offset, CATEGORY, &group(*category));
        }
        let attributes = product.attributes.as_object().into_iter().flatten().filter(|(name, _)| !name.is_empty());
        for (name, value) in attributes {
            each_value(value, &mut |text| {
                let attribute = known_attribute(dictionary, name);
                if let Some(attribute) = attribute {
                    columns.enter(dictionary, offset, attribute, text);
                }
            });
        }
    }
    columns
}

impl ChunkColumns {
    fn enter(&mut self, dictionary: &mut Arc<Dictionary>, offset: u8, attribute: usize, text: &str) {
        let known = dictionary.value(attribute, text);
        // Copied only where something is new that an older state does not know.
        let value = known.or_else(|| Arc::make_mut(dictionary).value_or_new(attribute, text));
        if let Some(value) = value {
            self.put(offset, attribute, value);
        }
    }
}

fn known_attribute(dictionary: &mut Arc<Dictionary>, name: &str) -> Option<usize> {
    dictionary.attribute(name).or_else(|| Arc::make_mut(dictionary).attribute_or_new(name))
}

/// The values by which a product is found in an attribute: texts, numbers, yes or no, and each of several.
pub(crate) fn each_value(value: &Value, found: &mut impl FnMut(&str)) {
    match value {
        Value::String(text) if !text.is_empty() && text.chars().count() <= LONGEST_VALUE => found(text),
        Value::Number(number) => found(&number.to_string()),
        Value::Bool(flag) => found(if *flag { "true" } else { "false" }),
        Value::Array(values) => {
            for value in values.iter().filter(|value| !value.is_array()) {
                each_value(value, found);
            }
        }
        _ => {}
    }
}
