//! What identity offers of companies to their own people: the company, what stands below it, who looks after it, and when
//! staff acted for it. Routes and pages share these shapes; everything is told within the scope of the context.

use async_trait::async_trait;
use kontor_kernel::{ActingId, CompanyId, MembershipId, Page, PageRequest, Timestamp};
use kontor_store::Ctx;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{
    attributes::Attributes,
    fault::Outcome,
    identity::{Address, CompanyName},
};

/// What a company is in its tree.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum CompanyKind {
    /// A firm of its own.
    #[default]
    Company,
    /// A part of a firm that buys for itself.
    Division,
    /// A place that goods are sent to.
    Site,
    /// A private person; stands alone.
    Consumer,
}

impl CompanyKind {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Company, Self::Division, Self::Site, Self::Consumer];

    /// Its name, `division`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Company => "company",
            Self::Division => "division",
            Self::Site => "site",
            Self::Consumer => "consumer",
        }
    }

    /// The kind of a name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }

    /// Whether one of this kind may stand below one of another: a site holds no firms, and private persons stand alone.
    #[must_use]
    pub const fn may_stand_below(self, parent: Self) -> bool {
        let is_alone = matches!(self, Self::Consumer) || matches!(parent, Self::Consumer);
        let is_too_small = matches!(parent, Self::Site) && !matches!(self, Self::Site);
        let is_part = matches!(parent, Self::Division) && matches!(self, Self::Company);
        !is_alone && !is_too_small && !is_part
    }
}

/// Who looks after a company.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct AccountManagerView {
    /// Their membership of the staff.
    pub membership_id: MembershipId,
    /// Their name.
    pub name: String,
    /// Their e-mail address.
    pub email: String,
    /// Whether a company above says so, and not this one itself.
    pub is_inherited: bool,
    /// The company above that says so, where the reader may see it.
    pub inherited_from: Option<CompanyName>,
}

/// The company that a buyer acts in.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct OwnCompanyView {
    /// Its id.
    pub id: CompanyId,
    /// Its code; it never changes.
    pub code: String,
    /// Its name.
    pub name: String,
    /// What it is.
    pub kind: CompanyKind,
    /// The companies above it that the reader may see, the topmost first.
    pub path: Vec<CompanyName>,
    /// Its VAT id.
    pub vat_id: Option<String>,
    /// Its country, ISO 3166-1 alpha-2.
    pub country: String,
    /// Where mails to the company go.
    pub email: Option<String>,
    /// Where it is.
    pub address: Address,
    /// Custom attributes that buyers see.
    pub attributes: Attributes,
    /// Who looks after it.
    pub account_manager: Option<AccountManagerView>,
    /// What is worth a look, such as a VAT id whose check digit is wrong.
    pub warnings: Vec<CompanyWarning>,
    /// When it was last changed.
    pub updated_at: Timestamp,
}

/// Something about a company that is worth a look and hinders nothing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct CompanyWarning {
    /// A code that stays: `vat_id_invalid`, `vat_id_shared`.
    pub code: String,
    /// JSON pointer of the field it is about.
    pub pointer: String,
    /// A sentence.
    pub detail: String,
}

/// A company in a tree.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct CompanyNode {
    /// Its id.
    pub id: CompanyId,
    /// Its code.
    pub code: String,
    /// Its name.
    pub name: String,
    /// What it is.
    pub kind: CompanyKind,
    /// The company above, where it is in the tree that is shown.
    pub parent_id: Option<CompanyId>,
    /// How far below the top of what is shown; the top is 0.
    pub depth: u32,
    /// Where it is.
    pub address: Address,
    /// Whether it buys no more.
    pub archived: bool,
}

/// Companies from the top down: each stands after the one it belongs to, in the order of names.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct CompanyTree {
    /// The companies.
    pub items: Vec<CompanyNode>,
}

/// When a member of staff acted for a company.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct ActingEntry {
    /// Its id.
    pub id: ActingId,
    /// For which company.
    pub company: CompanyName,
    /// Who acted.
    pub name: String,
    /// Why.
    pub reason: String,
    /// When it began.
    pub started_at: Timestamp,
    /// Until when it was allowed.
    pub until: Timestamp,
    /// When it ended before that.
    pub ended_at: Option<Timestamp>,
}

/// What a company's own administrators change of it. What is left out stays; an inner `None` clears.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct OwnCompanyChange {
    /// Its name.
    pub name: Option<String>,
    /// Where mails to the company go.
    pub email: Option<Option<String>>,
    /// Where it is.
    pub address: Option<Address>,
    /// Custom attributes; `null` removes one.
    pub attributes: Option<Attributes>,
}

/// A division or site to be made below one's own company.
#[derive(Debug, Clone, PartialEq)]
pub struct NewSite {
    /// Its name, 1 to 200 characters.
    pub name: String,
    /// `division` or `site`.
    pub kind: CompanyKind,
    /// Where it is.
    pub address: Address,
    /// The company it stands below; one's own where nothing is said.
    pub parent: Option<CompanyId>,
}

/// What changes of a division or site. What is left out stays.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct SiteChange {
    /// Its name.
    pub name: Option<String>,
    /// Where it is.
    pub address: Option<Address>,
    /// An archived one is ordered for no more; its people get in no more.
    pub archived: Option<bool>,
}

/// The company of a buyer, or the one that a member of staff acts for.
#[async_trait]
pub trait OwnCompany: Send + Sync {
    /// The company itself.
    async fn own(&self, ctx: &Ctx) -> Outcome<OwnCompanyView>;
    /// Changes it.
    async fn change_own(&self, ctx: &Ctx, change: &OwnCompanyChange) -> Outcome<OwnCompanyView>;
    /// It and what stands below it.
    async fn own_tree(&self, ctx: &Ctx) -> Outcome<CompanyTree>;
    /// Makes a division or site below it; its code is made of the company's.
    async fn add_site(&self, ctx: &Ctx, site: &NewSite) -> Outcome<CompanyNode>;
    /// Changes a division or site below it.
    async fn change_site(&self, ctx: &Ctx, id: CompanyId, change: &SiteChange) -> Outcome<CompanyNode>;
    /// When members of staff acted for it or for what stands below it, the latest first.
    async fn acting_log(&self, ctx: &Ctx, page: &PageRequest) -> Outcome<Page<ActingEntry>>;
}
