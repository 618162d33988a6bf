//! Which tax rate a class has in a country on a date: the newest one that has begun.
//! A country without any rate is one where the seller charges no tax; a class without one is a mistake that is told.

use std::collections::HashMap;

use kontor_kernel::{BusinessDate, Rate};

/// A class that has no rate in a country where others have.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct MissingRate {
    /// ISO 3166-1 alpha-2.
    pub country: String,
    /// The class.
    pub class: String,
}

/// Rates by country and class, rising by date.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Taxes {
    countries: HashMap<String, HashMap<String, Vec<(BusinessDate, Rate)>>>,
}

impl Taxes {
    /// From rows of country, class, first day and rate.
    pub fn new(rows: impl IntoIterator<Item = (String, String, BusinessDate, Rate)>) -> Self {
        let mut taxes = Self::default();
        for (country, class, from, rate) in rows {
            taxes.countries.entry(country).or_default().entry(class).or_default().push((from, rate));
        }
        let all = taxes.countries.values_mut().flat_map(HashMap::values_mut);
        all.for_each(|rates| rates.sort_by_key(|(from, _)| *from));
        taxes
    }

    /// The rate of a class in a country on a date.
    pub fn rate(&self, country: &str, class: &str, date: BusinessDate) -> Result<Rate, MissingRate> {
        let Some(classes) = self.countries.get(country) else { return Ok(Rate::ZERO) };
        let rates = classes.get(class).map_or(&[][..], Vec::as_slice);
        let begun = rates.partition_point(|(from, _)| *from <= date);
        let newest = begun.checked_sub(1).and_then(|at| rates.get(at));
        newest
            .map(|(_, rate)| *rate)
            .ok_or_else(|| MissingRate { country: country.to_owned(), class: class.to_owned() })
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
}
