//! What a professional kitchen needs: Gastronorm pans, cookware, knives, utensils, containers and machines.
//! Sizes are the trade's own (EN 631 for Gastronorm, centimetres for pans, litres for pots), colours of handles those of HACCP.

use super::{Axis, Choice, Family, choices, other, same, sizes};

const fn gn(code: &'static str, name: &'static str, cost: i64) -> Choice {
    other(code, [name, name], cost, cost)
}

const GN_LARGE: Axis = Axis::Choices {
    key: "gn_size",
    glue: " ",
    values: &[
        gn("21", "GN 2/1", 1000),
        gn("11", "GN 1/1", 520),
        gn("23", "GN 2/3", 400),
        gn("12", "GN 1/2", 330),
        gn("24", "GN 2/4", 345),
        gn("13", "GN 1/3", 265),
        gn("14", "GN 1/4", 225),
    ],
};
const GN_SMALL: Axis =
    Axis::Choices { key: "gn_size", glue: " ", values: &[gn("16", "GN 1/6", 1000), gn("19", "GN 1/9", 790)] };
const GN_DEPTH: Axis = sizes("depth", ["h ", " mm"], &[20, 40, 65, 100, 150, 200], [210, 240]);
const GN_DEPTH_SMALL: Axis = sizes("depth", ["h ", " mm"], &[65, 100, 150, 200], [260, 300]);
const GN_MATERIAL: Axis = choices(
    "material",
    &[
        same("IX", ["acciaio inox 18/10", "stainless steel 18/10"]),
        other("IXF", ["acciaio inox forato", "perforated stainless steel"], 1260, 900),
        other("PC", ["policarbonato", "polycarbonate"], 880, 560),
        other("PP", ["polipropilene", "polypropylene"], 510, 470),
        other("ME", ["melammina nera", "black melamine"], 1190, 720),
    ],
);
const GN_LID: Axis = choices(
    "type",
    &[
        same("N", ["con maniglia", "with handle"]),
        other("S", ["con spacco per mestolo", "with ladle notch"], 1080, 980),
        other("G", ["ermetico con guarnizione", "airtight with seal"], 1720, 1120),
    ],
);
const PAN_CM: Axis =
    sizes("diameter", ["Ø ", " cm"], &[16, 18, 20, 22, 24, 26, 28, 30, 32, 36, 40, 45, 50], [980, 1350]);
