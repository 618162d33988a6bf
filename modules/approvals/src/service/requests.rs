//! Requests as people see them: what the order is, what the rules said, who was asked and who decided.
//! Seen by those who are asked, by whoever placed the order, and by those who set the rules.

use std::collections::{HashMap, hash_map::Entry};

use kontor_contract::{
    identity::{Companies, CompanyName, CompanyRef},
    people::CompanyCircle,
};
use kontor_kernel::{Amount, BusinessDate, CompanyId, Currency, MembershipId, OrderId, Page, PageRequest, Timestamp};
use kontor_store::{Ctx, Keyset, Tx};
use schemars::JsonSchema;
use sea_orm::{ColumnTrait, Order};
use serde::Serialize;

use super::{
    Service,
    book::Book,
    deciding::approval,
    opening::{KeptLine, KeptWhy},
};
use crate::{
    entities::{
        decisions,
        requests::{self, RequestId},
    },
    error::{ApprovalsError, ApprovalsResult},
    manifest::{OWN_RULES_MANAGE, RULES_READ},
    model::{
        people::Around,
        progress::{Approval, counts, current, is_done, waited_for},
        rule::{Needs, Step},
        state::RequestState,
    },
};

/// Requests that wait which one list looks through.
const MOST_WAITING: u64 = 1_000;

/// An order that waits or did, in a list.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct RequestSummary {
    #[schemars(with = "String")]
    pub(crate) id: RequestId,
    pub(crate) order_id: OrderId,
    pub(crate) order_number: String,
    /// Who buys.
    pub(crate) company: CompanyName,
    pub(crate) state: RequestState,
    /// Who placed it.
    pub(crate) buyer: String,
    pub(crate) currency: Currency,
    /// Decimal text, without tax.
    pub(crate) net: String,
    pub(crate) cost_centre: Option<String>,
    pub(crate) order_date: BusinessDate,
    /// The step that waits, from 1; how many there are where none does.
    pub(crate) step: u32,
    pub(crate) steps: u32,
    /// Names of those it waits for.
    pub(crate) waits_for: Vec<String>,
    /// Whether the reader may decide it now.
    pub(crate) may_decide: bool,
    pub(crate) opened_at: Timestamp,
    pub(crate) ended_at: Option<Timestamp>,
}

/// The same with all that decides on it.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct RequestView {
    #[schemars(with = "String")]
    pub(crate) id: RequestId,
    pub(crate) order_id: OrderId,
    pub(crate) order_number: String,
    /// Who buys.
    pub(crate) company: CompanyName,
    pub(crate) state: RequestState,
    /// Who placed it.
    pub(crate) buyer: String,
    pub(crate) currency: Currency,
    /// Decimal text, without tax.
    pub(crate) net: String,
    /// Decimal text, with tax.
    pub(crate) gross: String,
    /// What the rules compared: the order, and what the same person had ordered a moment before it.
    pub(crate) counted: String,
    pub(crate) cost_centre: Option<String>,
    pub(crate) order_date: BusinessDate,
    pub(crate) lines: Vec<RequestLine>,
    /// Why somebody must approve it, in sentences.
    pub(crate) reasons: Vec<String>,
    pub(crate) steps: Vec<StepView>,
    pub(crate) history: Vec<DecisionView>,
    /// Whether the reader may decide it now.
    pub(crate) may_decide: bool,
    /// Why it was rejected.
    pub(crate) reason: Option<String>,
    pub(crate) opened_at: Timestamp,
    pub(crate) ended_at: Option<Timestamp>,
}

/// A line of the order.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct RequestLine {
    pub(crate) sku: String,
    /// Decimal text, without tax.
    pub(crate) net: String,
}

/// How a step stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum StepState {
    /// It is approved.
    Done,
    /// It is asked now.
    Waiting,
    /// It is asked later.
    Later,
}

/// A step.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct StepView {
    /// From 1.
    pub(crate) number: u32,
    pub(crate) state: StepState,
    pub(crate) needs: Needs,
    /// Names of those who are asked as things stand.
    pub(crate) asked: Vec<String>,
    /// Names of those it still waits for.
    pub(crate) waits_for: Vec<String>,
    /// When it was handed on, because nobody had answered.
    pub(crate) escalated_at: Option<Timestamp>,
}

