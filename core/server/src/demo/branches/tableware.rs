//! What stands on the table: porcelain, glasses, cutlery, buffet and bar ware, linen.
//! The lines are named after the rivers of Emilia and belong to no maker.

use super::{Axis, Family, choices, other, same, sizes};

const LINE: Axis = choices(
    "line",
    &[
        same("RE", ["linea Reno", "Reno line"]),
        other("SA", ["linea Savena", "Savena line"], 1220, 1080),
        other("SE", ["linea Secchia", "Secchia line"], 1460, 1020),
        other("TA", ["linea Taro nera", "Taro line, black"], 1690, 1060),
    ],
);
const PLATE_CM: Axis = sizes("diameter", ["Ø ", " cm"], &[16, 19, 21, 24, 27, 30, 32], [980, 1500]);
const DEEP_CM: Axis = sizes("diameter", ["Ø ", " cm"], &[20, 22, 24, 26, 28], [1050, 1400]);
const OVAL_CM: Axis = sizes("length", ["", " cm"], &[24, 28, 32, 36, 40], [1350, 1650]);
const BOWL_CL: Axis = sizes("capacity", ["", " cl"], &[15, 30, 45, 60, 90], [480, 720]);
const CUP_CL: Axis = sizes("capacity", ["", " cl"], &[7, 10, 18, 22, 30, 40], [430, 610]);
const GLASS_CL: Axis = sizes("capacity", ["", " cl"], &[16, 20, 25, 30, 35, 40, 45, 58, 65], [330, 460]);
const SHOT_CL: Axis = sizes("capacity", ["", " cl"], &[3, 4, 5, 6, 9, 12], [260, 420]);
const GLASS_LINE: Axis = choices(
    "line",
    &[
        same("EN", ["linea Enza", "Enza line"]),
        other("PA", ["linea Panaro", "Panaro line"], 1350, 940),
        other("TR", ["linea Trebbia cristallino", "Trebbia crystal line"], 2050, 900),
    ],
);
const CARAFE_CL: Axis = sizes("capacity", ["", " cl"], &[25, 50, 75, 100, 150], [620, 780]);
const PIECE: Axis = choices(
    "piece",
    &[
        same("CT", ["cucchiaio da tavola", "table spoon"]),
        same("FT", ["forchetta da tavola", "table fork"]),
        other("KT", ["coltello da tavola", "table knife"], 1750, 1600),
        other("CD", ["cucchiaio da dessert", "dessert spoon"], 880, 740),
        other("FD", ["forchetta da dessert", "dessert fork"], 880, 720),
        other("KD", ["coltello da dessert", "dessert knife"], 1520, 1250),
        other("CC", ["cucchiaino da caffè", "coffee spoon"], 620, 400),
        other("CM", ["cucchiaino da moka", "espresso spoon"], 560, 310),
        other("FP", ["forchetta da pesce", "fish fork"], 1060, 860),
        other("KP", ["coltello da pesce", "fish knife"], 1120, 980),
        other("BI", ["coltello da bistecca", "steak knife"], 1900, 1500),
        other("MI", ["mestolo da minestra", "soup ladle"], 4200, 3100),
        other("SI", ["cucchiaio da servire", "serving spoon"], 2300, 1800),
        other("PT", ["pala per torta", "cake server"], 2900, 1700),
    ],
);
const STEEL: Axis = choices(
    "line",
    &[
        same("IDI", ["linea Idice inox 18/C", "Idice line, stainless 18/C"]),
        other("LAM", ["linea Lamone inox 18/10", "Lamone line, stainless 18/10"], 1720, 1260),
        other("SIL", ["linea Sillaro inox 18/10", "Sillaro line, stainless 18/10"], 1980, 1380),
        other("SEN", ["linea Senio satinata", "Senio line, brushed"], 2250, 1400),
        other("MAR", ["linea Marecchia PVD oro", "Marecchia line, gold PVD"], 3900, 1400),
        other("NER", ["linea Marecchia PVD nero", "Marecchia line, black PVD"], 3850, 1400),
    ],
);
const SLATE_CM: Axis = sizes("length", ["", " cm"], &[20, 25, 30, 40, 50], [900, 1500]);
const BUFFET: Axis = choices(
    "material",
    &[
        same("AR", ["ardesia", "slate"]),
        other("AC", ["legno di acacia", "acacia wood"], 1520, 620),
        other("ME", ["melammina bianca", "white melamine"], 940, 480),
    ],
);
const TRAY_CM: Axis = sizes("diameter", ["Ø ", " cm"], &[28, 32, 36, 40, 45], [960, 1200]);
const TRAY: Axis = choices(
    "material",
    &[
        same("IX", ["acciaio inox", "stainless steel"]),
        other("AN", ["antiscivolo nero", "black non-slip"], 1180, 760),
        other("SU", ["sughero", "cork"], 1460, 640),
    ],
);
const JUG_CL: Axis = sizes("capacity", ["", " cl"], &[15, 30, 60, 100, 150, 200], [560, 720]);
const CLOTH_CM: Axis = choices(
    "size",
    &[
        same("100", ["100×100 cm", "100×100 cm"]),
        other("140", ["140×140 cm", "140×140 cm"], 1850, 1960),
        other("180", ["140×180 cm", "140×180 cm"], 2340, 2520),
        other("240", ["140×240 cm", "140×240 cm"], 3050, 3360),
        other("300", ["180×300 cm", "180×300 cm"], 4900, 5400),
    ],
);
const LINEN_COLOUR: Axis = choices(
    "colour",
    &[
        same("BI", ["bianco", "white"]),
        same("AV", ["avorio", "ivory"]),
        other("BO", ["bordeaux", "burgundy"], 1060, 1000),
        other("VE", ["verde salvia", "sage green"], 1060, 1000),
        other("GR", ["grigio perla", "pearl grey"], 1060, 1000),
        other("BL", ["blu notte", "midnight blue"], 1060, 1000),
        other("TE", ["terracotta", "terracotta"], 1060, 1000),
    ],
);
const FABRIC: Axis = choices(
    "material",
    &[
        same("CO", ["cotone", "cotton"]),
        other("MC", ["misto cotone-poliestere", "cotton polyester blend"], 820, 940),
        other("LI", ["lino", "linen"], 2100, 980),
    ],
);