const POT_CM: Axis = sizes("diameter", ["Ø ", " cm"], &[16, 18, 20, 24, 28, 32, 36, 40, 45, 50], [1250, 1700]);
const PAN_MATERIAL: Axis = choices(
    "material",
    &[
        same("AL", ["alluminio professionale 3 mm", "professional aluminium 3 mm"]),
        other("AA", ["alluminio antiaderente", "non-stick aluminium"], 1280, 1020),
        other("IX", ["acciaio inox 18/10", "stainless steel 18/10"], 1650, 1240),
        other("FE", ["ferro blu", "blue carbon steel"], 760, 1310),
    ],
);
const POT_MATERIAL: Axis = choices(
    "material",
    &[
        same("AL", ["alluminio professionale", "professional aluminium"]),
        other("IX", ["acciaio inox a induzione", "stainless steel, induction"], 1580, 1310),
        other("RA", ["rame stagnato", "tinned copper"], 4600, 1900),
    ],
);
const BLADE_CM: Axis = sizes("blade", ["", " cm"], &[14, 16, 18, 20, 24, 28, 30], [720, 820]);
const SMALL_BLADE_CM: Axis = sizes("blade", ["", " cm"], &[7, 9, 11, 13], [520, 640]);
const HANDLE: Axis = choices(
    "handle",
    &[
        same("NE", ["manico nero", "black handle"]),
        same("RO", ["manico rosso", "red handle"]),
        same("BL", ["manico blu", "blue handle"]),
        same("VE", ["manico verde", "green handle"]),
        same("GI", ["manico giallo", "yellow handle"]),
        same("BI", ["manico bianco", "white handle"]),
    ],
);
const BOARD_CM: Axis = choices(
    "size",
    &[
        same("3020", ["30×20 cm", "30×20 cm"]),
        other("4030", ["40×30 cm", "40×30 cm"], 1850, 2000),
        other("5030", ["50×30 cm", "50×30 cm"], 2300, 2500),
        other("6040", ["60×40 cm", "60×40 cm"], 3600, 4000),
    ],
);
const BOARD_COLOUR: Axis = choices(
    "colour",
    &[
        same("RO", ["rosso per carni crude", "red for raw meat"]),
        same("BL", ["blu per pesce", "blue for fish"]),
        same("VE", ["verde per verdure", "green for vegetables"]),
        same("GI", ["giallo per pollame", "yellow for poultry"]),
        same("MA", ["marrone per carni cotte", "brown for cooked meat"]),
        same("BI", ["bianco per latticini", "white for dairy"]),
    ],
);
const TOOL_CM: Axis = sizes("length", ["", " cm"], &[20, 25, 30, 35, 40, 45, 50], [430, 620]);
const BOWL_CM: Axis = sizes("diameter", ["Ø ", " cm"], &[6, 8, 10, 12, 14, 16], [540, 900]);
const SIEVE_CM: Axis = sizes("diameter", ["Ø ", " cm"], &[8, 10, 14, 18, 22, 26, 30], [640, 900]);
const LITRES: Axis = sizes("capacity", ["", " l"], &[1, 2, 4, 6, 8, 12, 18, 22], [360, 520]);
const BOX_COLOUR: Axis = choices(
    "colour",
    &[
        same("TR", ["trasparente", "clear"]),
        same("BI", ["bianco", "white"]),
        other("RO", ["rosso", "red"], 1040, 1000),
        other("VE", ["verde", "green"], 1040, 1000),
        other("BL", ["blu", "blue"], 1040, 1000),
    ],
);
const MOULD_CM: Axis = sizes("diameter", ["Ø ", " cm"], &[10, 12, 14, 16, 18, 20, 22, 24, 26, 28, 30, 32], [620, 850]);
const MOULD: Axis = choices(
    "material",
    &[
        same("AL", ["alluminio", "aluminium"]),
        other("FB", ["ferro blu", "blue steel"], 1150, 1480),
        other("SI", ["silicone", "silicone"], 1420, 700),
    ],
);
const TRAY: Axis = choices(
    "size",
    &[
        same("6040", ["60×40 cm", "60×40 cm"]),
        other("GN11", ["GN 1/1", "GN 1/1"], 880, 830),
        other("GN21", ["GN 2/1", "GN 2/1"], 1640, 1720),
    ],
);
const TRAY_H: Axis = sizes("height", ["h ", " mm"], &[10, 20, 30, 40, 60], [140, 180]);
const NOZZLE: Axis = sizes("opening", ["", " mm"], &[2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 18], [30, 60]);
const NOZZLE_FORM: Axis = choices(
    "form",
    &[
        same("L", ["liscia", "plain"]),
        other("S", ["a stella", "star"], 1150, 1000),
        other("R", ["a rosa", "rose"], 1250, 1000),
    ],
);
const TRAYS: Axis = choices(
    "capacity",
    &[
        same("04", ["4 teglie", "4 trays"]),
        other("06", ["6 teglie", "6 trays"], 1450, 1380),
        other("10", ["10 teglie", "10 trays"], 2150, 1900),
        other("20", ["20 teglie", "20 trays"], 3900, 3300),
    ],
);
const SUPPLY: Axis =
    choices("supply", &[same("E", ["elettrico", "electric"]), other("G", ["a gas", "gas"], 1180, 1060)]);
const MACHINE_L: Axis = sizes("capacity", ["", " l"], &[5, 8, 10, 20, 30, 40, 60], [640, 560]);
const CABINET: Axis = choices(
    "doors",
    &[
        same("1P", ["1 porta, 600 l", "1 door, 600 l"]),
        other("1G", ["1 porta a vetro, 600 l", "1 glass door, 600 l"], 1220, 1080),
        other("2P", ["2 porte, 1200 l", "2 doors, 1200 l"], 1720, 1760),
    ],
);
const SLICER_MM: Axis = sizes("blade", ["Ø ", " mm"], &[220, 250, 275, 300, 350], [1650, 1500]);

