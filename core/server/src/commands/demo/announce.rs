//! Tells where the demo is and who may sign in: on the terminal for people, in `demo.json` for programs.
//! The file's shape is an interface that stays.

use serde::Serialize;

use crate::{
    Config,
    commands::Failure,
    demo::{PASSWORD, TenantPlan, UserPlan},
};

#[derive(Serialize)]
struct Announcement {
    tenants: Vec<TenantNote>,
}

#[derive(Serialize)]
struct TenantNote {
    code: String,
    name: String,
    address: String,
    admin_address: String,
    currency: String,
    languages: Vec<String>,
    users: Vec<UserNote>,
}

#[derive(Serialize)]
struct UserNote {
    email: String,
    password: String,
    name: String,
    role: String,
    company: Option<String>,
}

fn note(config: &Config, plan: &TenantPlan) -> TenantNote {
    let shop = &plan.shop;
    let address = format!("http://{}.localhost:{}", shop.code, config.listen.port());
    TenantNote {
        code: shop.code.to_owned(),
        name: shop.name.to_owned(),
        admin_address: format!("{address}/admin/"),
        address,
        currency: shop.currency.to_owned(),
        languages: shop.languages.iter().map(|tag| (*tag).to_owned()).collect(),
        users: plan.users.iter().flat_map(user_notes).collect(),
    }
}

/// One note per role in which a person may act.
fn user_notes(user: &UserPlan) -> Vec<UserNote> {
    let note = |membership: &crate::demo::MembershipPlan| UserNote {
        email: user.email.clone(),
        password: PASSWORD.to_owned(),
        name: user.name.clone(),
        role: membership.role.code().to_owned(),
        company: membership.company.clone(),
    };
    user.memberships.iter().map(note).collect()
}

/// Writes `demo.json` into the data directory.
pub(super) fn write(config: &Config, plans: &[TenantPlan]) -> Result<(), Failure> {
    let announcement = Announcement { tenants: plans.iter().map(|plan| note(config, plan)).collect() };
    let text = serde_json::to_string_pretty(&announcement).map_err(|cause| Failure::Failed(cause.to_string()))?;
    Ok(std::fs::write(config.data_dir.join("demo.json"), text)?)
}

/// Prints addresses and one sign-in per role.
pub(super) fn print(config: &Config, plans: &[TenantPlan]) {
    for plan in plans {
        let note = note(config, plan);
        println!("\n{} ({})", note.name, note.currency);
        println!("  Storefront  {}", note.address);
        println!("  Admin       {}", note.admin_address);
        let mut shown = Vec::new();
        for user in note.users {
            if !shown.contains(&user.role) {
                println!("  {:<14} {:<36} {}", user.role, user.email, user.company.as_deref().unwrap_or("staff"));
                shown.push(user.role);
            }
        }
    }
    println!(
        "\nEverybody's password is {PASSWORD}; all sign-ins are in {}.\n",
        config.data_dir.join("demo.json").display()
    );
}
