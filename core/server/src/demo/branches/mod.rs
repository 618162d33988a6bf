//! What the two branches sell, described by families: a thing, its sizes and its variants.
//! A family is a grid; every point of it is a product whose cost and weight follow from its sizes.

mod bar;
mod catering;
mod consumables;
mod fasteners;
mod hardware;
mod tableware;
mod tools;
mod workwear;

use super::plan::{CategoryPlan, Text};

/// A product before it has a code and a price.
#[derive(Debug, Clone)]
pub(super) struct Draft {
    /// What shares a mark-up.
    pub family: &'static str,
    pub sku: String,
    pub category: &'static str,
    pub name: Text,
    pub description: Text,
    pub unit: &'static str,
    pub weight_g: i64,
    pub carton: i64,
    pub per: i64,
    /// Minor units for `per` sales units.
    pub cost_minor: i64,
    pub tax_class: &'static str,
    pub attributes: Vec<(&'static str, String)>,
}

/// The assortment of a tenant: what is always in it, and what is thinned to its size.
pub(super) struct Assortment {
    pub categories: Vec<CategoryPlan>,
    pub fixed: Vec<Draft>,
    pub thinned: Vec<Draft>,
}

/// A thing that comes in sizes and variants.
pub(super) struct Family {
    pub sku: &'static str,
    pub category: &'static str,
    pub name: [&'static str; 2],
    pub text: [&'static str; 2],
    pub unit: &'static str,
    pub carton: i64,
    /// Minor units of the first variant.
    pub cost: i64,
    /// Grams of the first variant.
    pub weight_g: i64,
    pub axes: &'static [&'static Axis],
}

/// A way in which the products of a family differ.
pub(super) enum Axis {
    /// Numbers with a unit, rising.
    Sizes(Sizes),
    /// Words.
    Choices { key: &'static str, glue: &'static str, values: &'static [Choice] },
}

/// A row of sizes. Cost and weight grow in a straight line: `slope` per mille more for every doubling of the first size.
pub(super) struct Sizes {
    pub key: &'static str,
    /// In the two languages, with the comma or blank that parts it from the name.
    pub before: [&'static str; 2],
    pub after: &'static str,
    /// Decimal places in `values`.
    pub decimals: usize,
    pub values: &'static [i64],
    /// For cost and for weight.
    pub slope: [i64; 2],
}

/// A variant; `cost` and `weight` are per mille of the first one's.
pub(super) struct Choice {
    pub code: &'static str,
    pub name: [&'static str; 2],
    pub cost: i64,
    pub weight: i64,
}

/// A variant that costs and weighs what the others do, such as a colour.
const fn same(code: &'static str, name: [&'static str; 2]) -> Choice {
    Choice { code, name, cost: 1000, weight: 1000 }
}

/// A variant with its own cost and weight.
const fn other(code: &'static str, name: [&'static str; 2], cost: i64, weight: i64) -> Choice {
    Choice { code, name, cost, weight }
}

/// Sizes in whole units between a mark such as `Ø ` and a unit.
const fn sizes(key: &'static str, around: [&'static str; 2], values: &'static [i64], slope: [i64; 2]) -> Axis {
    let [before, after] = around;
    Axis::Sizes(Sizes { key, before: [before, before], after, decimals: 0, values, slope })
}

/// Sizes in tenths of a unit.
const fn tenths(key: &'static str, around: [&'static str; 2], values: &'static [i64], slope: [i64; 2]) -> Axis {
    let [before, after] = around;
    Axis::Sizes(Sizes { key, before: [before, before], after, decimals: 1, values, slope })
}

/// Sizes without a unit after a word of each language.
const fn worded(key: &'static str, before: [&'static str; 2], values: &'static [i64], slope: [i64; 2]) -> Axis {
    Axis::Sizes(Sizes { key, before, after: "", decimals: 0, values, slope })
}

const fn choices(key: &'static str, values: &'static [Choice]) -> Axis {
    Axis::Choices { key, glue: ", ", values }
}

/// One value of an axis, ready to be added to a product.
struct Point {
    code: String,
    key: &'static str,
    /// What is added to the names.
    name: [String; 2],
    /// What the attribute says, in the tenant's language.
    value: String,
    cost: i64,
    weight: i64,
}

