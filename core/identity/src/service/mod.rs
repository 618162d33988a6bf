//! Use cases of identity: provisioning, signing in, authenticating requests, companies and tokens.
//! Each authorises, loads, decides and writes, in this order.

pub(crate) mod acting_desk;
pub(crate) mod acting_for;
pub(crate) mod administrators;
mod arrivals;
pub(crate) mod authenticate;
pub(crate) mod ceilings;
pub(crate) mod channels;
mod circles;
pub(crate) mod companies;
pub(crate) mod company_groups;
pub(crate) mod company_memory;
pub(crate) mod company_people;
mod company_texts;
pub(crate) mod company_tree;
pub(crate) mod company_views;
pub(crate) mod credentials;
pub(crate) mod customer_export;
pub(crate) mod customer_groups;
pub(crate) mod customers;
pub(crate) mod erasure;
pub(crate) mod explain;
mod failures;
pub(crate) mod grants;
pub(crate) mod guard;
pub(crate) mod handover;
pub(crate) mod invitations;
pub(crate) mod joining;
pub(crate) mod legal_entities;
pub(crate) mod login;
pub(crate) mod logins;
pub(crate) mod me;
pub(crate) mod memberships;
pub(crate) mod own_company;
pub(crate) mod passkeys;
pub(crate) mod people;
pub(crate) mod person_sessions;
pub(crate) mod personal_data;
pub(crate) mod persons;
pub(crate) mod placements;
pub(crate) mod ports;
pub(crate) mod privacy_desk;
pub(crate) mod provider_sign_in;
pub(crate) mod providers;
pub(crate) mod provision;
pub(crate) mod public_address;
pub(crate) mod reach;
pub(crate) mod registration_desk;
pub(crate) mod registration_form;
pub(crate) mod registrations;
pub(crate) mod resets;
pub(crate) mod roles;
pub(crate) mod second_factor;
pub(crate) mod session_view;
pub(crate) mod sessions;
pub(crate) mod sign_in;
pub(crate) mod sweep;
pub(crate) mod tenants;
pub(crate) mod territories;
pub(crate) mod tickets;
pub(crate) mod tokens;
pub(crate) mod trees;

use std::sync::Arc;

use kontor_module::Boot;
use kontor_store::{Authority, Vault};

use crate::oidc::Providers;

/// What the use cases work with.
#[derive(Clone)]
pub(crate) struct Service {
    pub(crate) boot: Boot,
    pub(crate) authority: Authority,
    pub(crate) logins: Arc<logins::Logins>,
    /// Bounds on guessing.
    pub(crate) guard: Arc<guard::Guard>,
    /// What of it has failed lately.
    pub(crate) failures: Arc<failures::Failures>,
    pub(crate) companies: Arc<company_memory::CompanyMemory>,
    /// How much roles order for, as of a moment ago.
    pub(crate) ceilings: Arc<ceilings::Ceilings>,
    /// Where secrets that are used again are kept.
    pub(crate) vault: Vault,
    /// Outside providers to sign in through.
    pub(crate) providers: Arc<Providers>,
    /// How the deployment is reached from outside.
    pub(crate) public: public_address::PublicOrigin,
}
