//! Quick order: codes become products, quantities are brought to what can be ordered, and all rows go into a cart in one
//! commit or none does.

use std::collections::HashMap;

use async_trait::async_trait;
use kontor_contract::{
    Fault, FieldFault, Sentence,
    catalog::{
        Browse, CodeMatch, LineFault, LineWish, ProductLookup, ProductQuery, ProductRef, SuggestionKind, TaxMode,
    },
    inventory::Availability,
    orders::{CartKind, CartView, QuickLine, QuickOrder, QuickOrderView, QuickRow, QuickState, QuickSuggestion},
};
use kontor_kernel::{CartId, PageRequest, ProductId, Quantity, code_key};
use kontor_store::Ctx;

use super::{
    Service,
    cart_changes::{Orderable, add_all, orderable},
    carts::today,
    compute::{ComputedLine, Draft, Intent, MOST_LINES, field_of},
    views,
};
use crate::{error::OrderError, model::totals::shown_price};

/// For so many unknown codes it is said what may have been meant.
const SUGGESTED_FOR: usize = 20;
const MOST_SUGGESTIONS: u32 = 3;
/// So many characters at the end of a code may be wrong, of one that keeps as many as this.
const CUT_OFF: usize = 3;
const SHORTEST_BEGINNING: usize = 3;

/// What became of a row.
enum Fate {
    /// Nobody knows the code.
    Unknown,
    /// It is the wish at this place of the draft, after a quantity was changed for this reason.
    Wished { wish: usize, adjusted: Option<LineFault> },
}

/// Rows that were looked at, and the draft they make.
struct Looked {
    fates: Vec<Fate>,
    intent: Intent,
    draft: Draft,
}

impl Service {
    /// What would become of rows.
    async fn look_at_rows(&self, ctx: &Ctx, rows: &[QuickRow]) -> Result<QuickOrderView, OrderError> {
        let mut looked = self.read_rows(ctx, rows).await?;
        self.adjust(ctx, &mut looked).await?;
        let products: Vec<ProductId> = looked.draft.lines.iter().map(|line| line.priced.product).collect();
        let stock = self.availability(ctx, &products).await?;
        let short = self.shortages(ctx, &looked.intent, None, &looked.draft).await?;
        let mut suggestions = self.suggestions(ctx, rows, &looked.fates).await?;
        let mut lines = Vec::with_capacity(rows.len());
        for (place, (row, fate)) in rows.iter().zip(&looked.fates).enumerate() {
            let mut line = asked(place, row);
            match fate {
                Fate::Unknown => {
                    let unknown = LineFault::UnknownProduct(row.code.trim().to_owned());
                    line.message = Some(self.fault_text(ctx, &unknown).1);
                    line.suggestions = suggestions.remove(&place).unwrap_or_default();
                }
                Fate::Wished { wish, adjusted } => {
                    self.tell_wish(ctx, &mut line, &looked, *wish, adjusted.as_ref());
                    tell_stock(&mut line, &looked.draft, *wish, &stock);
                    if let Some((_, available)) = short.iter().find(|(short, _)| short == wish)
                        && let Some(computed) = computed(&looked.draft, *wish)
                    {
                        line.state = QuickState::Short;
                        line.message = Some(self.short_text(ctx, computed, *available));
                    }
                }
            }
            lines.push(line);
        }
        let shown = views::shown(ctx);
        let refused = lines.iter().filter(|line| line.state == QuickState::Refused).count();
        let totals = looked.draft.totals;
        let amount = if shown == TaxMode::Gross { totals.gross } else { totals.net };
        Ok(QuickOrderView {
            currency: looked.draft.currency,
            shown,
            lines,
            amount: amount.to_text(looked.draft.currency),
            refused: u32::try_from(refused).unwrap_or(u32::MAX),
        })
    }

    /// Puts all rows into a cart, or none of them.
    pub(crate) async fn add_rows(&self, ctx: &Ctx, cart: CartId, rows: &[QuickRow]) -> Result<CartView, OrderError> {
        let wanted = self.wanted(ctx, rows).await?;
        self.change_lines(ctx, CartKind::Cart, cart, &|cart, lines| add_all(cart, lines, &wanted)).await
    }