impl Axis {
    fn points(&self) -> Vec<Point> {
        match self {
            Self::Sizes(sizes) => sizes.values.iter().map(|&value| sizes.point(value)).collect(),
            Self::Choices { key, glue, values } => values
                .iter()
                .map(|choice| Point {
                    code: choice.code.to_owned(),
                    key,
                    name: choice.name.map(|name| format!("{glue}{name}")),
                    value: choice.name[0].trim_start_matches("kolor ").to_owned(),
                    cost: choice.cost,
                    weight: choice.weight,
                })
                .collect(),
        }
    }
}

impl Sizes {
    fn point(&self, value: i64) -> Point {
        let first = self.values.first().copied().unwrap_or(1);
        let grown = |slope: i64| 1000 + slope * (value - first) / first;
        let digits = self.values.last().map_or(1, |last| last.to_string().len());
        let [native, english] = self.before;
        let name = |before: &str, mark: char| {
            // `M8×100`: a second size joins the first one without a blank.
            let blank = if before.starts_with(['×', ',']) { "" } else { " " };
            format!("{blank}{before}{}{}", decimal(value, self.decimals, mark), self.after)
        };
        // `M8` and `PH2` are one word; `Ø 8` and `rozm. 8` name the size before they give it.
        let mark = if native.ends_with([' ', '×']) { "" } else { native };
        let [cost, weight] = self.slope.map(grown);
        Point {
            code: format!("{value:0digits$}"),
            key: self.key,
            name: [name(native, ','), name(english, '.')],
            value: format!("{mark}{}{}", decimal(value, self.decimals, ','), self.after),
            cost,
            weight,
        }
    }
}

/// A number of so many decimal places as a text; Polish and Italian write a comma.
pub(super) fn decimal(value: i64, decimals: usize, mark: char) -> String {
    if decimals == 0 {
        return value.to_string();
    }
    let digits = format!("{value:0width$}", width = decimals + 1);
    let (whole, fraction) = digits.split_at(digits.len() - decimals);
    format!("{whole}{mark}{fraction}")
}

impl Family {
    /// A family that is still to be completed by what follows.
    const fn new(sku: &'static str, category: &'static str, name: [&'static str; 2], text: [&'static str; 2]) -> Self {
        Self { sku, category, name, text, unit: "", carton: 1, cost: 0, weight_g: 0, axes: &[] }
    }

    /// The sales unit, and how many of them fill a carton.
    const fn sold(mut self, unit: &'static str, carton: i64) -> Self {
        self.unit = unit;
        self.carton = carton;
        self
    }

    /// Cost in minor units and weight in grams of the first variant.
    const fn from(mut self, cost: i64, weight_g: i64) -> Self {
        self.cost = cost;
        self.weight_g = weight_g;
        self
    }

    /// The ways in which its products differ.
    const fn by(mut self, axes: &'static [&'static Axis]) -> Self {
        self.axes = axes;
        self
    }

    /// Every product of the grid.
    fn drafts(&'static self) -> Vec<Draft> {
        let first = Draft {
            family: self.sku,
            sku: self.sku.to_owned(),
            category: self.category,
            name: Text::new(self.name),
            description: Text::new(self.text),
            unit: self.unit,
            weight_g: self.weight_g,
            carton: self.carton,
            per: 1,
            cost_minor: self.cost,
            tax_class: "standard",
            attributes: Vec::new(),
        };
        self.axes.iter().fold(vec![first], |drafts, axis| {
            let points = axis.points();
            drafts.iter().flat_map(|draft| points.iter().map(|point| draft.at(point))).collect()
        })
    }
}

impl Draft {
    fn at(&self, point: &Point) -> Self {
        let mut draft = self.clone();
        let [native, english] = &point.name;
        draft.sku = format!("{}-{}", self.sku, point.code);
        draft.name.native.push_str(native);
        draft.name.english.push_str(english);
        draft.cost_minor = (self.cost_minor * point.cost / 1000).max(1);
        draft.weight_g = (self.weight_g * point.weight / 1000).max(i64::from(self.weight_g > 0));
        draft.attributes.push((point.key, point.value.clone()));
        draft
    }
}