/// Grids that are thinned.
pub(super) const FAMILIES: &[Family] = &[
    Family::new(
        "GNV",
        "gastronorm",
        ["Vaschetta Gastronorm", "Gastronorm pan"],
        [
            "Bordo rinforzato e angoli impilabili; conforme a EN 631.",
            "Reinforced rim and stackable corners; complies with EN 631.",
        ],
    )
    .sold("pz", 6)
    .from(2150, 2400)
    .by(&[&GN_LARGE, &GN_DEPTH, &GN_MATERIAL]),
    Family::new(
        "GNP",
        "gastronorm",
        ["Vaschetta Gastronorm", "Gastronorm pan"],
        [
            "Formato piccolo per banchi pizza e insalatiere refrigerate.",
            "Small size for pizza counters and salad wells.",
        ],
    )
    .sold("pz", 12)
    .from(390, 320)
    .by(&[&GN_SMALL, &GN_DEPTH_SMALL, &GN_MATERIAL]),
    Family::new(
        "GNC",
        "gastronorm",
        ["Coperchio Gastronorm", "Gastronorm lid"],
        [
            "Tiene il calore e blocca gli schizzi durante il trasporto.",
            "Keeps the heat in and stops spills on the way.",
        ],
    )
    .sold("pz", 12)
    .from(1380, 1500)
    .by(&[&GN_LARGE, &GN_LID]),
    Family::new(
        "PAD",
        "cookware",
        ["Padella saltapasta", "Sauté pan"],
        ["Bordo svasato per saltare; manico rivettato.", "Flared rim for tossing; riveted handle."],
    )
    .sold("pz", 6)
    .from(890, 620)
    .by(&[&PAN_CM, &PAN_MATERIAL]),
    Family::new(
        "PAB",
        "cookware",
        ["Padella bassa", "Frying pan"],
        ["Fondo spesso che distribuisce il calore con regolarità.", "Thick base that spreads the heat evenly."],
    )
    .sold("pz", 6)
    .from(760, 580)
    .by(&[&PAN_CM, &PAN_MATERIAL]),
    Family::new(
        "CAS",
        "cookware",
        ["Casseruola alta con un manico", "Saucepan"],
        ["Per salse e piccole cotture; beccuccio su due lati.", "For sauces and small batches; spouts on both sides."],
    )
    .sold("pz", 4)
    .from(1260, 900)
    .by(&[&POT_CM, &POT_MATERIAL]),
    Family::new(
        "CAB",
        "cookware",
        ["Casseruola bassa a due manici", "Braising pan with two handles"],
        [
            "Per risotti e brasati; si chiude con il coperchio della stessa misura.",
            "For risotto and braising; takes the lid of the same size.",
        ],
    )
    .sold("pz", 4)
    .from(1390, 1050)
    .by(&[&POT_CM, &POT_MATERIAL]),
    Family::new(
        "PEN",
        "cookware",
        ["Pentola alta a due manici", "Stock pot with two handles"],
        ["Per brodi e pasta; bordo versatore.", "For stock and pasta; pouring rim."],
    )
    .sold("pz", 2)
    .from(1720, 1350)
    .by(&[&POT_CM, &POT_MATERIAL]),
    Family::new(
        "COP",
        "cookware",
        ["Coperchio piano", "Flat lid"],
        ["Adatto a pentole, casseruole e padelle della stessa misura.", "Fits pots and pans of the same size."],
    )
    .sold("pz", 6)
    .from(410, 260)
    .by(&[&PAN_CM, &POT_MATERIAL]),
    Family::new(
        "COC",
        "knives",
        ["Coltello da cuoco", "Chef's knife"],
        [
            "Lama in acciaio molibdeno-vanadio, manico igienico antiscivolo.",
            "Molybdenum vanadium blade, hygienic non-slip handle.",
        ],
    )
    .sold("pz", 6)
    .from(980, 140)
    .by(&[&BLADE_CM, &HANDLE]),
    Family::new(
        "COS",
        "knives",
        ["Coltello per affettare", "Slicing knife"],
        ["Lama lunga e stretta per arrosti e salumi.", "Long narrow blade for roasts and cured meat."],
    )
    .sold("pz", 6)
    .from(920, 120)
    .by(&[&BLADE_CM, &HANDLE]),
    Family::new(
        "COD",
        "knives",
        ["Coltello per disosso", "Boning knife"],
        ["Lama curva che segue l'osso.", "Curved blade that follows the bone."],
    )
    .sold("pz", 6)
    .from(640, 90)
    .by(&[&SMALL_BLADE_CM, &HANDLE]),
    Family::new(
        "SPE",
        "knives",
        ["Spelucchino", "Paring knife"],
        ["Per pulire frutta e verdura con precisione.", "For precise work on fruit and vegetables."],
    )
    .sold("pz", 12)
    .from(230, 35)
    .by(&[&SMALL_BLADE_CM, &HANDLE]),
    Family::new(
        "TAG",
        "knives",
        ["Tagliere HACCP con fermo", "HACCP cutting board with stop"],
        [
            "Polietilene ad alta densità, lavabile in lavastoviglie; il colore separa gli alimenti.",
            "High density polyethylene, dishwasher safe; the colour keeps foods apart.",
        ],
    )
    .sold("pz", 5)
    .from(620, 900)
    .by(&[&BOARD_CM, &BOARD_COLOUR]),
    Family::new(
        "FRU",
        "utensils",
        ["Frusta a fili", "Whisk"],
        ["Fili in acciaio inox, manico sigillato.", "Stainless wires, sealed handle."],
    )
    .sold("pz", 12)
    .from(380, 110)
    .by(&[&TOOL_CM]),
    Family::new(
        "PIN",
        "utensils",
        ["Pinza da cucina", "Kitchen tongs"],
        ["Molla in acciaio, presa dentellata.", "Steel spring, serrated grip."],
    )
    .sold("pz", 12)
    .from(260, 100)
    .by(&[&TOOL_CM, &HANDLE]),
    Family::new(
        "SPA",
        "utensils",
        ["Spatola in silicone", "Silicone spatula"],
        ["Resiste fino a 260 °C e non graffia.", "Stands 260 °C and does not scratch."],
    )
    .sold("pz", 12)
    .from(310, 70)
    .by(&[&TOOL_CM, &HANDLE]),
    Family::new(
        "MES",
        "utensils",
        ["Mestolo in acciaio inox", "Stainless ladle"],
        ["Monoblocco, con gancio per appenderlo.", "One piece, with a hook to hang it up."],
    )
    .sold("pz", 12)
    .from(290, 120)
    .by(&[&BOWL_CM]),
    Family::new(
        "SCH",
        "utensils",
        ["Schiumarola in acciaio inox", "Stainless skimmer"],
        ["Fori fini per fritti e brodi.", "Fine holes for frying and stock."],
    )
    .sold("pz", 12)
    .from(340, 130)
    .by(&[&SIEVE_CM]),
    Family::new(
        "COL",
        "utensils",
        ["Colino conico", "Conical strainer"],
        ["Rete rinforzata da due archetti.", "Mesh backed by two bars."],
    )
    .sold("pz", 6)
    .from(520, 160)
    .by(&[&SIEVE_CM]),
    Family::new(
        "TOR",
        "pastry",
        ["Tortiera", "Cake tin"],
        ["Bordo dritto, fondo liscio.", "Straight rim, smooth base."],
    )
    .sold("pz", 12)
    .from(290, 140)
    .by(&[&MOULD_CM, &MOULD]),
    Family::new(
        "TEP",
        "pastry",
        ["Teglia per pizza", "Pizza pan"],
        ["Bordo svasato, per cotture in forno e al trancio.", "Flared rim, for oven and slices."],
    )
    .sold("pz", 12)
    .from(340, 220)
    .by(&[&MOULD_CM, &MOULD]),
    Family::new(
        "TEG",
        "pastry",
        ["Teglia da forno in alluminio", "Aluminium baking tray"],
        ["Angoli saldati, adatta ai carrelli portateglie.", "Welded corners, fits tray trolleys."],
    )
    .sold("pz", 10)
    .from(980, 900)
    .by(&[&TRAY, &TRAY_H]),
    Family::new(
        "BOC",
        "pastry",
        ["Bocchetta per sac à poche", "Piping nozzle"],
        ["Acciaio inox senza saldatura, perciò senza perdite.", "Seamless stainless steel, therefore no leaks."],
    )
    .sold("pz", 24)
    .from(110, 9)
    .by(&[&NOZZLE, &NOZZLE_FORM]),
    Family::new(
        "CON",
        "storage",
        ["Contenitore quadrato graduato", "Square graduated container"],
        [
            "Impilabile, adatto al freddo positivo e al congelatore; coperchio a parte.",
            "Stackable, for fridge and freezer; lid sold separately.",
        ],
    )
    .sold("pz", 12)
    .from(240, 140)
    .by(&[&LITRES, &BOX_COLOUR]),
    Family::new(
        "SEC",
        "storage",
        ["Secchio alimentare con coperchio", "Food bucket with lid"],
        ["Polipropilene per alimenti, manico in acciaio.", "Food grade polypropylene, steel handle."],
    )
    .sold("pz", 10)
    .from(310, 180)
    .by(&[&LITRES, &BOX_COLOUR]),
];