/// A decision.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct DecisionView {
    /// From 1.
    pub(crate) step: u32,
    /// `approved` or `rejected`.
    pub(crate) verdict: String,
    pub(crate) at: Timestamp,
    /// Who decided.
    pub(crate) name: String,
    /// For whom they stood in.
    pub(crate) for_name: Option<String>,
    pub(crate) comment: Option<String>,
    /// Whether it still counts: whoever has lost the role since does not, and the step is asked again.
    pub(crate) counts: bool,
}

/// Which requests a list is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Shown {
    /// Those that the reader may decide now.
    ToDecide,
    /// Those of orders the reader has placed.
    Own,
    /// All that the reader's reach holds.
    All(Option<RequestState>),
}

/// Circles and names of the companies in a list.
#[derive(Default)]
struct Surroundings {
    circles: HashMap<CompanyId, CompanyCircle>,
    names: HashMap<CompanyId, CompanyName>,
}

/// The steps of a request.
pub(crate) fn steps_of(row: &requests::Model) -> Vec<Step> {
    serde_json::from_value(row.plan.clone()).unwrap_or_default()
}

impl Service {
    /// Requests, the latest first; those to decide the oldest first and on one page.
    pub(crate) async fn list_requests(
        &self,
        ctx: &Ctx,
        shown: Shown,
        page: &PageRequest,
    ) -> ApprovalsResult<Page<RequestSummary>> {
        let tx = self.boot.store.read(ctx).await?;
        let find = tx.find::<requests::Entity>();
        let keys = Keyset { column: requests::Column::OpenedAt, id: requests::Column::Id, order: Order::Desc };
        let state = |state: RequestState| requests::Column::State.eq(state.name());
        let rows = match shown {
            Shown::ToDecide => {
                let waiting = find.filter(state(RequestState::Waiting));
                let waiting = waiting.order_by(requests::Column::OpenedAt, Order::Asc).limit(MOST_WAITING);
                Page { items: waiting.all(&tx).await?, next_cursor: None, total: None }
            }
            Shown::Own => match ctx.user() {
                Some(user) => find.filter(requests::Column::UserId.eq(user)).page(&tx, keys, page).await?,
                None => Page { items: Vec::new(), next_cursor: None, total: None },
            },
            Shown::All(wanted) => find.filter_some(wanted.map(state)).page(&tx, keys, page).await?,
        };
        let mut approvals: HashMap<RequestId, Vec<Approval>> = HashMap::new();
        let ids: Vec<RequestId> = rows.items.iter().map(|row| row.id).collect();
        let given = tx.find::<decisions::Entity>().filter(decisions::Column::RequestId.is_in(ids)).all(&tx).await?;
        for row in &given {
            approvals.entry(row.request_id).or_default().extend(approval(row));
        }
        tx.finish().await?;
        let book = self.book(ctx).await?;
        let mut known = Surroundings::default();
        let mut items = Vec::with_capacity(rows.items.len());
        for row in rows.items {
            self.know(ctx, &mut known, row.company_id).await?;
            let given = approvals.get(&row.id).map(Vec::as_slice).unwrap_or_default();
            items.extend(self.summary(ctx, &row, &known, &book, given)?);
        }
        if shown == Shown::ToDecide {
            items.retain(|item| item.may_decide);
        }
        Ok(Page { items, next_cursor: rows.next_cursor, total: rows.total })
    }

    /// One request, to whoever may see it.
    pub(crate) async fn request_view(&self, ctx: &Ctx, id: RequestId) -> ApprovalsResult<RequestView> {
        let tx = self.boot.store.read(ctx).await?;
        let row = tx.find::<requests::Entity>().filter(requests::Column::Id.eq(id)).one(&tx).await?;
        let row = row.ok_or(ApprovalsError::Unknown("approval request"))?;
        let given = self.decisions(&tx, id).await?;
        tx.finish().await?;
        let (circle, book) = (self.circle(ctx, row.company_id).await?, self.book(ctx).await?);
        self.must_be_seen(ctx, &row, &circle, &book)?;
        let company = self.company_name(ctx, row.company_id).await?;
        let around = self.around(&row, &circle, &book, ctx)?;
        Ok(self.view(ctx, row, company, &given, &around))
    }

