//! Bar, buffet and what else stands about in a dining room: baskets, stands, shakers, menus, candles.
//! Colours are those of the linen, so that a room can be set in one of them.

use super::{Axis, Family, choices, other, same, sizes};

const COLOUR: Axis = choices(
    "colour",
    &[
        same("BI", ["bianco", "white"]),
        same("NE", ["nero", "black"]),
        same("AV", ["avorio", "ivory"]),
        same("BO", ["bordeaux", "burgundy"]),
        same("VE", ["verde salvia", "sage green"]),
        same("BL", ["blu notte", "midnight blue"]),
        same("TE", ["terracotta", "terracotta"]),
        same("GR", ["grigio perla", "pearl grey"]),
    ],
);
const METAL: Axis = choices(
    "finish",
    &[
        same("IX", ["acciaio lucido", "polished steel"]),
        other("NE", ["nero opaco", "matt black"], 1180, 1000),
        other("RA", ["color rame", "copper colour"], 1290, 1000),
        other("OR", ["color oro", "gold colour"], 1320, 1000),
    ],
);
const CUP_CL: Axis = sizes("capacity", ["", " cl"], &[6, 9, 15, 20, 28, 35], [420, 600]);
const BASKET_CM: Axis = sizes("diameter", ["Ø ", " cm"], &[15, 18, 20, 23, 26, 30], [720, 950]);
const BASKET: Axis = choices(
    "material",
    &[
        same("RA", ["polirattan", "poly rattan"]),
        other("VI", ["vimini", "wicker"], 1350, 900),
        other("FI", ["filo metallico", "wire"], 1120, 1300),
    ],
);
const STAND_CM: Axis = sizes("diameter", ["Ø ", " cm"], &[20, 24, 28, 32, 36], [860, 1150]);
const STAND: Axis = choices(
    "material",
    &[
        same("VE", ["vetro", "glass"]),
        other("PO", ["porcellana", "porcelain"], 1240, 1100),
        other("AC", ["legno di acacia", "acacia wood"], 1380, 820),
        other("IX", ["acciaio inox", "stainless steel"], 1310, 700),
    ],
);
const SHAKER_CL: Axis = sizes("capacity", ["", " cl"], &[25, 35, 50, 55, 70, 90], [480, 620]);
const BUCKET_L: Axis = sizes("capacity", ["", " l"], &[1, 2, 4, 6, 9], [520, 610]);
const MILL_CM: Axis = sizes("height", ["h ", " cm"], &[10, 14, 18, 22, 30, 40], [640, 820]);
const WOOD: Axis = choices(
    "finish",
    &[
        same("FA", ["faggio naturale", "natural beech"]),
        other("NO", ["noce", "walnut"], 1160, 1000),
        other("NE", ["laccato nero", "black lacquer"], 1240, 1000),
        other("BI", ["laccato bianco", "white lacquer"], 1240, 1000),
    ],
);
const SPICE: Axis = choices("use", &[same("PE", ["pepe", "pepper"]), same("SA", ["sale", "salt"])]);
const MENU: Axis = choices(
    "size",
    &[
        same("A6", ["A6", "A6"]),
        other("A5", ["A5", "A5"], 1420, 1600),
        other("A4", ["A4", "A4"], 2050, 2500),
        other("GR", ["Golf", "Golf"], 1640, 1900),
    ],
);
const NUMBERS: Axis = choices(
    "numbers",
    &[
        same("010", ["da 1 a 10", "1 to 10"]),
        other("020", ["da 11 a 20", "11 to 20"], 1020, 1000),
        other("030", ["da 21 a 30", "21 to 30"], 1020, 1000),
        other("050", ["da 31 a 50", "31 to 50"], 1900, 2000),
    ],
);
const CANDLE_CM: Axis = sizes("height", ["h ", " cm"], &[8, 10, 13, 15, 18, 24], [610, 900]);
const JIGGER: Axis = choices(
    "capacity",
    &[
        same("2040", ["20/40 ml", "20/40 ml"]),
        other("2550", ["25/50 ml", "25/50 ml"], 1040, 1060),
        other("3060", ["30/60 ml", "30/60 ml"], 1110, 1150),
    ],
);
const CLOCHE_CM: Axis = sizes("diameter", ["Ø ", " cm"], &[16, 20, 24, 28, 30], [940, 1280]);

