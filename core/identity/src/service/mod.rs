//! Use cases of identity: provisioning, signing in, authenticating requests, companies and tokens.
//! Each authorises, loads, decides and writes, in this order.

pub(crate) mod authenticate;
pub(crate) mod companies;
pub(crate) mod company_memory;
pub(crate) mod customers;
pub(crate) mod login;
pub(crate) mod logins;
pub(crate) mod provision;
pub(crate) mod reach;
pub(crate) mod sign_in;
pub(crate) mod tickets;
pub(crate) mod tokens;

use std::sync::Arc;

use kontor_module::Boot;
use kontor_store::Authority;

/// What the use cases work with.
#[derive(Clone)]
pub(crate) struct Service {
    pub(crate) boot: Boot,
    pub(crate) authority: Authority,
    pub(crate) logins: Arc<logins::Logins>,
    pub(crate) companies: Arc<company_memory::CompanyMemory>,
}