    /// Hides a request from whoever has nothing to do with it.
    pub(crate) fn must_be_seen(
        &self,
        ctx: &Ctx,
        row: &requests::Model,
        circle: &CompanyCircle,
        book: &Book,
    ) -> ApprovalsResult<()> {
        let around = self.around(row, circle, book, ctx)?;
        let is_own = row.user_id.is_some() && row.user_id == ctx.user();
        let oversees = if ctx.is_staff() { ctx.allows(RULES_READ) } else { ctx.allows(OWN_RULES_MANAGE) };
        let is_asked = || {
            let user = ctx.user();
            user.is_some_and(|user| steps_of(row).iter().any(|step| !around.seats(step, true, user).is_empty()))
        };
        if is_own || oversees || is_asked() { Ok(()) } else { Err(ApprovalsError::Unknown("approval request")) }
    }

    async fn know(&self, ctx: &Ctx, known: &mut Surroundings, company: CompanyId) -> ApprovalsResult<()> {
        if let Entry::Vacant(empty) = known.circles.entry(company) {
            empty.insert(self.circle(ctx, company).await?);
            known.names.insert(company, self.company_name(ctx, company).await?);
        }
        Ok(())
    }

    async fn company_name(&self, ctx: &Ctx, id: CompanyId) -> ApprovalsResult<CompanyName> {
        let companies = self.boot.ports.get::<dyn Companies>()?;
        let found = companies.company(ctx, &CompanyRef::Id(id)).await?;
        let (code, name) = found.map(|facts| (facts.code, facts.name)).unwrap_or_default();
        Ok(CompanyName { id, code, name })
    }

    fn summary(
        &self,
        ctx: &Ctx,
        row: &requests::Model,
        known: &Surroundings,
        book: &Book,
        approvals: &[Approval],
    ) -> ApprovalsResult<Option<RequestSummary>> {
        let (Some(circle), Some(company)) = (known.circles.get(&row.company_id), known.names.get(&row.company_id))
        else {
            return Ok(None);
        };
        let around = self.around(row, circle, book, ctx)?;
        let steps = steps_of(row);
        let state = RequestState::named(&row.state).unwrap_or(RequestState::Closed);
        let at = current(&around, &steps, approvals).filter(|_| state == RequestState::Waiting);
        let (waits_for, may_decide) = match at.and_then(|at| steps.get(at).map(|step| (at, step))) {
            Some((at, step)) => {
                let waits = waited_for(&around, step, at, is_handed_on(row, at), approvals);
                let may = may_decide(ctx, row, &around, step, at, approvals);
                (names(&around, &waits), may)
            }
            None => (Vec::new(), false),
        };
        let count = u32::try_from(steps.len()).unwrap_or(u32::MAX);
        Ok(Some(RequestSummary {
            id: row.id,
            order_id: row.order_id,
            order_number: row.order_number.clone(),
            company: company.clone(),
            state,
            buyer: row.buyer.clone(),
            currency: row.currency,
            net: Amount::from_minor(row.net).to_text(row.currency),
            cost_centre: row.cost_centre.clone(),
            order_date: row.order_date,
            step: at.map_or(count, number),
            steps: count,
            waits_for,
            may_decide,
            opened_at: row.opened_at,
            ended_at: row.ended_at,
        }))
    }