/// Porcelain, glass, steel.
pub(super) const FAMILIES: &[Family] = &[
    Family::new(
        "PIP",
        "porcelain",
        ["Piatto piano", "Flat plate"],
        [
            "Porcellana vetrificata con bordo antiurto, adatta a microonde e lavastoviglie.",
            "Vitrified porcelain with chip-resistant rim, for microwave and dishwasher.",
        ],
    )
    .sold("pz", 24)
    .from(185, 290)
    .by(&[&PLATE_CM, &LINE]),
    Family::new(
        "PIF",
        "porcelain",
        ["Piatto fondo", "Deep plate"],
        ["Per zuppe e paste; si impila senza graffiare.", "For soup and pasta; stacks without scratches."],
    )
    .sold("pz", 24)
    .from(240, 420)
    .by(&[&DEEP_CM, &LINE]),
    Family::new(
        "PIC",
        "porcelain",
        ["Piatto coupe senza falda", "Coupe plate"],
        ["Superficie piena per impiattamenti moderni.", "Full surface for modern plating."],
    )
    .sold("pz", 12)
    .from(260, 310)
    .by(&[&PLATE_CM, &LINE]),
    Family::new(
        "PIZ",
        "porcelain",
        ["Piatto pizza", "Pizza plate"],
        ["Fondo piatto e bordo basso per tagliare comodamente.", "Flat base and low rim that are easy to cut on."],
    )
    .sold("pz", 6)
    .from(390, 780)
    .by(&[&DEEP_CM, &LINE]),
    Family::new(
        "OVA",
        "porcelain",
        ["Piatto ovale", "Oval platter"],
        ["Per secondi e antipasti da condividere.", "For mains and starters to share."],
    )
    .sold("pz", 6)
    .from(520, 640)
    .by(&[&OVAL_CM, &LINE]),
    Family::new(
        "CIO",
        "porcelain",
        ["Ciotola", "Bowl"],
        ["Per insalate, salse e zuppe.", "For salads, sauces and soups."],
    )
    .sold("pz", 12)
    .from(165, 180)
    .by(&[&BOWL_CL, &LINE]),
    Family::new(
        "TAZ",
        "porcelain",
        ["Tazza con piattino", "Cup and saucer"],
        ["Pareti spesse che tengono caldo il caffè.", "Thick walls that keep the coffee hot."],
    )
    .sold("pz", 12)
    .from(220, 230)
    .by(&[&CUP_CL, &LINE]),
    Family::new(
        "CAL",
        "glassware",
        ["Calice da vino", "Wine glass"],
        ["Vetro temprato su stelo tirato; confezione da 6.", "Tempered glass on a drawn stem; box of 6."],
    )
    .sold("conf", 4)
    .from(890, 720)
    .by(&[&GLASS_CL, &GLASS_LINE]),
    Family::new(
        "FLU",
        "glassware",
        ["Flûte", "Champagne flute"],
        ["Punto di perlage inciso al laser; confezione da 6.", "Laser-etched bubble point; box of 6."],
    )
    .sold("conf", 4)
    .from(860, 690)
    .by(&[&SHOT_CL, &GLASS_LINE]),
    Family::new(
        "BIC",
        "glassware",
        ["Bicchiere acqua", "Water tumbler"],
        ["Impilabile e temprato; confezione da 6.", "Stackable and tempered; box of 6."],
    )
    .sold("conf", 8)
    .from(520, 960)
    .by(&[&GLASS_CL, &GLASS_LINE]),
    Family::new(
        "TUM",
        "glassware",
        ["Bicchiere alto da cocktail", "Highball glass"],
        ["Fondo pesante; confezione da 6.", "Heavy base; box of 6."],
    )
    .sold("conf", 4)
    .from(680, 1240)
    .by(&[&GLASS_CL, &GLASS_LINE]),
    Family::new(
        "BIR",
        "glassware",
        ["Boccale da birra", "Beer mug"],
        ["Con tacca di livello certificata; confezione da 6.", "With certified fill line; box of 6."],
    )
    .sold("conf", 4)
    .from(940, 2300)
    .by(&[&GLASS_CL, &GLASS_LINE]),
    Family::new(
        "LIQ",
        "glassware",
        ["Bicchierino da liquore", "Liqueur glass"],
        ["Per amari e grappe; confezione da 6.", "For bitters and grappa; box of 6."],
    )
    .sold("conf", 8)
    .from(430, 420)
    .by(&[&SHOT_CL, &GLASS_LINE]),
    Family::new(
        "CAR",
        "glassware",
        ["Caraffa graduata", "Graduated carafe"],
        ["Tacca di livello per il vino sfuso.", "Fill line for house wine."],
    )
    .sold("pz", 6)
    .from(310, 320)
    .by(&[&CARAFE_CL, &GLASS_LINE]),
    Family::new(
        "POS",
        "cutlery",
        ["Posate", "Cutlery"],
        [
            "Lucidate a specchio o satinate, garantite per lavastoviglie professionali; confezione da 12.",
            "Mirror or satin finish, safe in professional dishwashers; box of 12.",
        ],
    )
    .sold("conf", 10)
    .from(640, 520)
    .by(&[&PIECE, &STEEL]),
    Family::new(
        "VAS",
        "buffet",
        ["Vassoio tondo da servizio", "Round service tray"],
        ["Bordo arrotondato e presa sicura.", "Rolled rim and safe grip."],
    )
    .sold("pz", 10)
    .from(640, 480)
    .by(&[&TRAY_CM, &TRAY]),
    Family::new(
        "ARD",
        "buffet",
        ["Piatto da presentazione", "Presentation board"],
        ["Per formaggi, salumi e finger food.", "For cheese, cured meat and finger food."],
    )
    .sold("pz", 6)
    .from(490, 520)
    .by(&[&SLATE_CM, &BUFFET]),
    Family::new(
        "LAT",
        "buffet",
        ["Lattiera in acciaio inox", "Stainless milk jug"],
        ["Beccuccio per la latte art; perché la schiuma vuole acciaio.", "Spout for latte art; froth wants steel."],
    )
    .sold("pz", 6)
    .from(480, 140)
    .by(&[&JUG_CL]),
    Family::new(
        "TER",
        "buffet",
        ["Caraffa termica", "Vacuum jug"],
        ["Doppia parete: il caffè resta caldo sei ore.", "Double wall: coffee stays hot for six hours."],
    )
    .sold("pz", 4)
    .from(1450, 420)
    .by(&[&JUG_CL]),
];

