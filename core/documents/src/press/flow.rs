//! Lets the blocks of a document flow over pages: what stays together moves on as a whole, and what is long goes on.
//! Numbers of pages come last, when it is known how many there are.

use genpdfi::render::{Page, Renderer};

use super::{
    PAPER, PressError,
    fonts::{Fonts, QUIET, Setting},
    ink::{Ink, Span},
};
use crate::model::block::{Block, Colour, Document, Fact, Side, Total, Voice};

/// The margins to the left and right.
const SIDE: f32 = 18.0;
/// Where the first page begins, and where the others do below their running head.
const FIRST_TOP: f32 = 17.0;
const LATER_TOP: f32 = 24.0;
const RUNNING_TOP: f32 = 13.0;
/// Where blocks end, and where the foot begins.
pub(super) const BOTTOM: f32 = 297.0 - 23.0;
const FOOT_TOP: f32 = 297.0 - 15.0;
/// Between columns.
const GUTTER: f32 = 8.0;
/// The share of the width that sums take, from the right.
const SUMS: [u16; 2] = [11, 9];
/// Of facts, what labels and values take.
const FACTS: [u16; 2] = [4, 6];

pub(super) const HAIR: f32 = 0.2;
pub(super) const LINE: Colour = Colour(0xd5, 0xd3, 0xcb);

const TITLE: Setting = Setting::new(18).strong();
const BODY: Setting = Setting::new(9);
const SMALL: Setting = Setting::new(8).quiet();
const FINAL: Setting = Setting::new(11).strong();
const FOOT: Setting = Setting::new(7).quiet();

/// A document on its way onto paper.
pub(super) struct Flow<'a> {
    renderer: Renderer,
    pub(super) fonts: &'a Fonts,
    document: &'a Document,
    /// Where the next block begins, from the top.
    pub(super) top: f32,
}

impl<'a> Flow<'a> {
    pub(super) fn new(renderer: Renderer, fonts: &'a Fonts, document: &'a Document) -> Self {
        Self { renderer, fonts, document, top: FIRST_TOP }
    }

    /// What is left to be written once everything is printed.
    pub(super) fn into_renderer(self) -> Renderer {
        self.renderer
    }

    /// The part of the page that blocks fill.
    pub(super) fn measure() -> Span {
        Span { left: SIDE, width: PAPER.0 - 2.0 * SIDE }
    }

