//! Fields of what companies set, checked: texts, codes, amounts, and the people and roles that are named.
//! What cannot be taken is refused by name of the field, with what to do.

use kontor_contract::{
    Fault, FaultKind, Sentence,
    catalog::Browse,
    people::{CompanyCircle, CompanyPeople},
};
use kontor_kernel::{Amount, CompanyId, Currency, MembershipId, RoleId, code_key};
use kontor_module::Value;
use kontor_store::{Ctx, Tx};
use schemars::JsonSchema;
use sea_orm::ColumnTrait;
use serde::{Deserialize, Serialize};

use super::Service;
use crate::{
    entities::cost_centres,
    error::{ApprovalsError, ApprovalsResult},
    model::rule::Approver,
};

/// The most people, roles or codes that one list names.
const MOST_NAMED: usize = 50;

/// Somebody who is asked: a role or one person, never both.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ApproverBody {
    /// Whoever holds this role in the company of the order, or in the nearest one above where somebody does.
    pub(crate) role_id: Option<RoleId>,
    /// This person, by their membership of the company or of one above.
    pub(crate) membership_id: Option<MembershipId>,
}

/// Somebody who is asked, with their name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub(crate) struct ApproverView {
    pub(crate) role_id: Option<RoleId>,
    pub(crate) membership_id: Option<MembershipId>,
    /// Of the role or person; nothing where they are gone.
    pub(crate) name: Option<String>,
}

impl ApproverView {
    pub(crate) fn of(approver: &Approver, circle: &CompanyCircle) -> Self {
        match approver {
            Approver::Role(id) => {
                let name = circle.roles.iter().find(|role| role.id == *id).map(|role| role.name.clone());
                Self { role_id: Some(*id), membership_id: None, name }
            }
            Approver::Member(id) => {
                let member = circle.members.iter().find(|member| member.membership == *id);
                Self { role_id: None, membership_id: Some(*id), name: member.map(|member| member.name.clone()) }
            }
        }
    }
}

/// A text that must be there, without blanks around it.
pub(crate) fn required(text: &str, pointer: &str, longest: usize) -> ApprovalsResult<String> {
    let text = text.trim();
    if text.is_empty() || text.chars().count() > longest || text.chars().any(char::is_control) {
        let detail = Sentence::new(format!("Write 1 to {longest} characters in one line."));
        let detail = detail.of([("most", Value::Count(longest as u64))]);
        return Err(ApprovalsError::field(pointer, "approvals.bad_text", detail));
    }
    Ok(text.to_owned())
}

/// An amount above zero.
pub(crate) fn amount(text: &str, currency: Currency, pointer: &str) -> ApprovalsResult<Amount> {
    let bad = |cause: String| ApprovalsError::field(pointer, "approvals.bad_amount", cause);
    let amount = Amount::parse(text, currency).map_err(|cause| bad(format!("{cause}.")))?;
    if amount <= Amount::ZERO {
        return Err(bad("Write an amount above zero.".to_owned()));
    }
    Ok(amount)
}

/// What a company has set is never another one's.
pub(crate) fn stays_with(named: Option<CompanyId>, owner: CompanyId) -> ApprovalsResult<()> {
    if named.is_none_or(|company| company == owner) { Ok(()) } else { Err(ApprovalsError::Unknown("company")) }
}

/// A list that is not too long.
pub(crate) fn short<T>(list: &[T], pointer: &str) -> ApprovalsResult<()> {
    if list.len() <= MOST_NAMED {
        return Ok(());
    }
    let detail = Sentence::new(format!("Name at most {MOST_NAMED}."));
    let detail = detail.of([("most", Value::Count(MOST_NAMED as u64))]);
    Err(ApprovalsError::field(pointer, "approvals.too_many", detail))
}

/// Roles that are held in the company.
pub(crate) fn known_roles(ids: &[RoleId], circle: &CompanyCircle, pointer: &str) -> ApprovalsResult<()> {
    short(ids, pointer)?;
    match ids.iter().position(|id| circle.roles.iter().all(|role| role.id != *id)) {
        None => Ok(()),
        Some(at) => Err(ApprovalsError::field(
            format!("{pointer}/{at}"),
            "approvals.no_such_role",
            "The company has no such role.",
        )),
    }
}