fn category(code: &'static str, name: [&'static str; 2]) -> CategoryPlan {
    CategoryPlan { code, name: Text::new(name) }
}

fn grid(families: &'static [Family]) -> Vec<Draft> {
    families.iter().flat_map(Family::drafts).collect()
}

/// Baltic Fasteners: screws and everything that holds, tools and workwear.
pub(super) fn fasteners() -> Assortment {
    let categories = vec![
        category("screws", ["Śruby", "Bolts and machine screws"]),
        category("nuts", ["Nakrętki", "Nuts"]),
        category("washers", ["Podkładki i pierścienie", "Washers and rings"]),
        category("wood-screws", ["Wkręty", "Wood and sheet metal screws"]),
        category("anchors", ["Kotwy i kołki rozporowe", "Anchors and plugs"]),
        category("rivets-pins", ["Nity, kołki i zawleczki", "Rivets and pins"]),
        category("nails", ["Gwoździe", "Nails"]),
        category("ropes-chains", ["Liny i łańcuchy", "Ropes and chains"]),
        category("hand-tools", ["Narzędzia ręczne", "Hand tools"]),
        category("cutting", ["Wiertła, tarcze i brzeszczoty", "Drills, discs and blades"]),
        category("power-tools", ["Elektronarzędzia", "Power tools"]),
        category("measuring", ["Narzędzia pomiarowe", "Measuring tools"]),
        category("workwear", ["Odzież i obuwie robocze", "Workwear and shoes"]),
        category("safety", ["Ochrona osobista i BHP", "Personal protection"]),
        category("chemicals", ["Chemia techniczna", "Technical chemicals"]),
        category("services", ["Usługi", "Services"]),
    ];
    let fixed = [tools::FAMILIES, tools::MACHINES, workwear::FAMILIES].into_iter().flat_map(grid);
    let mut fixed: Vec<_> = fixed.chain(grid(hardware::FIXED)).collect();
    for draft in fixed.iter_mut().filter(|draft| draft.family == workwear::FIRST_AID) {
        draft.tax_class = "reduced";
    }
    let (staples, mut thinned) = fasteners::drafts();
    fixed.extend(staples);
    thinned.extend(grid(hardware::FAMILIES));
    Assortment { categories, fixed, thinned }
}

/// Verdi Ristorazione: everything for kitchens and tables but the food.
pub(super) fn catering() -> Assortment {
    let categories = vec![
        category("gastronorm", ["Gastronorm", "Gastronorm pans"]),
        category("cookware", ["Pentole e padelle", "Pots and pans"]),
        category("knives", ["Coltelli e taglieri", "Knives and cutting boards"]),
        category("utensils", ["Utensili da cucina", "Kitchen utensils"]),
        category("pastry", ["Pasticceria e pizzeria", "Pastry and pizza"]),
        category("equipment", ["Attrezzature e macchine", "Equipment and machines"]),
        category("storage", ["Contenitori e conservazione", "Storage"]),
        category("porcelain", ["Porcellana", "Porcelain"]),
        category("glassware", ["Bicchieri e calici", "Glassware"]),
        category("cutlery", ["Posate", "Cutlery"]),
        category("buffet", ["Buffet, bar e caffetteria", "Buffet, bar and coffee"]),
        category("linen", ["Tovagliato", "Table linen"]),
        category("napkins", ["Tovaglioli e monouso tavola", "Napkins and disposable tableware"]),
        category("packaging", ["Imballaggi e asporto", "Packaging and take-away"]),
        category("cleaning", ["Pulizia e igiene", "Cleaning and hygiene"]),
        category("clothing", ["Abbigliamento professionale", "Chef wear"]),
        category("services", ["Servizi", "Services"]),
    ];
    let mut fixed = grid(catering::MACHINES);
    fixed.extend(grid(consumables::FIXED));
    for draft in fixed.iter_mut().filter(|draft| draft.family == consumables::SUGAR) {
        draft.tax_class = "reduced";
    }
    let thinned = [catering::FAMILIES, tableware::FAMILIES, tableware::LINEN, bar::FAMILIES, consumables::FAMILIES];
    Assortment { categories, fixed, thinned: thinned.into_iter().flat_map(grid).collect() }
}