    pub(super) fn ink(&self) -> Ink<'_> {
        Ink::on(self.renderer.last_page(), self.fonts)
    }

    pub(super) fn accent(&self) -> Colour {
        self.document.accent
    }

    /// Goes on with a new page, which says what it belongs to.
    pub(super) fn turn(&mut self) -> Result<(), PressError> {
        self.renderer.add_page(PAPER);
        let (span, running) = (Self::measure(), &self.document.running);
        self.ink().text(span, RUNNING_TOP, Side::Left, SMALL, running)?;
        self.ink().rule(span, RUNNING_TOP + SMALL.leading() + 1.2, HAIR, LINE);
        self.top = LATER_TOP;
        Ok(())
    }

    /// Turns the page unless there is so much room on it.
    fn need(&mut self, height: f32) -> Result<(), PressError> {
        if self.top + height > BOTTOM && self.top > LATER_TOP { self.turn() } else { Ok(()) }
    }

    /// Prints blocks below each other.
    pub(super) fn blocks(&mut self, blocks: &[Block]) -> Result<(), PressError> {
        for block in blocks {
            match block {
                Block::Table(table) => self.table(table)?,
                Block::Text(voice, text) => self.paragraph(*voice, text)?,
                whole => {
                    self.need(self.height(whole, Self::measure()))?;
                    self.whole(whole, Self::measure())?;
                }
            }
        }
        Ok(())
    }

    /// A paragraph goes on over the end of a page.
    fn paragraph(&mut self, voice: Voice, text: &str) -> Result<(), PressError> {
        let setting = said(voice);
        for line in self.fonts.lines(text, setting, Self::measure().width) {
            self.need(setting.leading())?;
            self.line(Self::measure(), setting, &line)?;
        }
        Ok(())
    }

    fn line(&mut self, span: Span, setting: Setting, text: &str) -> Result<(), PressError> {
        self.ink().text(span, self.top, Side::Left, setting, text)?;
        self.top += setting.leading();
        Ok(())
    }

    /// How high a block is that stays on one page.
    fn height(&self, block: &Block, span: Span) -> f32 {
        let of = |text: &str, setting: Setting, width: f32| {
            self.fonts.lines(text, setting, width).iter().map(|_| setting.leading()).sum::<f32>()
        };
        match block {
            Block::Heading(text) => of(text, TITLE, span.width) + 2.0,
            Block::Text(voice, text) => of(text, said(*voice), span.width),
            Block::Columns(columns) => {
                let spans = span.split(columns.iter().map(|(share, _)| *share), GUTTER);
                let column = |(span, (_, blocks)): (Span, &(u16, Vec<Block>))| -> f32 {
                    blocks.iter().map(|block| self.height(block, span)).sum()
                };
                spans.into_iter().zip(columns).map(column).fold(0.0, f32::max)
            }
            Block::Facts(facts) => {
                let parts = span.split(FACTS, 2.0);
                facts.iter().map(|fact| of(&fact.value, BODY, parts[1].width).max(BODY.leading()) + 0.6).sum()
            }
            Block::Totals(totals) => totals.iter().map(sum_height).sum(),
            Block::Rule => 2.0,
            Block::Gap(millimetres) => f32::from(*millimetres),
            Block::Table(_) => 0.0,
        }
    }

    /// Prints a block that stays on one page.
    fn whole(&mut self, block: &Block, span: Span) -> Result<(), PressError> {
        match block {
            Block::Heading(text) => {
                for line in self.fonts.lines(text, TITLE, span.width) {
                    self.line(span, TITLE, &line)?;
                }
                self.top += 2.0;
            }
            Block::Text(voice, text) => {
                for line in self.fonts.lines(text, said(*voice), span.width) {
                    self.line(span, said(*voice), &line)?;
                }
            }
            Block::Columns(columns) => self.columns(columns, span)?,
            Block::Facts(facts) => facts.iter().try_for_each(|fact| self.fact(fact, span))?,
            Block::Totals(totals) => totals.iter().try_for_each(|total| self.sum(total, span))?,
            Block::Rule => {
                self.ink().rule(span, self.top + 1.0, HAIR * 4.0, self.accent());
                self.top += 2.0;
            }
            Block::Gap(millimetres) => self.top += f32::from(*millimetres),
            // A table goes over pages, so it stands in no column.
            Block::Table(_) => {}
        }
        Ok(())
    }

    fn columns(&mut self, columns: &[(u16, Vec<Block>)], span: Span) -> Result<(), PressError> {
        let (begin, mut end) = (self.top, self.top);
        let spans = span.split(columns.iter().map(|(share, _)| *share), GUTTER);
        for (span, (_, blocks)) in spans.into_iter().zip(columns) {
            self.top = begin;
            blocks.iter().try_for_each(|block| self.whole(block, span))?;
            end = end.max(self.top);
        }
        self.top = end;
        Ok(())
    }

    fn fact(&mut self, fact: &Fact, span: Span) -> Result<(), PressError> {
        let parts = span.split(FACTS, 2.0);
        self.ink().text(parts[0], self.top + 0.3, Side::Left, SMALL, &fact.label)?;
        for line in self.fonts.lines(&fact.value, BODY, parts[1].width) {
            self.line(parts[1], BODY, &line)?;
        }
        self.top += 0.6;
        Ok(())
    }

    fn sum(&mut self, total: &Total, span: Span) -> Result<(), PressError> {
        let span = span.split(SUMS, 0.0)[1];
        let setting = if total.is_final { FINAL } else { BODY };
        if total.is_final {
            self.ink().rule(span, self.top + 0.8, HAIR * 2.0, self.accent());
            self.top += 2.0;
        }
        let label = if total.is_final { setting } else { setting.quiet() };
        self.ink().text(span, self.top, Side::Left, label, &total.label)?;
        self.ink().text(span, self.top, Side::Right, setting, &total.value)?;
        self.top += setting.leading() + 0.6;
        Ok(())
    }

    /// Writes the foot of every page: who issued the document, and which page of how many it is.
    pub(super) fn number_pages(&mut self) -> Result<(), PressError> {
        let (span, count) = (Self::measure(), self.renderer.page_count());
        for (index, page) in (0..count).filter_map(|index| Some((index, self.renderer.get_page(index)?))) {
            self.foot(page, span, &format!("{} / {count}", index + 1))?;
        }
        Ok(())
    }

    fn foot(&self, page: &Page, span: Span, number: &str) -> Result<(), PressError> {
        let ink = Ink::on(page, self.fonts);
        ink.rule(span, FOOT_TOP - 2.0, HAIR, LINE);
        let room = span.split([17, 3], 4.0);
        for (line, down) in self.fonts.lines(&self.document.imprint, FOOT, room[0].width).iter().zip([0.0, 1.0]) {
            ink.text(room[0], FOOT_TOP + down * FOOT.leading(), Side::Left, FOOT, line)?;
        }
        ink.text(room[1], FOOT_TOP, Side::Right, Setting { colour: QUIET, ..Setting::new(8) }, number)
    }
}

/// How a voice is set.
const fn said(voice: Voice) -> Setting {
    match voice {
        Voice::Plain => BODY,
        Voice::Strong => Setting::new(10).strong(),
        Voice::Quiet => SMALL,
    }
}

fn sum_height(total: &Total) -> f32 {
    if total.is_final { FINAL.leading() + 2.6 } else { BODY.leading() + 0.6 }
}