/// Approvers that there are in the company or above it.
pub(crate) fn approvers(
    bodies: &[ApproverBody],
    circle: &CompanyCircle,
    pointer: &str,
) -> ApprovalsResult<Vec<Approver>> {
    short(bodies, pointer)?;
    let mut all = Vec::with_capacity(bodies.len());
    for (at, body) in bodies.iter().enumerate() {
        let here = format!("{pointer}/{at}");
        all.push(match (body.role_id, body.membership_id) {
            (Some(role), None) => {
                known_roles(&[role], circle, pointer)?;
                Approver::Role(role)
            }
            (None, Some(member)) if circle.members.iter().any(|known| known.membership == member) => {
                Approver::Member(member)
            }
            (None, Some(_)) => {
                let detail = "Nobody with this membership belongs to the company or to one above it.";
                return Err(ApprovalsError::field(here, "approvals.no_such_person", detail));
            }
            _ => {
                let detail = "Name either a role or a person.";
                return Err(ApprovalsError::field(here, "approvals.role_or_person", detail));
            }
        });
    }
    Ok(all)
}

impl Service {
    /// Memberships of people whom the caller sees: of the company, or of those below it.
    pub(crate) async fn known_members(&self, ctx: &Ctx, ids: &[MembershipId], pointer: &str) -> ApprovalsResult<()> {
        short(ids, pointer)?;
        let people = self.boot.ports.get::<dyn CompanyPeople>()?;
        for (at, id) in ids.iter().enumerate() {
            match people.person_of(ctx, *id).await {
                Ok(_) => {}
                Err(Fault::Refused { kind: FaultKind::NotFound, .. }) => {
                    let (here, detail) = (format!("{pointer}/{at}"), "There is nobody with this membership.");
                    return Err(ApprovalsError::field(here, "approvals.no_such_person", detail));
                }
                Err(other) => return Err(other.into()),
            }
        }
        Ok(())
    }

    /// Codes of categories of the catalogue, as it has them.
    pub(crate) async fn known_categories(
        &self,
        ctx: &Ctx,
        codes: &[String],
        pointer: &str,
    ) -> ApprovalsResult<Vec<String>> {
        short(codes, pointer)?;
        let catalogue = self.boot.ports.find::<dyn Browse>().filter(|_| !codes.is_empty());
        let Some(catalogue) = catalogue else { return Ok(codes.to_vec()) };
        let known = catalogue.categories(ctx).await?;
        let found = |(at, code): (usize, &String)| {
            let same = known.iter().find(|category| code_key(&category.code) == code_key(code));
            let detail = "There is no such category.";
            let missing = || ApprovalsError::field(format!("{pointer}/{at}"), "approvals.no_such_category", detail);
            same.map(|category| category.code.clone()).ok_or_else(missing)
        };
        codes.iter().enumerate().map(found).collect()
    }

    /// Codes of cost centres that the caller reaches, as their companies have them.
    pub(crate) async fn known_cost_centres(
        &self,
        ctx: &Ctx,
        codes: &[String],
        pointer: &str,
    ) -> ApprovalsResult<Vec<String>> {
        short(codes, pointer)?;
        let tx = self.boot.store.read(ctx).await?;
        let keys: Vec<String> = codes.iter().map(|code| code_key(code)).collect();
        let known = tx.find::<cost_centres::Entity>().filter(cost_centres::Column::CodeKey.is_in(keys));
        let known = known.filter(cost_centres::Column::ArchivedAt.is_null()).all(&tx).await?;
        tx.finish().await?;
        let found = |(at, code): (usize, &String)| {
            let same = known.iter().find(|centre| centre.code_key == code_key(code));
            let detail = "The company has no such cost centre.";
            let here = format!("{pointer}/{at}");
            let missing = || ApprovalsError::field(here, "approvals.unknown_cost_centre", detail);
            same.map(|centre| centre.code.clone()).ok_or_else(missing)
        };
        codes.iter().enumerate().map(found).collect()
    }
}
