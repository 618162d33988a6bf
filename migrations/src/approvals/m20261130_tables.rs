//! What companies set (cost centres, rules, budgets, substitutes), and what orders made of it.
//! Orders, companies and people are other owners' and therefore not referred to by foreign keys.

use kontor_store::schema::{Schema, big, flag, int, json, optional, tenant_table, text, uuid};
use sea_orm_migration::sea_orm::DbErr;

crate::step!("approvals_m20261130_tables", schema => {
    settings(&schema).await?;
    spending(&schema).await?;
    requests(&schema).await?;
});

async fn settings(schema: &Schema<'_>) -> Result<(), DbErr> {
    schema
        .create(
            tenant_table("approvals_cost_centres", &["id"])
                .columns([uuid("id"), uuid("company_id"), text("code"), schema.key("code_key"), text("name")])
                .columns([flag("is_inherited"), json("members"), big("created_at"), big("updated_at")])
                .columns([optional(big("archived_at"))])
                .unique(&["company_id", "code_key"]),
        )
        .await?;
    schema
        .create(
            tenant_table("approvals_rules", &["id"])
                .columns([uuid("id"), uuid("company_id"), text("name"), text("currency"), int("position")])
                .columns([flag("is_inherited"), flag("ceiling_covers"), json("conditions"), json("steps")])
                .columns([big("created_at"), big("updated_at"), optional(big("archived_at"))])
                .index(&["company_id"]),
        )
        .await?;
    schema
        .create(
            tenant_table("approvals_budgets", &["id"])
                .columns([uuid("id"), uuid("company_id"), text("name"), flag("is_inherited")])
                .columns([optional(uuid("cost_centre_id")), optional(uuid("membership_id"))])
                .columns([text("period"), optional(text("from_date")), optional(text("to_date"))])
                .columns([big("amount"), text("currency"), text("at_limit"), json("approvers")])
                .columns([big("created_at"), big("updated_at"), optional(big("archived_at"))])
                .index(&["company_id"]),
        )
        .await?;
    schema
        .create(
            tenant_table("approvals_delegations", &["id"])
                .columns([uuid("id"), uuid("company_id"), uuid("membership_id"), uuid("substitute_id")])
                .columns([text("from_date"), text("to_date"), big("created_at"), optional(big("ended_at"))])
                .index(&["membership_id"]),
        )
        .await
}

async fn spending(schema: &Schema<'_>) -> Result<(), DbErr> {
    schema
        .create(tenant_table("approvals_spending", &["budget_id", "period_start"]).columns([
            uuid("budget_id"),
            text("period_start"),
            big("taken"),
        ]))
        .await?;
    schema
        .create(
            tenant_table("approvals_takings", &["order_id", "budget_id"])
                .columns([uuid("order_id"), uuid("budget_id"), text("period_start"), big("amount"), big("taken_at")])
                .columns([optional(big("given_back_at"))])
                .index(&["budget_id", "period_start"]),
        )
        .await?;
    schema
        .create(tenant_table("approvals_spenders", &["membership_id", "cost_centre"]).columns([
            uuid("membership_id"),
            schema.key("cost_centre"),
            big("ordered_at"),
        ]))
        .await?;
    schema
        .create(
            tenant_table("approvals_orders", &["order_id"])
                .columns([uuid("order_id"), uuid("company_id"), optional(uuid("membership_id"))])
                .columns([schema.key("cost_centre"), text("currency"), big("net"), json("parts")])
                .columns([big("opened_at"), optional(big("closed_at"))])
                .index(&["membership_id", "opened_at"]),
        )
        .await
}

async fn requests(schema: &Schema<'_>) -> Result<(), DbErr> {
    schema
        .create(
            tenant_table("approvals_requests", &["id"])
                .columns([uuid("id"), uuid("company_id"), uuid("order_id"), text("order_number"), text("state")])
                .columns([optional(uuid("user_id")), optional(uuid("membership_id")), text("buyer")])
                .columns([text("currency"), big("net"), big("gross"), big("counted"), optional(text("cost_centre"))])
                .columns([text("order_date"), json("lines"), json("plan"), json("reasons"), text("time_zone")])
                .columns([int("step"), big("step_since"), optional(big("reminded_at")), optional(big("escalated_at"))])
                .columns([big("opened_at"), optional(big("ended_at")), optional(text("reason")), int("version")])
                .index(&["state", "opened_at"])
                .index(&["order_id"]),
        )
        .await?;
    schema
        .create(
            tenant_table("approvals_decisions", &["id"])
                .columns([uuid("id"), uuid("request_id"), int("step"), text("verdict"), big("at")])
                .columns([uuid("user_id"), uuid("membership_id"), text("name"), uuid("for_membership_id")])
                .columns([optional(text("for_name")), optional(text("comment"))])
                .index(&["request_id"]),
        )
        .await
}