    fn view(
        &self,
        ctx: &Ctx,
        row: requests::Model,
        company: CompanyName,
        given: &[decisions::Model],
        around: &Around<'_>,
    ) -> RequestView {
        let (steps, currency) = (steps_of(&row), row.currency);
        let approvals: Vec<Approval> = given.iter().filter_map(approval).collect();
        let state = RequestState::named(&row.state).unwrap_or(RequestState::Closed);
        let at = current(around, &steps, &approvals).filter(|_| state == RequestState::Waiting);
        let may_decide = at
            .and_then(|at| steps.get(at).map(|step| may_decide(ctx, &row, around, step, at, &approvals)))
            .unwrap_or_default();
        let lines: Vec<KeptLine> = serde_json::from_value(row.lines.clone()).unwrap_or_default();
        let text = |minor: i64| Amount::from_minor(minor).to_text(currency);
        RequestView {
            id: row.id,
            order_id: row.order_id,
            company,
            state,
            currency,
            net: text(row.net),
            gross: text(row.gross),
            counted: text(row.counted),
            lines: lines.into_iter().map(|line| RequestLine { net: text(line.net.minor()), sku: line.sku }).collect(),
            reasons: self.reasons(ctx, &row),
            steps: steps
                .iter()
                .enumerate()
                .map(|(index, step)| step_view(&row, around, step, index, at, &approvals))
                .collect(),
            history: given.iter().map(|row| decision_view(row, around, &steps)).collect(),
            may_decide,
            order_number: row.order_number,
            buyer: row.buyer,
            cost_centre: row.cost_centre,
            order_date: row.order_date,
            reason: row.reason,
            opened_at: row.opened_at,
            ended_at: row.ended_at,
        }
    }

    fn reasons(&self, ctx: &Ctx, row: &requests::Model) -> Vec<String> {
        let kept: Vec<KeptWhy> = serde_json::from_value(row.reasons.clone()).unwrap_or_default();
        let texts = self.boot.texts();
        let say = |why: KeptWhy| match why {
            KeptWhy::Rule { name, sum } => {
                let values = [("rule", name.into()), ("sum", sum.in_currency(row.currency).into())];
                texts.say(ctx.locale(), "approvals-why-rule", &values)
            }
            KeptWhy::Budget { name } => texts.say(ctx.locale(), "approvals-why-budget", &[("budget", name.into())]),
        };
        kept.into_iter().map(say).collect()
    }
}

/// Whether a step has been handed on.
fn is_handed_on(row: &requests::Model, index: usize) -> bool {
    row.escalated_at.is_some() && usize::try_from(row.step).ok() == Some(index)
}

fn may_decide(
    ctx: &Ctx,
    row: &requests::Model,
    around: &Around<'_>,
    step: &Step,
    index: usize,
    approvals: &[Approval],
) -> bool {
    let Some(user) = ctx.user().filter(|_| !ctx.is_staff()) else { return false };
    let given = |of: MembershipId| approvals.iter().any(|one| one.step == index && one.of == of);
    around.seats(step, is_handed_on(row, index), user).iter().any(|seat| !given(seat.membership))
}

fn names(around: &Around<'_>, ids: &[MembershipId]) -> Vec<String> {
    ids.iter().filter_map(|id| around.member(*id)).map(|member| member.name.clone()).collect()
}

fn number(index: usize) -> u32 {
    u32::try_from(index + 1).unwrap_or(u32::MAX)
}

fn step_view(
    row: &requests::Model,
    around: &Around<'_>,
    step: &Step,
    index: usize,
    at: Option<usize>,
    approvals: &[Approval],
) -> StepView {
    let handed_on = is_handed_on(row, index);
    let state = match at {
        _ if is_done(around, step, index, approvals) => StepState::Done,
        Some(at) if at == index => StepState::Waiting,
        _ => StepState::Later,
    };
    let waits = match state {
        StepState::Waiting => waited_for(around, step, index, handed_on, approvals),
        StepState::Done | StepState::Later => Vec::new(),
    };
    StepView {
        number: number(index),
        state,
        needs: step.needs,
        asked: around.asked_now(step, handed_on).into_iter().map(|member| member.name.clone()).collect(),
        waits_for: names(around, &waits),
        escalated_at: row.escalated_at.filter(|_| handed_on),
    }
}

fn decision_view(row: &decisions::Model, around: &Around<'_>, steps: &[Step]) -> DecisionView {
    let step = usize::try_from(row.step).unwrap_or(usize::MAX);
    let still_counts = approval(row).zip(steps.get(step)).is_some_and(|(one, step)| counts(around, step, &one));
    DecisionView {
        step: number(step.min(usize::MAX - 1)),
        verdict: row.verdict.clone(),
        at: row.at,
        name: row.name.clone(),
        for_name: row.for_name.clone(),
        comment: row.comment.clone(),
        counts: still_counts || row.verdict != "approved",
    }
}
