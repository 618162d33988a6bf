//! Companies that buy and people who sign in: names, addresses and VAT ids, all of them made up.
//! Every e-mail address is at a domain under `example`, which RFC 2606 keeps from ever existing.

mod italian;
mod polish;

use super::plan::{AddressPlan, CompanyPlan, MembershipPlan, Role, UserPlan};
use super::prices;
use super::regions::Region;
use super::rng::Rng;

/// A town with the beginning of its postal codes; `?` stands for a digit of chance.
pub(super) type Town = (&'static str, &'static str);

/// What names and addresses of a country are made of.
pub(super) struct Country {
    pub code: &'static str,
    /// Trades with `{}` where the name goes, legal form included.
    pub trades: &'static [&'static str],
    pub names: &'static [&'static str],
    pub towns: &'static [Town],
    pub streets: &'static [&'static str],
    /// The country's name and its regions, in its own language.
    pub name: &'static str,
    pub regions: &'static [Region],
    /// What a division and a site are called.
    pub sites: [&'static str; 2],
    pub first_names: &'static [&'static str],
    pub surnames: &'static [&'static str],
    pub vat_id: fn(u64) -> String,
    /// How far apart the serial numbers of two companies' VAT ids may be.
    pub vat_step: i64,
    /// Street, then number.
    pub number: &'static str,
}

pub(super) const POLAND: Country = polish::COUNTRY;
pub(super) const ITALY: Country = italian::COUNTRY;

/// What makes a tenant's customers and staff its own.
pub(super) struct Circle<'a> {
    pub tenant: &'static str,
    pub country: &'a Country,
    pub companies: usize,
    /// How many of the companies have a contract.
    pub contracts: usize,
    /// Customer numbers: a prefix and the first number.
    pub numbers: (&'static str, usize),
}

/// The first companies have users of all three roles, the next ones a buyer each.
const FULL_TEAMS: usize = 4;
const WITH_BUYER: usize = 16;
/// These companies belong to the one before the arrow: a group buys for its subsidiaries.
const SUBSIDIARIES: [(usize, usize); 3] = [(4, 0), (5, 0), (9, 1)];

/// The companies of a tenant, each with a name of its own.
pub(super) fn companies(circle: &Circle<'_>, rng: &Rng) -> Vec<CompanyPlan> {
    let mut rng = rng.fork("companies");
    let names = company_names(circle.country, circle.companies, &mut rng);
    let mut serial = rng.between(1_000, 5_000);
    let mut companies: Vec<CompanyPlan> = Vec::new();
    for (index, name) in names.into_iter().enumerate() {
        serial += rng.between(10, circle.country.vat_step);
        let code = number(circle, index);
        let parent = SUBSIDIARIES.iter().find(|(child, _)| *child == index).map(|(_, parent)| number(circle, *parent));
        let price_list = match index {
            _ if index < circle.contracts => prices::contract_code(&code),
            _ if rng.chance(35) => "dealer".to_owned(),
            _ => "standard".to_owned(),
        };
        companies.push(CompanyPlan {
            email: format!("{}@{}", office(circle.country), domain(&name)),
            code,
            name,
            vat_id: (circle.country.vat_id)(serial.unsigned_abs()),
            address: address(circle.country, &mut rng),
            parent,
            price_list,
            account_manager: None,
        });
    }
    companies
}

fn number(circle: &Circle<'_>, index: usize) -> String {
    let (prefix, first) = circle.numbers;
    format!("{prefix}{}", first + index)
}

fn office(country: &Country) -> &'static str {
    if country.code == "PL" { "biuro" } else { "amministrazione" }
}

/// Trade and name in ever new pairs: each name stays with few trades, none comes twice with the same.
fn company_names(country: &Country, count: usize, rng: &mut Rng) -> Vec<String> {
    let mut names = country.names.to_vec();
    rng.shuffle(&mut names);
    let mut pairs = Vec::new();
    for round in 0..count.div_ceil(names.len()) {
        for (index, name) in names.iter().enumerate() {
            let trade = country.trades[(index + round * 5) % country.trades.len()];
            pairs.push(trade.replace("{}", name));
        }
    }
    pairs.truncate(count);
    pairs
}

