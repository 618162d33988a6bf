//! Units of measure: those that trade knows anyway, and the tenant's own, which win over them.
//! Codes of UN/ECE Recommendation 20 stand beside them where there are any; packaging ones carry the X of Recommendation 21.

use std::collections::BTreeMap;

use kontor_kernel::{Locale, code_key};

use crate::entities::{unit, unit_text};

/// A unit that needs no row: its code, its standard code, its decimals, and its names in English, Polish and Italian.
type Known = (&'static str, &'static str, u8, [&'static str; 3]);

#[rustfmt::skip]
const KNOWN: [Known; 25] = [
    ("pcs", "H87", 0, ["piece", "sztuka", "pezzo"]),
    ("pair", "PR", 0, ["pair", "para", "paio"]),
    ("set", "SET", 0, ["set", "zestaw", "set"]),
    ("pack", "XPK", 0, ["pack", "opakowanie", "confezione"]),
    ("box", "XBX", 0, ["box", "pudełko", "scatola"]),
    ("carton", "XCT", 0, ["carton", "karton", "cartone"]),
    ("pallet", "XPX", 0, ["pallet", "paleta", "pallet"]),
    ("roll", "XRO", 0, ["roll", "rolka", "rotolo"]),
    ("bag", "XBG", 0, ["bag", "worek", "sacco"]),
    ("bottle", "XBO", 0, ["bottle", "butelka", "bottiglia"]),
    ("bundle", "XBE", 0, ["bundle", "wiązka", "fascio"]),
    ("kg", "KGM", 3, ["kilogram", "kilogram", "chilogrammo"]),
    ("g", "GRM", 0, ["gram", "gram", "grammo"]),
    ("t", "TNE", 3, ["tonne", "tona", "tonnellata"]),
    ("m", "MTR", 2, ["metre", "metr", "metro"]),
    ("cm", "CMT", 0, ["centimetre", "centymetr", "centimetro"]),
    ("mm", "MMT", 0, ["millimetre", "milimetr", "millimetro"]),
    ("m2", "MTK", 3, ["square metre", "metr kwadratowy", "metro quadrato"]),
    ("m3", "MTQ", 3, ["cubic metre", "metr sześcienny", "metro cubo"]),
    ("l", "LTR", 3, ["litre", "litr", "litro"]),
    ("ml", "MLT", 0, ["millilitre", "mililitr", "millilitro"]),
    ("h", "HUR", 2, ["hour", "godzina", "ora"]),
    ("day", "DAY", 1, ["day", "dzień", "giorno"]),
    ("hundred", "CEN", 0, ["hundred", "setka", "centinaio"]),
    ("thousand", "MIL", 0, ["thousand", "tysiąc", "migliaio"]),
];

/// A unit of measure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Unit {
    /// Its code as it is written.
    pub code: String,
    /// Its code in UN/ECE Recommendation 20.
    pub standard_code: Option<String>,
    /// How many decimals a quantity entered in it may have, 0 to 6.
    pub decimals: u8,
    /// Its names by language.
    pub names: BTreeMap<Locale, String>,
    /// Whether products and packaging can name it no more.
    pub is_archived: bool,
    /// Whether the tenant has defined it.
    pub is_own: bool,
}

impl Unit {
    /// Its name in a language, else in English, else in any, else its code.
    pub fn name(&self, locale: Locale) -> &str {
        let named = self.names.get(&locale).or_else(|| self.names.get(&Locale::En));
        named.or_else(|| self.names.values().next()).unwrap_or(&self.code)
    }

    fn known((code, standard_code, decimals, names): Known) -> Self {
        let [english, polish, italian] = names.map(str::to_owned);
        Self {
            code: code.to_owned(),
            standard_code: Some(standard_code.to_owned()),
            decimals,
            names: [(Locale::En, english), (Locale::Pl, polish), (Locale::It, italian)].into(),
            is_archived: false,
            is_own: false,
        }
    }
}

/// The units of a tenant by the key of their code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Units(BTreeMap<String, Unit>);

impl Default for Units {
    fn default() -> Self {
        Self(KNOWN.into_iter().map(|known| (code_key(known.0), Unit::known(known))).collect())
    }
}

impl Units {
    /// Those that trade knows, overlaid by the tenant's own.
    pub fn new(rows: Vec<unit::Model>, texts: Vec<unit_text::Model>) -> Self {
        let mut units = Self::default();
        for row in rows {
            let unit = Unit {
                code: row.code,
                standard_code: row.standard_code,
                decimals: u8::try_from(row.decimals).unwrap_or(0).min(6),
                names: BTreeMap::new(),
                is_archived: row.archived_at.is_some(),
                is_own: true,
            };
            units.0.insert(row.code_key, unit);
        }
        for text in texts {
            if let Some(unit) = units.0.get_mut(&text.unit_key) {
                unit.names.insert(text.locale, text.name);
            }
        }
        units
    }

    /// The unit of a key.
    pub fn get(&self, key: &str) -> Option<&Unit> {
        self.0.get(key)
    }

    /// All of them with their keys.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Unit)> {
        self.0.iter().map(|(key, unit)| (key.as_str(), unit))
    }

    /// How many decimals a quantity entered in a unit may have; none in one that nobody knows.
    pub fn decimals(&self, key: &str) -> u8 {
        self.get(key).map_or(0, |unit| unit.decimals)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tenants_own_unit_wins_over_a_known_one() {
        let row = |code: &str, decimals| unit::Model {
            tenant_id: kontor_kernel::TenantId::new(),
            code_key: code_key(code),
            code: code.to_owned(),
            standard_code: None,
            decimals,
            archived_at: None,
        };
        let text = |key: &str, name: &str| unit_text::Model {
            tenant_id: kontor_kernel::TenantId::new(),
            unit_key: key.to_owned(),
            locale: Locale::Pl,
            name: name.to_owned(),
        };
        let units =
            Units::new(vec![row("Box", 1), row("crate", 0)], vec![text("CRATE", "skrzynia"), text("NONE", "x")]);
        assert_eq!((units.decimals("BOX"), units.decimals("KG"), units.decimals("NOBODYS")), (1, 3, 0));
        assert_eq!(units.get("CRATE").unwrap().name(Locale::It), "skrzynia");
        assert_eq!(units.get("BOX").unwrap().name(Locale::It), "Box");
        assert_eq!(units.get("PALLET").unwrap().name(Locale::Pl), "paleta");
        assert_eq!(units.iter().count(), KNOWN.len() + 1);
    }
}
