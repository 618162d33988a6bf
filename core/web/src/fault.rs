//! How a refusal of an engine or module becomes a problem: the one place where kinds turn into status codes.
//! The code and the sentence are the owner's; the title says what sort of refusal it is.

use kontor_contract::{Fault, FaultKind};

use crate::{StatusCode, problem::Problem};

fn base(kind: FaultKind) -> Problem {
    match kind {
        FaultKind::NotFound => Problem::not_found(),
        FaultKind::Unauthenticated => Problem::unauthorised(),
        FaultKind::Forbidden => Problem::new(StatusCode::FORBIDDEN, "auth.forbidden", "You may not do this"),
        FaultKind::Invalid => Problem::unprocessable(),
        FaultKind::Conflict => Problem::conflict(),
        FaultKind::TooMany => {
            Problem::new(StatusCode::TOO_MANY_REQUESTS, "request.too_many", "Too many attempts").retry_after(60)
        }
    }
}

impl From<Fault> for Problem {
    fn from(fault: Fault) -> Self {
        match fault {
            Fault::Store(cause) => cause.into(),
            Fault::Refused { kind, code, detail, fields, extra } => {
                let mut problem = base(kind).code(code).detail(detail);
                for field in fields {
                    problem = problem.field(field.pointer, field.code, field.detail);
                }
                match extra {
                    Some(serde_json::Value::Object(members)) => {
                        members.into_iter().fold(problem, |problem, (name, value)| problem.member(&name, value))
                    }
                    Some(value) => problem.member("more", value),
                    None => problem,
                }
            }
        }
    }
}