fn address(country: &Country, rng: &mut Rng) -> AddressPlan {
    let (city, pattern) = rng.pick(country.towns);
    let postal_code = pattern.chars().map(|c| if c == '?' { digit(rng) } else { c }).collect();
    let street = format!("{}{}{}", rng.pick(country.streets), country.number, rng.between(1, 96));
    AddressPlan { street, postal_code, city, country: country.code }
}

fn digit(rng: &mut Rng) -> char {
    char::from(b'0' + rng.below(10) as u8)
}

/// Staff first, then buyers; the first buyer of the first company also acts for its subsidiary.
pub(super) fn users(circle: &Circle<'_>, companies: &[CompanyPlan], rng: &Rng) -> Vec<UserPlan> {
    let mut rng = rng.fork("users");
    let mut names = Names::new(circle.country, &mut rng);
    let staff = [
        ("admin", Role::Administrator),
        ("orders", Role::OrderDesk),
        ("desk", Role::OrderDesk),
        ("warehouse", Role::Warehouse),
    ];
    let mut users: Vec<UserPlan> = staff
        .into_iter()
        .map(|(mailbox, role)| {
            let memberships = vec![MembershipPlan { role, company: None }];
            UserPlan { email: format!("{mailbox}@{}.example", circle.tenant), name: names.next(), memberships }
        })
        .collect();
    for (index, company) in companies.iter().enumerate().take(WITH_BUYER) {
        let roles: &[Role] = match index {
            ..FULL_TEAMS => &[Role::CompanyAdmin, Role::Buyer, Role::Viewer],
            _ => &[Role::Buyer],
        };
        users.extend(roles.iter().map(|&role| {
            let name = names.next();
            let email = format!("{}@{}", slug(&name, '.'), domain(&company.name));
            let memberships = vec![MembershipPlan { role, company: Some(company.code.clone()) }];
            UserPlan { email, name, memberships }
        }));
    }
    share_admin(&mut users, companies);
    users
}

/// The administrator of a group's parent also administers its first subsidiary: one person, two personas.
fn share_admin(users: &mut [UserPlan], companies: &[CompanyPlan]) {
    let Some(child) = companies.iter().find(|company| company.parent.is_some()) else { return };
    let admin = users.iter_mut().find(|user| {
        user.memberships.iter().any(|held| held.role == Role::CompanyAdmin && held.company == child.parent)
    });
    if let Some(admin) = admin {
        admin.memberships.push(MembershipPlan { role: Role::CompanyAdmin, company: Some(child.code.clone()) });
    }
}

/// First names and surnames, no pair twice.
struct Names {
    pairs: Vec<String>,
}

impl Names {
    fn new(country: &Country, rng: &mut Rng) -> Self {
        let with = |surname: &&'static str| {
            let surname = *surname;
            country.first_names.iter().map(move |first| format!("{first} {surname}"))
        };
        let mut pairs: Vec<_> = country.surnames.iter().flat_map(with).collect();
        rng.shuffle(&mut pairs);
        Self { pairs }
    }

    fn next(&mut self) -> String {
        // There are many more pairs than users; were there not, a nameless user would show it.
        self.pairs.pop().unwrap_or_default()
    }
}

/// The domain of a company: its name without the legal form.
fn domain(company: &str) -> String {
    let name = ["Sp. z o.o.", "S.A.", "Sp. j.", "S.r.l.", "S.n.c.", "S.a.s.", "Soc. Coop.", "S.p.A."]
        .iter()
        .fold(company.to_owned(), |name, form| name.replace(form, ""));
    format!("{}.example", slug(&name, '-'))
}

/// Lower case without accents; everything else becomes one separator.
pub(super) fn slug(text: &str, separator: char) -> String {
    let mut slug = String::new();
    for c in text.to_lowercase().chars().map(without_accent) {
        if c.is_ascii_alphanumeric() {
            slug.push(c);
        } else if !slug.is_empty() && !slug.ends_with(separator) {
            slug.push(separator);
        }
    }
    slug.trim_end_matches(separator).to_owned()
}

fn without_accent(c: char) -> char {
    match c {
        'ą' | 'à' => 'a',
        'ć' => 'c',
        'ę' | 'è' | 'é' => 'e',
        'ì' => 'i',
        'ł' => 'l',
        'ń' => 'n',
        'ó' | 'ò' => 'o',
        'ś' => 's',
        'ù' => 'u',
        'ź' | 'ż' => 'z',
        other => other,
    }
}
