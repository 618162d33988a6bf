//! What the gate asks of whoever runs the deployment: how a tenant stands, and who the operator is; `operator` answers.
//! Both are asked before anybody is known, so the answers come from memory.

use futures_util::future::BoxFuture;
use kontor_kernel::TenantId;
use kontor_store::StoreError;

/// Whether a tenant's request may come in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Admission {
    /// It may.
    Welcome,
    /// The tenant is suspended.
    Suspended,
    /// The tenant has used up its requests for now.
    TooMany {
        /// After how many seconds there is room again, at least 1.
        retry_after_s: u32,
    },
}

/// Knows how tenants stand and counts their requests.
pub trait Doorkeeper: Send + Sync {
    /// Takes one request of a tenant in, or says why not.
    fn admit(&self, tenant: TenantId) -> BoxFuture<'_, Result<Admission, StoreError>>;
}

/// A call of the operator, as it is put on record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OperatorCall {
    /// The method.
    pub method: String,
    /// The path without its query.
    pub path: String,
    /// The address at the other end of the connection, where there is one.
    pub peer: Option<String>,
    /// Names the request in logs and answers.
    pub request_id: String,
}

/// Names a call on record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CallNumber(pub uuid::Uuid);

/// Knows the operator's token and keeps the record of calls.
pub trait OperatorDesk: Send + Sync {
    /// Whether a token is the operator's, found out in a time that does not tell how much agrees.
    fn knows(&self, token: &str) -> bool;
    /// Puts a call on record before it is answered. What cannot be recorded is not done.
    fn record(&self, call: OperatorCall) -> BoxFuture<'_, Result<CallNumber, StoreError>>;
    /// Adds to the record with which status it was answered.
    fn settle(&self, call: CallNumber, status: u16) -> BoxFuture<'_, ()>;
}

/// A deployment without limits and without an operator: every tenant is welcome, and no token is anybody's.
pub(crate) struct Unattended;

impl Doorkeeper for Unattended {
    fn admit(&self, _: TenantId) -> BoxFuture<'_, Result<Admission, StoreError>> {
        Box::pin(std::future::ready(Ok(Admission::Welcome)))
    }
}

impl OperatorDesk for Unattended {
    fn knows(&self, _: &str) -> bool {
        false
    }

    fn record(&self, _: OperatorCall) -> BoxFuture<'_, Result<CallNumber, StoreError>> {
        let refused = StoreError::Setup("this deployment has no operator".to_owned());
        Box::pin(std::future::ready(Err(refused)))
    }

    fn settle(&self, _: CallNumber, _: u16) -> BoxFuture<'_, ()> {
        Box::pin(std::future::ready(()))
    }
}
