//! A JSON object on each line: columns by their names, in any order, nested values refused.
//! Lines are numbered as in a text editor, and each is bounded before it is parsed.

use std::{
    collections::HashMap,
    io::{BufRead, BufReader, Read},
};

use serde_json::{Map, Value as Json};

use super::{Name, Notation, Row, Table, Value};
use crate::csv::{Limits, Problem};

/// Fields of one object.
const MOST_FIELDS: usize = 512;

/// Whether fields that nobody asks for spoil their row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Others {
    Refuse,
    Ignore,
}

/// Objects being read.
pub(crate) struct Lines<R> {
    input: BufReader<R>,
    names: Vec<Name>,
    positions: HashMap<String, usize>,
    others: Others,
    limit: usize,
    line: u64,
    buffer: Vec<u8>,
    row: Row,
    problems: Vec<Problem>,
}

impl<R: Read> Lines<R> {
    /// Opens a file whose objects may have these fields.
    pub(crate) fn open(input: R, names: Vec<String>, others: Others, limits: Limits) -> Self {
        let positions = names.iter().enumerate().map(|(index, name)| (folded(name), index)).collect();
        let names = names.into_iter().map(|text| Name { text, line: 1 }).collect();
        let (buffer, row, problems) = (Vec::new(), Row::default(), Vec::new());
        let limit = limits.record_bytes;
        Self { input: BufReader::new(input), names, positions, others, limit, line: 0, buffer, row, problems }
    }

    /// The next line that is not blank; `false` at the end.
    fn read_line(&mut self) -> Result<bool, Problem> {
        loop {
            self.buffer.clear();
            let most = self.limit as u64 + 1;
            let read = self.input.by_ref().take(most).read_until(b'\n', &mut self.buffer);
            if read.map_err(|cause| Problem::unreadable(self.line + 1, &cause))? == 0 {
                return Ok(false);
            }
            self.line += 1;
            if self.buffer.len() > self.limit {
                return Err(Problem::record_too_long(self.line, self.limit));
            }
            if self.line == 1 && self.buffer.starts_with(&[0xEF, 0xBB, 0xBF]) {
                self.buffer.drain(..3);
            }
            if !self.buffer.iter().all(u8::is_ascii_whitespace) {
                return Ok(true);
            }
        }
    }

    fn take(&mut self, object: Map<String, Json>) {
        for (name, value) in object.into_iter().take(MOST_FIELDS) {
            let Some(index) = self.positions.get(&folded(&name)).copied() else {
                if self.others == Others::Refuse {
                    self.problems.push(Problem::unknown_field(self.line, &name));
                }
                continue;
            };
            match text_of(value) {
                Ok(Some((text, notation))) => self.row.set(index, text, self.line, notation),
                Ok(None) => {}
                Err(()) => self.row.spoil(index, Problem::nested_value(self.line)),
            }
        }
    }
}

/// Names are compared whatever their case, as those of a header.
fn folded(name: &str) -> String {
    name.trim().to_lowercase()
}

/// A value as text, and how its numbers are written; nothing of `null`. Attributes are kept as the object they are.
fn text_of(value: Json) -> Result<Option<(String, Notation)>, ()> {
    Ok(Some(match value {
        Json::Null => return Ok(None),
        Json::String(text) => (text, Notation::Plain),
        Json::Bool(flag) => (flag.to_string(), Notation::Plain),
        Json::Number(number) => (number.to_string(), Notation::Plain),
        Json::Object(object) if object.values().all(|value| !value.is_object() && !value.is_array()) => {
            (Json::Object(object).to_string(), Notation::Plain)
        }
        Json::Object(_) | Json::Array(_) => return Err(()),
    }))
}

impl<R: Read + Send> Table for Lines<R> {
    fn names(&self) -> &[Name] {
        &self.names
    }

    fn advance(&mut self) -> Result<bool, Problem> {
        if !self.read_line()? {
            return Ok(false);
        }
        self.problems.clear();
        self.row.begin(self.line);
        // The parser refuses what is nested deeper than it can hold.
        match serde_json::from_slice::<Json>(&self.buffer) {
            Ok(Json::Object(object)) => self.take(object),
            Ok(_) => self.problems.push(Problem::bad_object(self.line, "the line is no object in braces")),
            Err(error) => {
                let cause = error.to_string();
                // The place within the line is the only one that means anything here.
                let cause = cause.replace("line 1 column", "character");
                self.problems.push(Problem::bad_object(self.line, &cause));
            }
        }
        Ok(true)
    }

    fn line(&self) -> u64 {
        self.line
    }

    fn cell(&self, index: usize) -> Result<Option<Value<'_>>, Problem> {
        self.row.cell(index)
    }

    fn take_problems(&mut self) -> Vec<Problem> {
        std::mem::take(&mut self.problems)
    }
}

/// The fields of the first lines of a file, for whoever wants to map them.
pub(crate) fn fields<R: Read>(input: R, lines: usize, limits: Limits) -> Vec<String> {
    let mut file = Lines::open(input, Vec::new(), Others::Ignore, limits);
    let mut found: Vec<String> = Vec::new();
    for _ in 0..lines {
        if !file.read_line().unwrap_or(false) {
            break;
        }
        let Ok(object) = serde_json::from_slice::<Map<String, Json>>(&file.buffer) else { continue };
        for name in object.keys().take(MOST_FIELDS) {
            if found.len() < MOST_FIELDS && !found.contains(name) {
                found.push(name.clone());
            }
        }
    }
    found
}
