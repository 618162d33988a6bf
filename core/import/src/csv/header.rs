//! Which of a file's columns go into which of a kind's: by their own names, or as a mapping says.
//! An unknown column refuses the file, since a misspelt name would otherwise lose its values in silence.

use std::borrow::Cow;

use crate::csv::kind::{Column, Kind};
use crate::csv::problem::{Code, Problem, RowError, excerpt};
use crate::formats::Name;
use crate::model::mapping::{Mapping, Rule};

/// Where the cells of one of the kind's columns come from.
#[derive(Debug, Clone)]
pub(crate) struct Binding {
    pub(crate) column: &'static Column,
    /// As problems call it: as the file does.
    pub(crate) shown: Cow<'static, str>,
    pub(crate) from: From,
    pub(crate) rule: Rule,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum From {
    /// The file's n-th column.
    Column(usize),
    /// The mapping, for every row.
    Constant(String),
}

/// The columns of a file as its kind takes them.
#[derive(Debug)]
pub(crate) struct Header {
    kind: Kind,
    bindings: Vec<Binding>,
    /// Columns of the file, taken or not.
    width: usize,
}

impl Header {
    /// Reads the names of a file's columns; the error lists everything that is wrong with them.
    pub(crate) fn read(kind: Kind, names: &[Name], mapping: Option<&Mapping>) -> Result<Self, RowError> {
        let line = names.first().map_or(1, |name| name.line);
        let mut header = Self { kind, bindings: Vec::new(), width: names.len() };
        let mut problems = match mapping {
            None => header.take_own_names(names, line),
            Some(mapping) => header.take_mapped(names, mapping, line),
        };
        for column in kind.columns().iter().filter(|column| column.mandatory) {
            if header.binding(column.name).is_none() {
                problems.push(Problem::missing_column(line, column.name, header.unsaid(&problems)));
            }
        }
        if problems.is_empty() { Ok(header) } else { Err(RowError { line, problems }) }
    }

    /// What the columns are is said once, however many are wrong.
    fn unsaid(&self, problems: &[Problem]) -> Option<Kind> {
        let is_said = |problem: &Problem| matches!(problem.code, Code::UnknownColumn | Code::MissingColumn);
        (!problems.iter().any(is_said)).then_some(self.kind)
    }

    fn take_own_names(&mut self, names: &[Name], line: u64) -> Vec<Problem> {
        let mut problems = Vec::new();
        for (index, name) in names.iter().enumerate() {
            let known = self.unsaid(&problems);
            problems.extend(self.take_own_name(index, name, line, known).err());
            // One line of names is enough to see that this is the wrong file.
            if problems.len() > self.kind.columns().len() {
                break;
            }
        }
        problems
    }

    fn take_own_name(&mut self, index: usize, name: &Name, line: u64, known: Option<Kind>) -> Result<(), Problem> {
        let plain = name.text.trim().to_lowercase();
        if plain.is_empty() {
            return Err(Problem::nameless_column(line, index + 1, known));
        }
        let Some(column) = self.kind.columns().iter().find(|column| column.name == plain) else {
            return Err(Problem::unknown_column(line, name.text.trim(), known));
        };
        if self.binding(column.name).is_some() {
            return Err(Problem::duplicate_column(name.line, column.name).in_column(column.name));
        }
        let shown = Cow::Borrowed(column.name);
        self.bindings.push(Binding { column, shown, from: From::Column(index), rule: Rule::default() });
        Ok(())
    }

    fn take_mapped(&mut self, names: &[Name], mapping: &Mapping, line: u64) -> Vec<Problem> {
        let mut problems = Vec::new();
        let folded: Vec<String> = names.iter().map(|name| name.text.trim().to_lowercase()).collect();
        for mapped in &mapping.columns {
            let Some(column) = self.kind.column(&mapped.field) else { continue };
            let source = mapped.source.trim();
            let mut places = folded.iter().enumerate().filter(|(_, name)| **name == source.to_lowercase());
            match (places.next(), places.next()) {
                (None, _) => problems.push(Problem::missing_column(line, source, None)),
                (Some(_), Some((second, _))) => {
                    problems.push(Problem::duplicate_column(names[second].line, source).in_column(source.to_owned()));
                }
                (Some((index, _)), None) => {
                    let shown = Cow::Owned(excerpt(source));
                    self.bindings.push(Binding { column, shown, from: From::Column(index), rule: mapped.rule() });
                }
            }
        }
        for (field, value) in &mapping.constants {
            let Some(column) = self.kind.column(field) else { continue };
            let (shown, from) = (Cow::Borrowed(column.name), From::Constant(value.clone()));
            self.bindings.push(Binding { column, shown, from, rule: Rule::default() });
        }
        if !mapping.ignores_others {
            let is_named =
                |name: &str| mapping.columns.iter().any(|mapped| mapped.source.trim().to_lowercase() == name);
            let others = names.iter().zip(&folded).filter(|(_, name)| !is_named(name));
            problems.extend(
                others.take(self.kind.columns().len()).map(|(name, _)| Problem::unmapped_column(line, &name.text)),
            );
        }
        problems
    }

    pub(crate) fn bindings(&self) -> &[Binding] {
        &self.bindings
    }

    pub(crate) fn width(&self) -> usize {
        self.width
    }

    /// Where a column's cells come from, if the file has it.
    pub(crate) fn binding(&self, column: &str) -> Option<&Binding> {
        self.bindings.iter().find(|binding| binding.column.name == column)
    }
}
