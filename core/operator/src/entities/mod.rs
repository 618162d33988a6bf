//! Rows of the operator's tables.
//! Limits, usage, suspensions and domains of senders are the tenant's and go with it; erasures and calls are the deployment's and stay.

pub(crate) mod calls;
pub(crate) mod erasures;
pub(crate) mod quotas;
pub(crate) mod sender_domains;
pub(crate) mod suspensions;
pub(crate) mod usage;
