//! Rows of the operator's tables.
//! Limits, usage and suspensions are the tenant's and go with it; erasures and calls are the deployment's and stay.

pub(crate) mod calls;
pub(crate) mod erasures;
pub(crate) mod quotas;
pub(crate) mod suspensions;
pub(crate) mod usage;
