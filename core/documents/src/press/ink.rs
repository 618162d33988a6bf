//! Puts lines of text and rules onto a page of the library, at places measured from its upper left corner.
//! Whoever draws has made sure that there is room.

use genpdfi::{
    Mm, Position,
    render::{Area, Page},
    style::{Color, LineStyle},
};

use super::{
    PressError,
    fonts::{Fonts, Setting},
};
use crate::model::block::{Colour, Side};

/// A page that is being printed.
pub(super) struct Ink<'a> {
    area: Area<'a>,
    fonts: &'a Fonts,
}

/// A part of a page's width, in millimetres.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Span {
    pub(super) left: f32,
    pub(super) width: f32,
}

impl Span {
    pub(super) fn right(self) -> f32 {
        self.left + self.width
    }

    /// Its parts by their shares, with a gap between each two.
    pub(super) fn split(self, shares: impl IntoIterator<Item = u16>, gap: f32) -> Vec<Self> {
        let shares: Vec<f32> = shares.into_iter().map(f32::from).collect();
        let whole: f32 = shares.iter().sum();
        #[allow(clippy::cast_precision_loss, reason = "a page has a handful of columns")]
        let room = self.width - gap * shares.len().saturating_sub(1) as f32;
        let mut left = self.left;
        let part = |share: f32| {
            let part = Self { left, width: room * share / whole.max(1.0) };
            left = part.right() + gap;
            part
        };
        shares.into_iter().map(part).collect()
    }
}

impl<'a> Ink<'a> {
    pub(super) fn on(page: &'a Page, fonts: &'a Fonts) -> Self {
        Self { area: page.last_layer().area(), fonts }
    }

    /// A line of text whose upper edge is so far from the top.
    pub(super) fn text(
        &self,
        span: Span,
        top: f32,
        side: Side,
        setting: Setting,
        text: &str,
    ) -> Result<(), PressError> {
        if text.is_empty() {
            return Ok(());
        }
        let left = match side {
            Side::Left => span.left,
            Side::Right => span.right() - self.fonts.width(text, setting),
        };
        let style = self.fonts.style(setting);
        self.area.print_str(&self.fonts.cache, Position::new(Mm::from(left), Mm::from(top)), style, text)?;
        Ok(())
    }

    /// A rule of a thickness in millimetres; its middle is so far from the top.
    pub(super) fn rule(&self, span: Span, middle: f32, thickness: f32, colour: Colour) {
        let Colour(red, green, blue) = colour;
        let style = LineStyle::new().with_thickness(Mm::from(thickness)).with_color(Color::Rgb(red, green, blue));
        let end = |left: f32| Position::new(Mm::from(left), Mm::from(middle));
        self.area.draw_line([end(span.left), end(span.right())], style);
    }
}
