//! Tables over pages: the head is repeated, rows stay whole, and the sum so far is carried from page to page.
//! A page is only begun when a row comes with it, so that no head stands alone.

use super::{
    PressError,
    flow::{BOTTOM, Flow, HAIR, LINE},
    fonts::Setting,
    ink::Span,
};
use crate::model::block::{Carry, Cell, Column, Row, Side, Table};

/// Between columns, and above and below the text of a row.
const GUTTER: f32 = 3.0;
const AIR: f32 = 1.1;

const HEAD: Setting = Setting::new(8).strong();
const CELL: Setting = Setting::new(9);
const BELOW: Setting = Setting::new(7).quiet();
const CARRIED: Setting = Setting::new(8).strong();

/// A row as lines, with its height.
struct Set {
    cells: Vec<Lines>,
    height: f32,
}

/// What stands in a cell, line by line.
struct Lines {
    text: Vec<String>,
    below: Vec<String>,
}

impl Lines {
    fn height(&self) -> f32 {
        let leading = |lines: &[String], setting: Setting| lines.iter().map(|_| setting.leading()).sum::<f32>();
        leading(&self.text, CELL) + leading(&self.below, BELOW)
    }
}

impl Flow<'_> {
    /// Prints a table, on as many pages as it takes.
    pub(super) fn table(&mut self, table: &Table) -> Result<(), PressError> {
        let spans = Self::measure().split(table.columns.iter().map(|column| column.share), GUTTER);
        let carried_height = table.carry.as_ref().map_or(0.0, |_| CARRIED.leading() + 2.0 * AIR);
        let head_height = self.head_height(&table.columns, &spans);
        let mut so_far: Option<&str> = None;
        for (index, row) in table.rows.iter().enumerate() {
            let set = self.set(row, &spans);
            let is_last = index + 1 == table.rows.len();
            let beside = if is_last { 0.0 } else { carried_height } + if index == 0 { head_height } else { 0.0 };
            if self.top + set.height + beside > BOTTOM && (index > 0 || self.top > BOTTOM / 2.0) {
                self.carry(table.carry.as_ref(), so_far, |carry| &carry.forward)?;
                self.turn()?;
                self.head(&table.columns, &spans)?;
                self.carry(table.carry.as_ref(), so_far, |carry| &carry.brought)?;
            } else if index == 0 {
                self.head(&table.columns, &spans)?;
            }
            self.row(&table.columns, &spans, &set)?;
            so_far = Some(&row.running);
        }
        Ok(())
    }

    fn head_height(&self, columns: &[Column], spans: &[Span]) -> f32 {
        let lines = |(column, span): (&Column, &Span)| self.fonts.lines(&column.head, HEAD, span.width).len();
        let most = columns.iter().zip(spans).map(lines).max().unwrap_or(1);
        (0..most).map(|_| HEAD.leading()).sum::<f32>() + 2.0 * AIR
    }

    fn head(&mut self, columns: &[Column], spans: &[Span]) -> Result<(), PressError> {
        let height = self.head_height(columns, spans);
        for (column, span) in columns.iter().zip(spans) {
            let lines = self.fonts.lines(&column.head, HEAD, span.width);
            // Heads of one line stand on the last one, next to what they name.
            let taken: f32 = lines.iter().map(|_| HEAD.leading()).sum();
            let mut top = self.top + height - AIR - taken;
            for line in &lines {
                self.ink().text(*span, top, column.side, HEAD, line)?;
                top += HEAD.leading();
            }
        }
        self.top += height;
        self.ink().rule(Self::measure(), self.top, HAIR * 3.0, self.accent());
        Ok(())
    }

    fn set(&self, row: &Row, spans: &[Span]) -> Set {
        let lines = |(cell, span): (&Cell, &Span)| Lines {
            text: self.fonts.lines(&cell.text, CELL, span.width),
            below: cell.below.iter().flat_map(|below| self.fonts.lines(below, BELOW, span.width)).collect(),
        };
        let cells: Vec<Lines> = row.cells.iter().zip(spans).map(lines).collect();
        let height = cells.iter().map(Lines::height).fold(CELL.leading(), f32::max) + 2.0 * AIR;
        Set { cells, height }
    }

    fn row(&mut self, columns: &[Column], spans: &[Span], set: &Set) -> Result<(), PressError> {
        for ((cell, span), column) in set.cells.iter().zip(spans).zip(columns) {
            let mut top = self.top + AIR;
            let lines = cell.text.iter().map(|line| (line, CELL)).chain(cell.below.iter().map(|line| (line, BELOW)));
            for (line, setting) in lines {
                self.ink().text(*span, top, column.side, setting, line)?;
                top += setting.leading();
            }
        }
        self.top += set.height;
        self.ink().rule(Self::measure(), self.top, HAIR, LINE);
        Ok(())
    }

    /// The sum of the rows before, with its label to the right before it.
    fn carry(
        &mut self,
        carry: Option<&Carry>,
        so_far: Option<&str>,
        label: impl Fn(&Carry) -> &String,
    ) -> Result<(), PressError> {
        let Some((carry, sum)) = carry.zip(so_far) else { return Ok(()) };
        let (whole, top) = (Self::measure(), self.top + AIR);
        self.ink().text(whole, top, Side::Right, CARRIED, sum)?;
        let room = Span { width: whole.width - self.fonts.width(sum, CARRIED) - 2.0 * GUTTER, ..whole };
        self.ink().text(room, top, Side::Right, CARRIED, label(carry))?;
        self.top += CARRIED.leading() + 2.0 * AIR;
        self.ink().rule(whole, self.top, HAIR, LINE);
        Ok(())
    }
}
