//! What a tenant has said about taxes: which rate a class has in a place from which day on, what classes are, who is exempt.
//! The newest rate that has begun holds. A country without any rate is one where the seller charges no tax; a class
//! without one where others have some is a mistake that is told.

pub(crate) mod display;
pub(crate) mod engine;
pub(crate) mod territory;

use std::{collections::HashMap, sync::Arc};

use kontor_hooks::TaxExemption;
use kontor_kernel::{BusinessDate, CompanyId, Rate};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// The class of what bears the usual rate, and of products that name none.
pub(crate) const STANDARD: &str = "standard";

/// A class that has no rate in a country where others have.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct MissingRate {
    /// ISO 3166-1 alpha-2.
    pub country: String,
    /// The class.
    pub class: String,
}

/// What a class of products is to the tax office.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum ClassKind {
    /// Bears the country's usual rate.
    Standard,
    /// Bears a lower rate.
    Reduced,
    /// Is taxed at nothing.
    Zero,
    /// Is exempt from tax, whatever rates say.
    Exempt,
    /// Is none of the tax office's business, such as a deposit.
    OutsideScope,
}

impl ClassKind {
    const ALL: [Self; 5] = [Self::Standard, Self::Reduced, Self::Zero, Self::Exempt, Self::OutsideScope];

    /// Its name, `reduced`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Standard => "standard",
            Self::Reduced => "reduced",
            Self::Zero => "zero",
            Self::Exempt => "exempt",
            Self::OutsideScope => "outside_scope",
        }
    }

    /// The kind of a name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }
}

/// A certificate of a company.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Certificate {
    /// What hooks are told.
    pub told: TaxExemption,
    /// The first day.
    pub from: BusinessDate,
    /// The last day.
    pub until: Option<BusinessDate>,
}

impl Certificate {
    fn holds(&self, date: BusinessDate) -> bool {
        self.from <= date && self.until.is_none_or(|until| date <= until)
    }
}

/// A rate that holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Found {
    /// The rate.
    pub rate: Rate,
    /// Since when.
    pub since: BusinessDate,
    /// The country, or the part of it, `PT-20`.
    pub place: String,
}

type RatesOfPlace = HashMap<String, Vec<(BusinessDate, Rate)>>;

/// Everything a tenant has said about taxes.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Taxes {
    /// Rates by country or part of one, and class, rising by date.
    places: HashMap<String, RatesOfPlace>,
    kinds: HashMap<String, ClassKind>,
    is_oss: bool,
    /// Certificates of companies, their own and those of companies above.
    certificates: HashMap<CompanyId, Vec<Arc<Certificate>>>,
}

/// How the part of a country is written in keys.
pub(crate) fn place_key(country: &str, part: Option<&str>) -> String {
    part.map_or_else(|| country.to_owned(), |part| format!("{country}-{part}"))
}

impl Taxes {
    /// From rows of place, class, first day and rate.
    pub fn new(rows: impl IntoIterator<Item = (String, String, BusinessDate, Rate)>) -> Self {
        let mut taxes = Self::default();
        for (place, class, from, rate) in rows {
            taxes.places.entry(place).or_default().entry(class).or_default().push((from, rate));
        }
        let all = taxes.places.values_mut().flat_map(HashMap::values_mut);
        all.for_each(|rates| rates.sort_by_key(|(from, _)| *from));
        taxes
    }

    /// The same with what classes are.
    pub fn with_kinds(mut self, kinds: impl IntoIterator<Item = (String, ClassKind)>) -> Self {
        self.kinds = kinds.into_iter().collect();
        self
    }

    /// The same for a seller that charges private persons elsewhere in the union the tax of their country.
    pub fn with_oss(mut self, is_oss: bool) -> Self {
        self.is_oss = is_oss;
        self
    }

    /// The same with companies' certificates, their own and those from above.
    pub fn with_certificates(mut self, certificates: HashMap<CompanyId, Vec<Arc<Certificate>>>) -> Self {
        self.certificates = certificates;
        self
    }

    /// The rate that a seller's own country charges for a class on a date; what its gross prices hold.
    pub fn rate(&self, country: &str, class: &str, date: BusinessDate) -> Result<Rate, MissingRate> {
        let is_untaxed = matches!(self.kinds.get(class), Some(ClassKind::Exempt | ClassKind::OutsideScope));
        if is_untaxed || !self.has_rates(country) {
            return Ok(Rate::ZERO);
        }
        match self.find(country, None, class, date) {
            Some(found) => Ok(found.rate),
            None if self.kind(class) == Some(ClassKind::Zero) => Ok(Rate::ZERO),
            None => Err(MissingRate { country: country.to_owned(), class: class.to_owned() }),
        }
    }

