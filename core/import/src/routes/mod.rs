//! Routes of imports for staff: upload a file, look at it, start it, watch its run, fetch its report, cancel it.
//! And of exports, whose files can be imported again. A handler extracts, calls its use case and converts.

mod exports;
mod looking;
mod mappings;
mod runs;
mod upload;

use axum::{
    body::Body,
    http::header,
    response::{IntoResponse, Response},
};
use kontor_web::Routes;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::service::Service;

pub(crate) fn routes(service: &Service) -> Routes {
    let mut routes = Routes::new("import");
    upload::declare(&mut routes, service);
    looking::declare(&mut routes, service);
    runs::declare(&mut routes, service);
    mappings::declare(&mut routes, service);
    exports::declare(&mut routes, service);
    routes
}

/// How a file that is sent out is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[schemars(rename = "ExportFormat")]
pub(crate) enum Written {
    /// Rows of text.
    #[default]
    Csv,
    /// A spreadsheet.
    Xlsx,
    /// A JSON object on each line.
    Ndjson,
}

impl Written {
    const fn media_type(self) -> &'static str {
        match self {
            Self::Csv => "text/csv; charset=utf-8",
            Self::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            Self::Ndjson => "application/x-ndjson",
        }
    }

    const fn ending(self) -> &'static str {
        match self {
            Self::Csv => "csv",
            Self::Xlsx => "xlsx",
            Self::Ndjson => "ndjson",
        }
    }
}

/// A file to be kept, under a plain name.
fn download(body: impl Into<Body>, written: Written, name: &str) -> Response {
    let disposition = format!("attachment; filename=\"{name}.{}\"", written.ending());
    let headers = [(header::CONTENT_TYPE, written.media_type().to_owned()), (header::CONTENT_DISPOSITION, disposition)];
    (headers, body.into()).into_response()
}