    /// What rows ask for, where every one of them can be ordered as it stands.
    pub(super) async fn wanted(&self, ctx: &Ctx, rows: &[QuickRow]) -> Result<Vec<(Orderable, Quantity)>, OrderError> {
        if rows.is_empty() {
            return Err(OrderError::NoLines);
        }
        let looked = self.read_rows(ctx, rows).await?;
        let fates = looked.fates.iter().enumerate();
        let faults: Vec<FieldFault> =
            fates.filter_map(|(place, fate)| self.row_fault(ctx, &looked, rows, place, fate)).collect();
        if !faults.is_empty() {
            return Err(OrderError::BadLines(faults));
        }
        Ok(looked.draft.lines.iter().map(|line| (orderable(&line.priced), line.priced.quantity)).collect())
    }

    fn row_fault(
        &self,
        ctx: &Ctx,
        looked: &Looked,
        rows: &[QuickRow],
        place: usize,
        fate: &Fate,
    ) -> Option<FieldFault> {
        let unknown;
        let fault = match fate {
            Fate::Unknown => {
                unknown = LineFault::UnknownProduct(rows.get(place)?.code.trim().to_owned());
                &unknown
            }
            Fate::Wished { wish, .. } => fault_of(&looked.draft, *wish)?,
        };
        let (code, detail) = self.fault_text(ctx, fault);
        let field = match field_of(fault) {
            "sku" => "code",
            other => other,
        };
        Some(FieldFault { pointer: format!("/lines/{place}/{field}"), code, detail: Sentence::said(detail) })
    }

    /// Finds the products of rows and prices them as they stand.
    async fn read_rows(&self, ctx: &Ctx, rows: &[QuickRow]) -> Result<Looked, OrderError> {
        if rows.len() > MOST_LINES {
            return Err(OrderError::TooManyLines(MOST_LINES));
        }
        let company = self.buying_company(ctx).await?;
        let codes: Vec<String> =
            rows.iter().map(|row| row.code.trim().to_owned()).filter(|code| !code.is_empty()).collect();
        let known = self.boot.ports.get::<dyn ProductLookup>()?.by_codes(ctx, &codes).await?;
        let mut wishes = Vec::with_capacity(rows.len());
        let mut fates = Vec::with_capacity(rows.len());
        for row in rows {
            match known.get(&code_key(row.code.trim())) {
                Some(found) => {
                    fates.push(Fate::Wished { wish: wishes.len(), adjusted: None });
                    wishes.push(wish(row, found));
                }
                None => fates.push(Fate::Unknown),
            }
        }
        let intent = Intent::of_lines(company, wishes, today(ctx)?);
        let draft = self.compute(ctx, &intent).await?;
        Ok(Looked { fates, intent, draft })
    }

    /// Brings quantities that may not be ordered to the nearest that may, and prices the rows again where there were some.
    async fn adjust(&self, ctx: &Ctx, looked: &mut Looked) -> Result<(), OrderError> {
        let mut is_changed = false;
        for fate in &mut looked.fates {
            let Fate::Wished { wish, adjusted } = fate else { continue };
            let Some(fault) = fault_of(&looked.draft, *wish) else { continue };
            // What is said of the product's own unit is not what somebody meant who asked for boxes.
            let LineFault::QuantityRule { unit: None, nearest: Some(nearest), .. } = fault else { continue };
            let Some(wish) = looked.intent.wishes.get_mut(*wish) else { continue };
            wish.quantity = *nearest;
            *adjusted = Some(fault.clone());
            is_changed = true;
        }
        if is_changed {
            looked.draft = self.compute(ctx, &looked.intent).await?;
        }
        Ok(())
    }

    fn tell_wish(&self, ctx: &Ctx, line: &mut QuickLine, looked: &Looked, wish: usize, adjusted: Option<&LineFault>) {
        let draft = &looked.draft;
        if let Some(fault) = fault_of(draft, wish) {
            line.message = Some(self.fault_text(ctx, fault).1);
            return;
        }
        let Some(computed) = computed(draft, wish) else { return };
        let priced = &computed.priced;
        let (price, mode) = (priced.unit_price, priced.tax_mode);
        let (price, _) = shown_price(price, mode, computed.tax.rate, ctx.shows_tax()).unwrap_or((price, mode));
        let amount = match views::shown(ctx) {
            TaxMode::Gross => computed.amounts.gross,
            TaxMode::Net => computed.amounts.net,
        };
        line.state = if adjusted.is_some() { QuickState::Adjusted } else { QuickState::Good };
        line.message = adjusted.map(|fault| self.fault_text(ctx, fault).1);
        line.sku = Some(priced.sku.clone());
        line.name = Some(priced.name.clone());
        line.quantity = priced.quantity;
        line.unit = Some(priced.unit.clone());
        line.units.clone_from(&priced.units);
        line.unit_price = Some(price.to_text(draft.currency));
        line.per = priced.per;
        line.amount = Some(amount.to_text(draft.currency));
    }

