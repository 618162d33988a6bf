//! What attributes of products are called, in the order in which pages show them.
//! EANs are none of them: they are barcodes.

use super::plan::{AttributePlan, Text};

/// Codes with their names in the tenant's language and in English.
pub(super) type Facts = &'static [(&'static str, [&'static str; 2])];

/// The attribute that is a barcode.
pub(crate) const EAN: &str = "ean";

/// Of fasteners and tools.
pub(super) const OF_FASTENERS: Facts = &[
    ("standard", ["Norma", "Standard"]),
    ("iso", ["Odpowiednik ISO", "ISO equivalent"]),
    ("thread", ["Gwint", "Thread"]),
    ("diameter", ["Średnica", "Diameter"]),
    ("length", ["Długość", "Length"]),
    ("size", ["Rozmiar", "Size"]),
    ("range", ["Zakres", "Range"]),
    ("capacity", ["Pojemność", "Capacity"]),
    ("material", ["Materiał", "Material"]),
    ("grade", ["Klasa wytrzymałości", "Property class"]),
    ("coating", ["Powłoka", "Coating"]),
    ("colour", ["Kolor", "Colour"]),
    ("brand", ["Marka", "Brand"]),
    ("set", ["Zawartość zestawu", "Contents of the set"]),
    ("drive", ["Napęd", "Drive"]),
    ("weight", ["Masa obucha", "Head weight"]),
    ("lens", ["Szkła", "Lens"]),
    ("class", ["Klasa ochrony", "Protection class"]),
    ("use", ["Zastosowanie", "Use"]),
    ("work", ["Usługa", "Work"]),
    ("grit", ["Granulacja", "Grit"]),
    ("pieces", ["Sztuk w opakowaniu", "Pieces in a pack"]),
];

/// Of things for kitchens and tables.
pub(super) const OF_CATERING: Facts = &[
    ("type", ["Tipo", "Type"]),
    ("line", ["Linea", "Line"]),
    ("form", ["Forma", "Shape"]),
    ("piece", ["Pezzo", "Piece"]),
    ("capacity", ["Capacità", "Capacity"]),
    ("diameter", ["Diametro", "Diameter"]),
    ("size", ["Misura", "Size"]),
    ("length", ["Lunghezza", "Length"]),
    ("width", ["Larghezza", "Width"]),
    ("height", ["Altezza", "Height"]),
    ("depth", ["Profondità", "Depth"]),
    ("gn_size", ["Formato Gastronorm", "Gastronorm size"]),
    ("opening", ["Apertura", "Opening"]),
    ("blade", ["Lama", "Blade"]),
    ("handle", ["Manico", "Handle"]),
    ("doors", ["Porte", "Doors"]),
    ("supply", ["Alimentazione", "Power supply"]),
    ("material", ["Materiale", "Material"]),
    ("finish", ["Finitura", "Finish"]),
    ("colour", ["Colore", "Colour"]),
    ("print", ["Stampa", "Print"]),
    ("numbers", ["Numeri", "Numbers"]),
    ("ply", ["Veli", "Plies"]),
    ("use", ["Uso", "Use"]),
    ("zone", ["Zona", "Zone"]),
];

pub(super) fn plans(facts: Facts) -> Vec<AttributePlan> {
    let plan = |&(code, label): &(&'static str, [&str; 2])| AttributePlan {
        thing: "product",
        code,
        kind: "text",
        label: Text::new(label),
        is_required: false,
    };
    facts.iter().map(plan).collect()
}
