//! Mails about approvals, each queued in the commit of what it tells of, in the language of whoever reads it.
//! Whoever is asked gets one for each step, and so does whoever stands in for them.

use kontor_contract::{
    messages::{Messages, NewMessage},
    people::CircleMember,
};
use kontor_kernel::{Amount, Locale};
use kontor_store::{Tx, WriteTx};
use serde_json::{Value, json};

use super::{Service, cases::Case};
use crate::{
    entities::requests,
    error::ApprovalsResult,
    jobs::WATCH_JOB,
    model::{budget::Budget, people::Around, rule::Step},
};

impl Service {
    /// Tells those whom the waiting step asks, and queues the look for when nobody answers.
    pub(crate) async fn ask(
        &self,
        tx: &WriteTx,
        row: &requests::Model,
        steps: &[Step],
        around: &Around<'_>,
    ) -> ApprovalsResult<()> {
        let Some(step) = usize::try_from(row.step).ok().and_then(|index| steps.get(index)) else { return Ok(()) };
        for member in self.readers(around, step, row.escalated_at.is_some()) {
            // A step that is begun anew is asked anew.
            let once = format!("{}:asked:{}:{}:{}", row.id, row.step, row.step_since.micros(), member.membership);
            self.mail(tx, "approvals/asked", row, member, Some(once)).await?;
        }
        let settings = self.settings(tx.ctx()).await?;
        let due = self.due(row, step, &settings);
        if let Some(at) = due.into_iter().min() {
            tx.enqueue(WATCH_JOB, &json!({}), at, None).await?;
        }
        Ok(())
    }

    /// Reminds those whom the waiting step still asks.
    pub(crate) async fn remind(
        &self,
        tx: &WriteTx,
        row: &requests::Model,
        step: &Step,
        around: &Around<'_>,
    ) -> ApprovalsResult<()> {
        for member in self.readers(around, step, row.escalated_at.is_some()) {
            let once = format!("{}:reminded:{}:{}:{}", row.id, row.step, row.step_since.micros(), member.membership);
            self.mail(tx, "approvals/reminder", row, member, Some(once)).await?;
        }
        Ok(())
    }

    /// Tells the buyer how it ended.
    pub(crate) async fn tell_buyer(
        &self,
        tx: &WriteTx,
        template: &'static str,
        row: &requests::Model,
        around: &Around<'_>,
    ) -> ApprovalsResult<()> {
        let Some(buyer) = row.membership_id.and_then(|id| around.member(id)) else { return Ok(()) };
        self.mail(tx, template, row, buyer, None).await
    }

    /// Tells a budget's approvers that an order went beyond it; once for each period.
    pub(crate) async fn tell_of_budget(&self, tx: &WriteTx, case: &Case<'_>, budget: &Budget) -> ApprovalsResult<()> {
        let Some(period) = budget.period(case.order.date) else { return Ok(()) };
        let Some(messages) = self.boot.ports.find::<dyn Messages>() else { return Ok(()) };
        for member in case.around().asked(&budget.approvers) {
            let locale = locale_of(tx, member);
            let data = json!({
                "budget": budget.name,
                "number": case.order.number,
                "buyer": case.buyer_name(tx.ctx()),
                "sum": self.money(locale, case.order.net, case.order.currency),
                "amount": self.money(locale, budget.amount, budget.currency),
            });
            let once = format!("{}:{}:{}", budget.id, period.from, member.membership);
            messages.send(tx, message("approvals/budget-exceeded", member, locale, data, Some(once))).await?;
        }
        Ok(())
    }

    /// Those whom a step asks, with those who stand in for them; each person once.
    fn readers<'a>(&self, around: &Around<'a>, step: &Step, is_escalated: bool) -> Vec<&'a CircleMember> {
        let mut readers: Vec<&CircleMember> = Vec::new();
        for asked in around.asked_now(step, is_escalated) {
            for member in std::iter::once(asked).chain(around.substitutes(asked.membership)) {
                if readers.iter().all(|known| known.user != member.user) {
                    readers.push(member);
                }
            }
        }
        readers
    }

    async fn mail(
        &self,
        tx: &WriteTx,
        template: &'static str,
        row: &requests::Model,
        to: &CircleMember,
        once: Option<String>,
    ) -> ApprovalsResult<()> {
        let Some(messages) = self.boot.ports.find::<dyn Messages>() else { return Ok(()) };
        let locale = locale_of(tx, to);
        let data = json!({
            "number": row.order_number,
            "buyer": row.buyer,
            "sum": self.money(locale, Amount::from_minor(row.net), row.currency),
            "cost_centre": row.cost_centre,
            "by": tx.ctx().actor(),
            "reason": row.reason,
        });
        messages.send(tx, message(template, to, locale, data, once)).await?;
        Ok(())
    }

    fn money(&self, locale: Option<Locale>, amount: Amount, currency: kontor_kernel::Currency) -> String {
        let values = [("sum", amount.in_currency(currency).into())];
        self.boot.texts().say(locale.unwrap_or_default(), "approvals-sum", &values)
    }
}

/// The language of a reader: their own, else the channel's first one.
fn locale_of(tx: &WriteTx, member: &CircleMember) -> Option<Locale> {
    member.locale.or_else(|| tx.ctx().channel().and_then(|channel| channel.languages.first().copied()))
}

fn message(
    template: &'static str,
    to: &CircleMember,
    locale: Option<Locale>,
    data: Value,
    once: Option<String>,
) -> NewMessage {
    NewMessage {
        to_name: Some(to.name.clone()),
        locale,
        data,
        once,
        subject: Some(("person", to.user.to_string())),
        ..NewMessage::new(template, to.email.clone())
    }
}