/// Cloth.
pub(super) const LINEN: &[Family] = &[
    Family::new(
        "TOV",
        "linen",
        ["Tovaglia", "Tablecloth"],
        ["Orlo cucito con angoli a cappuccio; lavabile a 60 °C.", "Sewn hem with mitred corners; washable at 60 °C."],
    )
    .sold("pz", 10)
    .from(720, 210)
    .by(&[&CLOTH_CM, &FABRIC, &LINEN_COLOUR]),
    Family::new(
        "TVS",
        "linen",
        ["Tovagliolo in stoffa 45×45 cm", "Cloth napkin 45×45 cm"],
        ["Confezione da 10; resta in forma dopo molti lavaggi.", "Pack of 10; keeps its shape after many washes."],
    )
    .sold("conf", 10)
    .from(1180, 450)
    .by(&[&FABRIC, &LINEN_COLOUR]),
    Family::new(
        "RUN",
        "linen",
        ["Runner 45×140 cm", "Table runner 45×140 cm"],
        ["Si posa di traverso al posto della tovaglia.", "Laid across in place of a tablecloth."],
    )
    .sold("pz", 20)
    .from(540, 130)
    .by(&[&FABRIC, &LINEN_COLOUR]),
    Family::new(
        "COM",
        "linen",
        ["Coprimacchia 100×100 cm", "Overlay 100×100 cm"],
        ["Protegge la tovaglia e si cambia a ogni coperto.", "Protects the cloth and is changed with every guest."],
    )
    .sold("pz", 20)
    .from(610, 190)
    .by(&[&FABRIC, &LINEN_COLOUR]),
];