    /// What may have been meant by codes that nobody knows, by the rows' places.
    async fn suggestions(
        &self,
        ctx: &Ctx,
        rows: &[QuickRow],
        fates: &[Fate],
    ) -> Result<HashMap<usize, Vec<QuickSuggestion>>, OrderError> {
        let mut found = HashMap::new();
        let Some(browse) = self.boot.ports.find::<dyn Browse>() else { return Ok(found) };
        let is_unknown = |(_, (row, fate)): &(usize, (&QuickRow, &Fate))| {
            matches!(fate, Fate::Unknown) && !row.code.trim().is_empty()
        };
        let unknown = rows.iter().zip(fates).enumerate().filter(is_unknown).take(SUGGESTED_FOR);
        for (place, (row, _)) in unknown {
            found.insert(place, meant(ctx, browse.as_ref(), row.code.trim()).await?);
        }
        Ok(found)
    }
}

/// What may have been meant by a code: what a search for it finds, or else what begins as it does but for its last characters.
async fn meant(ctx: &Ctx, browse: &dyn Browse, code: &str) -> Result<Vec<QuickSuggestion>, OrderError> {
    let query = ProductQuery { text: Some(code.to_owned()), ..ProductQuery::default() };
    let page = browse.search(ctx, &query, &PageRequest::first(MOST_SUGGESTIONS)).await?;
    let mut found: Vec<QuickSuggestion> =
        page.items.into_iter().map(|card| QuickSuggestion { sku: card.sku, name: card.name }).collect();
    let length = code.chars().count();
    for kept in (length.saturating_sub(CUT_OFF).max(SHORTEST_BEGINNING)..length).rev() {
        if !found.is_empty() {
            break;
        }
        let beginning: String = code.chars().take(kept).collect();
        let suggested = browse.suggest(ctx, &beginning).await?.into_iter().filter_map(|suggestion| {
            let sku = suggestion.code.filter(|_| suggestion.kind == SuggestionKind::Product)?;
            Some(QuickSuggestion { sku, name: suggestion.text })
        });
        found = suggested.take(MOST_SUGGESTIONS as usize).collect();
    }
    Ok(found)
}

/// A row of which nothing is known but what was asked.
fn asked(place: usize, row: &QuickRow) -> QuickLine {
    let quantity = row.quantity.unwrap_or(Quantity::ONE);
    QuickLine {
        position: u32::try_from(place + 1).unwrap_or(u32::MAX),
        code: row.code.clone(),
        state: QuickState::Refused,
        message: None,
        sku: None,
        name: None,
        asked: quantity,
        quantity,
        unit: row.unit.clone(),
        units: Vec::new(),
        unit_price: None,
        per: Quantity::ONE,
        amount: None,
        availability: None,
        suggestions: Vec::new(),
    }
}

/// The unit that was named, or the one that the code is on.
fn wish(row: &QuickRow, found: &CodeMatch) -> LineWish {
    let named = row.unit.clone().filter(|unit| !unit.trim().is_empty());
    LineWish {
        product: ProductRef::Id(found.product),
        quantity: row.quantity.unwrap_or(Quantity::ONE),
        unit: named.or_else(|| found.unit.clone()),
        manual_price: None,
    }
}

fn tell_stock(line: &mut QuickLine, draft: &Draft, wish: usize, stock: &HashMap<ProductId, Availability>) {
    let product = computed(draft, wish).map(|computed| computed.priced.product);
    line.availability = product.map(|product| stock.get(&product).copied().unwrap_or(Availability::NOT_TRACKED));
}

fn fault_of(draft: &Draft, wish: usize) -> Option<&LineFault> {
    draft.faults.iter().find(|(place, _)| *place == wish).map(|(_, fault)| fault)
}

fn computed(draft: &Draft, wish: usize) -> Option<&ComputedLine> {
    let at = draft.lines.binary_search_by_key(&wish, |line| line.wish).ok()?;
    draft.lines.get(at)
}

#[async_trait]
impl QuickOrder for Service {
    async fn look(&self, ctx: &Ctx, rows: &[QuickRow]) -> Result<QuickOrderView, Fault> {
        Ok(self.look_at_rows(ctx, rows).await?)
    }

    async fn add(&self, ctx: &Ctx, rows: &[QuickRow]) -> Result<CartView, Fault> {
        let cart = self.current_id(ctx).await?;
        Ok(self.add_rows(ctx, cart, rows).await?)
    }
}