/// Machines are always in the range.
pub(super) const MACHINES: &[Family] = &[
    Family::new(
        "FOR",
        "equipment",
        ["Forno a convezione", "Convection oven"],
        [
            "Umidificatore e doppia velocità della ventola; porta con vetro estraibile.",
            "Steam injection and two fan speeds; removable door glass.",
        ],
    )
    .sold("pz", 1)
    .from(78_000, 48_000)
    .by(&[&TRAYS, &SUPPLY]),
    Family::new(
        "ABB",
        "equipment",
        ["Abbattitore di temperatura", "Blast chiller"],
        ["Da +70 a +3 °C in 90 minuti, sonda al cuore.", "From +70 to +3 °C in 90 minutes, core probe."],
    )
    .sold("pz", 1)
    .from(142_000, 68_000)
    .by(&[&TRAYS]),
    Family::new(
        "ARF",
        "equipment",
        ["Armadio refrigerato −2/+8 °C", "Refrigerated cabinet −2/+8 °C"],
        ["Sbrinamento automatico, ripiani GN 2/1.", "Automatic defrost, GN 2/1 shelves."],
    )
    .sold("pz", 1)
    .from(84_000, 115_000)
    .by(&[&CABINET]),
    Family::new(
        "ARC",
        "equipment",
        ["Armadio congelatore −22/−15 °C", "Freezer cabinet −22/−15 °C"],
        ["Gas refrigerante R290, classe climatica 5.", "R290 refrigerant, climate class 5."],
    )
    .sold("pz", 1)
    .from(98_000, 122_000)
    .by(&[&CABINET]),
    Family::new(
        "IMP",
        "equipment",
        ["Impastatrice a spirale", "Spiral mixer"],
        ["Vasca e spirale in acciaio inox, due velocità.", "Stainless bowl and spiral, two speeds."],
    )
    .sold("pz", 1)
    .from(46_000, 36_000)
    .by(&[&MACHINE_L]),
    Family::new(
        "FRI",
        "equipment",
        ["Friggitrice", "Fryer"],
        ["Rubinetto di scarico e termostato di sicurezza.", "Drain tap and safety thermostat."],
    )
    .sold("pz", 1)
    .from(19_800, 7_500)
    .by(&[&MACHINE_L, &SUPPLY]),
    Family::new(
        "AFF",
        "equipment",
        ["Affettatrice a gravità", "Gravity slicer"],
        ["Anello paralama e affilatoio incorporato.", "Blade guard ring and built-in sharpener."],
    )
    .sold("pz", 1)
    .from(38_500, 14_000)
    .by(&[&SLICER_MM]),
    Family::new(
        "CUO",
        "equipment",
        ["Cuocipasta", "Pasta cooker"],
        ["Vasca stampata in AISI 316, resiste al sale.", "Pressed AISI 316 tank, resists salt."],
    )
    .sold("pz", 1)
    .from(64_000, 32_000)
    .by(&[&MACHINE_L, &SUPPLY]),
];