/// Grids that are thinned.
pub(super) const FAMILIES: &[Family] = &[
    Family::new(
        "TZC",
        "buffet",
        ["Tazzina colorata", "Coloured cup"],
        [
            "Smalto resistente ai graffi, colori abbinati al tovagliato.",
            "Scratch-resistant glaze, colours that match the linen.",
        ],
    )
    .sold("pz", 12)
    .from(190, 150)
    .by(&[&CUP_CL, &COLOUR]),
    Family::new(
        "CES",
        "buffet",
        ["Cestino per il pane", "Bread basket"],
        ["Si lava e si impila; perché il pane resti fragrante.", "Washable and stackable; keeps the bread crisp."],
    )
    .sold("pz", 12)
    .from(310, 120)
    .by(&[&BASKET_CM, &BASKET, &COLOUR]),
    Family::new(
        "ALZ",
        "buffet",
        ["Alzata per dolci", "Cake stand"],
        ["Base stabile, altezza 12 cm.", "Stable base, 12 cm high."],
    )
    .sold("pz", 4)
    .from(980, 900)
    .by(&[&STAND_CM, &STAND]),
    Family::new(
        "CLO",
        "buffet",
        ["Campana per alimenti", "Food dome"],
        ["Trasparente, con pomello; protegge senza nascondere.", "Clear, with knob; protects without hiding."],
    )
    .sold("pz", 6)
    .from(560, 420)
    .by(&[&CLOCHE_CM, &METAL]),
    Family::new(
        "SHA",
        "buffet",
        ["Shaker", "Cocktail shaker"],
        ["Acciaio inox a tenuta, lavabile in lavastoviglie.", "Tight stainless steel, dishwasher safe."],
    )
    .sold("pz", 6)
    .from(780, 260)
    .by(&[&SHAKER_CL, &METAL]),
    Family::new(
        "JIG",
        "buffet",
        ["Misurino doppio", "Double jigger"],
        ["Tacche interne per le mezze dosi.", "Inner marks for half measures."],
    )
    .sold("pz", 24)
    .from(320, 60)
    .by(&[&JIGGER, &METAL]),
    Family::new(
        "SEG",
        "buffet",
        ["Secchiello per ghiaccio", "Ice bucket"],
        ["Doppia parete con pinza e griglia.", "Double wall with tongs and grid."],
    )
    .sold("pz", 4)
    .from(890, 480)
    .by(&[&BUCKET_L, &METAL]),
    Family::new(
        "MAC",
        "buffet",
        ["Macinino da tavola", "Table mill"],
        ["Macina in ceramica regolabile, dura più dell'acciaio.", "Adjustable ceramic grinder that outlasts steel."],
    )
    .sold("pz", 12)
    .from(640, 140)
    .by(&[&SPICE, &MILL_CM, &WOOD]),
    Family::new(
        "MEN",
        "buffet",
        ["Portamenù", "Menu cover"],
        ["Similpelle con angoli metallici e quattro buste.", "Leatherette with metal corners and four sleeves."],
    )
    .sold("pz", 20)
    .from(390, 110)
    .by(&[&MENU, &COLOUR]),
    Family::new(
        "NUM",
        "buffet",
        ["Segnatavolo", "Table numbers"],
        ["Leggibile da entrambi i lati; confezione completa di basi.", "Readable from both sides; pack with stands."],
    )
    .sold("conf", 10)
    .from(1120, 420)
    .by(&[&NUMBERS, &METAL]),
    Family::new(
        "CAN",
        "buffet",
        ["Candela a colonna", "Pillar candle"],
        ["Non cola, senza profumo; confezione da 6.", "Drip-free, unscented; box of 6."],
    )
    .sold("conf", 8)
    .from(540, 900)
    .by(&[&CANDLE_CM, &COLOUR]),
];
