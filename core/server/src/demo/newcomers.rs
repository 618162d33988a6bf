//! What the shops of the demo ask of whoever wants to buy: a dictionary of branches, attributes, and the form to register.
//! Companies of the demo carry the same attributes, so that they look as if they had come in through it.

use super::plan::{AttributePlan, CompanyPlan, EntryPlan, NewcomersPlan, Text};
use super::rng::Rng;

/// What a shop asks, in the tenant's language and in English.
#[derive(Clone, Copy)]
pub(super) struct Questions {
    /// Branches of customers by code.
    branches: &'static [(&'static str, [&'static str; 2])],
    branch: [&'static str; 2],
    employees: [&'static str; 2],
    phone: [&'static str; 2],
}

pub(super) const OF_FASTENERS: Questions = Questions {
    branches: &[
        ("construction", ["Budownictwo", "Construction"]),
        ("machinery", ["Budowa maszyn", "Machinery"]),
        ("joinery", ["Stolarstwo", "Joinery"]),
        ("maintenance", ["Utrzymanie ruchu", "Maintenance"]),
        ("retail", ["Handel detaliczny", "Retail"]),
    ],
    branch: ["Branża", "Branch"],
    employees: ["Liczba pracowników", "Number of employees"],
    phone: ["Telefon", "Phone"],
};

pub(super) const OF_CATERING: Questions = Questions {
    branches: &[
        ("restaurant", ["Ristorante", "Restaurant"]),
        ("hotel", ["Albergo", "Hotel"]),
        ("bar", ["Bar e caffetteria", "Bar and café"]),
        ("canteen", ["Mensa", "Canteen"]),
        ("events", ["Catering per eventi", "Event catering"]),
    ],
    branch: ["Settore", "Branch"],
    employees: ["Numero di dipendenti", "Number of employees"],
    phone: ["Telefono", "Phone"],
};

/// What a shop asks, in the order of its form, and what its companies have answered.
pub(super) fn newcomers(questions: Questions, companies: &[CompanyPlan], rng: &Rng) -> NewcomersPlan {
    let mut rng = rng.fork("newcomers");
    let Questions { branches, branch, employees, phone } = questions;
    let [branch, employees, phone] = [branch, employees, phone].map(Text::new);
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
