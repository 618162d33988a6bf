//! The send register: what was sent to whom, what was written, and sending again.
//! Links of messages are not shown: whoever holds one can do what its addressee can.

use axum::extract::State;
use kontor_kernel::{MessageId, Page};
use kontor_web::{Access, Caller, Json, Paging, Path, Problem, Query, Routes};
use schemars::JsonSchema;
use serde::Deserialize;

use crate::{
    manifest::{REGISTER_READ, REGISTER_RETRY},
    model::state::MessageState,
    service::{RegisterQuery, Service},
    view::MessageView,
};

/// Which messages.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct RegisterFilter {
    /// Words in the address, name or subject.
    q: Option<String>,
    /// Only those in a state.
    state: Option<MessageState>,
    /// Only those of a template, such as `identity/invitation`.
    template: Option<String>,
}

pub(super) fn declare(routes: &mut Routes, service: &Service) {
    routes
        .get("/api/v1/admin/messages", Access::Staff(REGISTER_READ))
        .whole_tenant()
        .summary("List messages, the newest first")
        .query::<RegisterFilter>()
        .paged()
        .returns::<Page<MessageView>>(200)
        .handle(service.clone(), list_messages);
    routes
        .get("/api/v1/admin/messages/{id}", Access::Staff(REGISTER_READ))
        .whole_tenant()
        .summary("See a message and what was written")
        .returns::<MessageView>(200)
        .handle(service.clone(), get_message);
    routes
        .post("/api/v1/admin/messages/{id}/retry", Access::Staff(REGISTER_RETRY))
        .whole_tenant()
        .summary("Send a message again that could not be sent")
        .repeatable("a message that waits to be sent is not queued a second time")
        .returns::<MessageView>(200)
        .handle(service.clone(), retry_message);
}

async fn list_messages(
    State(service): State<Service>,
    Caller(ctx): Caller,
    Query(filter): Query<RegisterFilter>,
    Paging(page): Paging,
) -> Result<Json<Page<MessageView>>, Problem> {
    let query = RegisterQuery { words: filter.q, state: filter.state, template: filter.template };
    let Page { items, next_cursor, total } = service.list_messages(&ctx, query, &page).await?;
    Ok(Json(Page { items: items.into_iter().map(MessageView::of).collect(), next_cursor, total }))
}

async fn get_message(
    State(service): State<Service>,
    Caller(ctx): Caller,
    Path(id): Path<MessageId>,
) -> Result<Json<MessageView>, Problem> {
    let (row, content) = service.message(&ctx, id).await?;
    Ok(Json(MessageView::with(row, content)))
}

async fn retry_message(
    State(service): State<Service>,
    Caller(ctx): Caller,
    Path(id): Path<MessageId>,
) -> Result<Json<MessageView>, Problem> {
    Ok(Json(MessageView::of(service.send_again(&ctx, id).await?)))
}
