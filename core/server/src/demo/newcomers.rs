//! What the shops of the demo ask of whoever wants to buy: a dictionary of branches, attributes, and the form to register.
//! Companies of the demo carry the same attributes, so that they look as if they had come in through it.

use super::plan::{AttributePlan, CompanyPlan, EntryPlan, NewcomersPlan, Text};
use super::rng::Rng;

/// Branches of customers by code, in the tenant's language and in English.
pub(super) type Branches = &'static [(&'static str, [&'static str; 2])];

pub(super) const OF_FASTENERS: Branches = &[
    ("construction", ["Budownictwo", "Construction"]),
    ("machinery", ["Budowa maszyn", "Machinery"]),
    ("joinery", ["Stolarstwo", "Joinery"]),
    ("maintenance", ["Utrzymanie ruchu", "Maintenance"]),
    ("retail", ["Handel detaliczny", "Retail"]),
];

pub(super) const OF_CATERING: Branches = &[
    ("restaurant", ["Ristorante", "Restaurant"]),
    ("hotel", ["Albergo", "Hotel"]),
    ("bar", ["Bar e caffetteria", "Bar and café"]),
    ("canteen", ["Mensa", "Canteen"]),
    ("events", ["Catering per eventi", "Event catering"]),
];

/// What a shop asks, in the order of its form. `labels` are those of the branch, the number of employees and the phone.
pub(super) fn newcomers(
    branches: Branches,
    labels: [[&'static str; 2]; 3],
    companies: &[CompanyPlan],
    rng: &Rng,
) -> NewcomersPlan {
    let mut rng = rng.fork("newcomers");
    let [branch, employees, phone] = labels.map(Text::new);
    let attributes = vec![
        AttributePlan { thing: "company", code: "branch", kind: "choice", label: branch, is_required: true },
        AttributePlan { thing: "company", code: "employees", kind: "number", label: employees, is_required: false },
        AttributePlan { thing: "person", code: "phone", kind: "text", label: phone, is_required: false },
    ];
    let entries = branches.iter().map(|&(code, name)| EntryPlan { code, name: Text::new(name) }).collect();
    let answers = companies.iter().map(|company| {
        let (branch, _) = rng.pick(branches);
        (company.code.clone(), branch, rng.between(3, 240))
    });
    NewcomersPlan { entries, attributes, answers: answers.collect() }
}