    /// The rate of a class in a country, or in a part of it that has one of its own.
    pub fn find(&self, country: &str, part: Option<&str>, class: &str, date: BusinessDate) -> Option<Found> {
        let of_part = part.and_then(|part| self.at(place_key(country, Some(part)), class, date));
        of_part.or_else(|| self.at(country.to_owned(), class, date))
    }

    fn at(&self, place: String, class: &str, date: BusinessDate) -> Option<Found> {
        let rates = self.places.get(&place)?.get(class)?;
        let begun = rates.partition_point(|(from, _)| *from <= date);
        let (since, rate) = *rates.get(begun.checked_sub(1)?)?;
        Some(Found { rate, since, place })
    }

    /// Whether any class has a rate in a country, so that the seller charges tax there.
    pub fn has_rates(&self, country: &str) -> bool {
        self.places.contains_key(country)
    }

    /// What the tenant says a class is.
    pub fn kind(&self, class: &str) -> Option<ClassKind> {
        self.kinds.get(class).copied()
    }

    /// Whether private persons elsewhere in the union are charged the tax of their country.
    pub const fn is_oss(&self) -> bool {
        self.is_oss
    }

    /// The certificates of a company that hold on a date.
    pub fn exemptions(&self, company: CompanyId, date: BusinessDate) -> Vec<TaxExemption> {
        let own = self.certificates.get(&company).into_iter().flatten();
        own.filter(|certificate| certificate.holds(date)).map(|certificate| certificate.told.clone()).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(year: i16) -> BusinessDate {
        BusinessDate::from_ymd(year, 1, 1).unwrap()
    }

    fn taxes() -> Taxes {
        let row = |class: &str, year, percent: i64| {
            ("PL".to_owned(), class.to_owned(), day(year), Rate::from_ppm(percent * 10_000))
        };
        Taxes::new([row("standard", 2011, 23), row("standard", 2000, 22), row("reduced", 2011, 8)])
    }

    #[test]
    fn the_newest_rate_that_has_begun_holds() {
        assert_eq!(taxes().rate("PL", "standard", day(2010)), Ok(Rate::from_ppm(220_000)));
        assert_eq!(taxes().rate("PL", "standard", day(2011)), Ok(Rate::from_ppm(230_000)));
    }

    #[test]
    fn a_class_without_a_rate_is_told_and_a_country_without_any_is_free_of_tax() {
        assert!(taxes().rate("PL", "luxury", day(2020)).is_err());
        assert!(taxes().rate("PL", "reduced", day(2000)).is_err());
        assert_eq!(taxes().rate("NO", "standard", day(2020)), Ok(Rate::ZERO));
    }

    #[test]
    fn a_part_of_a_country_has_its_own_rate_or_that_of_the_country() {
        let row = |place: &str, percent: i64| {
            (place.to_owned(), "standard".to_owned(), day(2020), Rate::from_ppm(percent * 10_000))
        };
        let taxes = Taxes::new([row("PT", 23), row("PT-20", 16)]);
        let rate =
            |part| taxes.find("PT", part, "standard", day(2021)).map(|found| (found.rate.to_string(), found.place));
        assert_eq!(rate(Some("20")), Some(("16".to_owned(), "PT-20".to_owned())));
        assert_eq!(rate(Some("30")), Some(("23".to_owned(), "PT".to_owned())));
        assert_eq!(rate(None), Some(("23".to_owned(), "PT".to_owned())));
    }

    #[test]
    fn a_certificate_holds_from_its_first_day_to_its_last() {
        let told = TaxExemption { certificate: "C-1".to_owned(), classes: None, reason: "Embassy".to_owned() };
        let company = CompanyId::new();
        let certificate = Certificate { told, from: day(2020), until: Some(day(2021)) };
        let taxes = taxes().with_certificates(HashMap::from([(company, vec![Arc::new(certificate)])]));
        let days = [day(2019), day(2020), day(2021), day(2022)];
        assert_eq!(days.map(|day| taxes.exemptions(company, day).len()), [0, 1, 1, 0]);
        assert_eq!(taxes.exemptions(CompanyId::new(), day(2020)), []);
    }
}
