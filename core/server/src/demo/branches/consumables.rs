//! What is used up: napkins, packaging, cleaning, and what the kitchen wears; with it sugar sachets and services.
//! Sugar is the one food of the range and carries the reduced Italian rate.

use super::{Axis, Family, choices, other, same, sizes, worded};

/// The family with the reduced rate.
pub(super) const SUGAR: &str = "ZUC";

const NAPKIN_CM: Axis = choices(
    "size",
    &[
        same("25", ["25×25 cm", "25×25 cm"]),
        other("33", ["33×33 cm", "33×33 cm"], 1520, 1740),
        other("40", ["40×40 cm", "40×40 cm"], 2180, 2560),
    ],
);
const PLY: Axis = choices(
    "ply",
    &[
        same("2V", ["2 veli", "2-ply"]),
        other("3V", ["3 veli", "3-ply"], 1420, 1460),
        other("AL", ["airlaid effetto stoffa", "airlaid, cloth-like"], 3100, 1900),
    ],
);
const COLOUR: Axis = choices(
    "colour",
    &[
        same("BI", ["bianco", "white"]),
        other("AV", ["avorio", "ivory"], 1080, 1000),
        other("RO", ["rosso", "red"], 1120, 1000),
        other("BO", ["bordeaux", "burgundy"], 1120, 1000),
        other("VE", ["verde", "green"], 1120, 1000),
        other("BL", ["blu", "blue"], 1120, 1000),
        other("AR", ["arancione", "orange"], 1120, 1000),
        other("GI", ["giallo", "yellow"], 1120, 1000),
        other("NE", ["nero", "black"], 1160, 1000),
        other("TO", ["tortora", "taupe"], 1120, 1000),
    ],
);
const PAPER: Axis = choices(
    "material",
    &[
        same("BI", ["carta bianca", "white paper"]),
        other("KR", ["carta kraft", "kraft paper"], 1060, 1020),
        other("CO", ["compostabile", "compostable"], 1540, 980),
    ],
);
const CUP_ML: Axis = sizes("capacity", ["", " ml"], &[80, 120, 180, 240, 300, 350, 500], [520, 640]);
const BOX_ML: Axis = sizes("capacity", ["", " ml"], &[250, 350, 500, 650, 750, 1000, 1300], [470, 520]);
const BOX: Axis = choices(
    "material",
    &[
        same("CA", ["cartoncino", "cardboard"]),
        other("PP", ["polipropilene", "polypropylene"], 820, 900),
        other("BA", ["bagassa di canna", "sugar cane bagasse"], 1190, 1250),
        other("AL", ["alluminio", "aluminium"], 940, 560),
    ],
);
const PIZZA_CM: Axis = sizes("size", ["", " cm"], &[24, 26, 29, 31, 33, 36, 40, 45, 50], [1240, 1500]);
const PRINT: Axis = choices(
    "print",
    &[
        same("NE", ["neutra", "plain"]),
        other("ST", ["stampa generica", "stock print"], 1080, 1000),
        other("KR", ["kraft avana", "brown kraft"], 1110, 1000),
    ],
);
const BAG: Axis = choices(
    "size",
    &[
        same("1525", ["15×25 cm", "15×25 cm"]),
        other("1530", ["15×30 cm", "15×30 cm"], 1180, 1200),
        other("2030", ["20×30 cm", "20×30 cm"], 1550, 1600),
        other("2535", ["25×35 cm", "25×35 cm"], 2200, 2330),
        other("3040", ["30×40 cm", "30×40 cm"], 3050, 3200),
        other("4050", ["40×50 cm", "40×50 cm"], 4950, 5330),
    ],
);
const BAG_TYPE: Axis = choices(
    "type",
    &[
        same("LI", ["lisce per campana", "smooth for chamber machines"]),
        other("GO", ["goffrate", "embossed"], 1850, 1100),
        other("CO", ["per cottura sottovuoto", "for sous-vide"], 1620, 1080),
    ],
);
const ROLL_M: Axis = sizes("length", ["", " m"], &[50, 100, 150, 300], [940, 960]);
const ROLL_CM: Axis = sizes("width", ["h ", " cm"], &[30, 33, 40, 45, 60], [1000, 1000]);
const GLOVE: Axis = choices(
    "size",
    &[
        same("S", ["taglia S", "size S"]),
        other("M", ["taglia M", "size M"], 1000, 1050),
        other("L", ["taglia L", "size L"], 1000, 1100),
        other("XL", ["taglia XL", "size XL"], 1040, 1150),
    ],
);
const GLOVE_TYPE: Axis = choices(
    "material",
    &[
        same("NB", ["nitrile blu", "blue nitrile"]),
        same("NN", ["nitrile nero", "black nitrile"]),
        other("LA", ["lattice", "latex"], 880, 1060),
        other("VI", ["vinile", "vinyl"], 690, 1000),
    ],
);
const CANISTER: Axis = choices(
    "capacity",
    &[
        same("1L", ["1 l", "1 l"]),
        other("5L", ["5 l", "5 l"], 4100, 4900),
        other("10L", ["10 l", "10 l"], 7600, 9700),
        other("20L", ["20 l", "20 l"], 14_200, 19_200),
    ],
);
const BIN_L: Axis = sizes("capacity", ["", " l"], &[30, 50, 70, 110, 120, 240], [620, 900]);
const BIN_COLOUR: Axis = choices(
    "colour",
    &[
        same("NE", ["nero", "black"]),
        same("TR", ["trasparente", "clear"]),
        other("GI", ["giallo", "yellow"], 1060, 1000),
        other("BL", ["blu", "blue"], 1060, 1000),
    ],
);
const CASE_CM: Axis = sizes("diameter", ["Ø ", " mm"], &[24, 30, 35, 45, 50, 60, 70], [420, 560]);
const SIZE: Axis = choices(
    "size",
    &[
        same("XS", ["taglia XS", "size XS"]),
        other("S", ["taglia S", "size S"], 1000, 1040),
        other("M", ["taglia M", "size M"], 1000, 1080),
        other("L", ["taglia L", "size L"], 1000, 1120),
        other("XL", ["taglia XL", "size XL"], 1000, 1160),
        other("XXL", ["taglia XXL", "size XXL"], 1060, 1220),
        other("3XL", ["taglia 3XL", "size 3XL"], 1100, 1280),
    ],
);
const WEAR: Axis = choices(
    "colour",
    &[
        same("BI", ["bianco", "white"]),
        same("NE", ["nero", "black"]),
        other("GR", ["grigio antracite", "anthracite"], 1040, 1000),
        other("BO", ["bordeaux", "burgundy"], 1040, 1000),
    ],
);
const SHOE: Axis =
    worded("size", [", n. ", ", size "], &[35, 36, 37, 38, 39, 40, 41, 42, 43, 44, 45, 46, 47], [0, 900]);
const SACHETS: Axis = choices(
    "type",
    &[
        same("BI", ["bianco", "white"]),
        other("CA", ["di canna", "cane sugar"], 1180, 1000),
        other("DI", ["in stick", "sticks"], 1090, 1000),
    ],
);
const ZONE: Axis = choices(
    "zone",
    &[
        same("BO", ["Bologna e provincia", "Bologna and province"]),
        other("ER", ["Emilia-Romagna", "Emilia-Romagna"], 1400, 1000),
        other("IT", ["resto d'Italia", "rest of Italy"], 2200, 1000),
    ],
);

/// Grids that are thinned.
pub(super) const FAMILIES: &[Family] = &[
    Family::new(
        "TVL",
        "napkins",
        ["Tovaglioli di carta", "Paper napkins"],
        ["Ovatta di cellulosa pura; confezione da 50.", "Pure cellulose tissue; pack of 50."],
    )
    .sold("conf", 24)
    .from(68, 90)
    .by(&[&NAPKIN_CM, &PLY, &COLOUR]),
    Family::new(
        "TVT",
        "napkins",
        ["Tovaglietta 30×40 cm", "Placemat 30×40 cm"],
        ["Confezione da 250, si stende in un gesto.", "Pack of 250, laid in one move."],
    )
    .sold("conf", 8)
    .from(520, 1500)
    .by(&[&PAPER, &COLOUR]),
    Family::new(
        "TVR",
        "napkins",
        ["Rotolo tovaglia in TNT", "Non-woven tablecloth roll"],
        ["Si taglia a misura del tavolo; larghezza in centimetri.", "Cut to the table's size; width in centimetres."],
    )
    .sold("pz", 6)
    .from(640, 900)
    .by(&[&ROLL_CM, &ROLL_M]),
    Family::new(
        "BCA",
        "packaging",
        ["Bicchiere per bevande calde", "Hot drink cup"],
        ["Doppia parete, non scotta le dita; confezione da 50.", "Double wall, spares the fingers; pack of 50."],
    )
    .sold("conf", 20)
    .from(165, 260)
    .by(&[&CUP_ML, &PAPER]),
    Family::new(
        "VAA",
        "packaging",
        ["Vaschetta da asporto con coperchio", "Take-away tray with lid"],
        [
            "Tiene i liquidi e va in microonde (tranne l'alluminio); confezione da 50.",
            "Leakproof and fit for microwaves (aluminium excepted); pack of 50.",
        ],
    )
    .sold("conf", 8)
    .from(480, 700)
    .by(&[&BOX_ML, &BOX]),
    Family::new(
        "SPZ",
        "packaging",
        ["Scatola pizza", "Pizza box"],
        [
            "Cartone microonda con fori per il vapore; confezione da 100.",
            "Microflute board with steam vents; pack of 100.",
        ],
    )
    .sold("conf", 1)
    .from(760, 4800)
    .by(&[&PIZZA_CM, &PRINT]),
    Family::new(
        "SVU",
        "packaging",
        ["Buste sottovuoto", "Vacuum bags"],
        [
            "Spessore 90 micron, tenuta garantita fino a −40 °C; confezione da 100.",
            "90 micron, tight down to −40 °C; pack of 100.",
        ],
    )
    .sold("conf", 20)
    .from(310, 420)
    .by(&[&BAG, &BAG_TYPE]),
    Family::new(
        "PEL",
        "packaging",
        ["Pellicola alimentare", "Cling film"],
        ["Scatola con taglierina, adatta a tutti gli alimenti.", "Box with cutter, for all foods."],
    )
    .sold("pz", 6)
    .from(230, 420)
    .by(&[&ROLL_CM, &ROLL_M]),
    Family::new(
        "ALL",
        "packaging",
        ["Alluminio in rotolo", "Aluminium foil"],
        ["Spessore 13 micron, scatola con taglierina.", "13 micron, box with cutter."],
    )
    .sold("pz", 6)
    .from(390, 480)
    .by(&[&ROLL_CM, &ROLL_M]),
    Family::new(
        "CFO",
        "packaging",
        ["Carta forno in rotolo", "Baking paper roll"],
        ["Siliconata sui due lati, fino a 220 °C.", "Siliconised on both sides, up to 220 °C."],
    )
    .sold("pz", 6)
    .from(410, 520)
    .by(&[&ROLL_CM, &ROLL_M]),
    Family::new(
        "PIR",
        "packaging",
        ["Pirottini", "Baking cases"],
        ["Carta pergamino resistente ai grassi; confezione da 1000.", "Greaseproof paper; pack of 1000."],
    )
    .sold("conf", 10)
    .from(290, 240)
    .by(&[&CASE_CM, &COLOUR]),
    Family::new(
        "GUA",
        "cleaning",
        ["Guanti monouso senza polvere", "Powder-free disposable gloves"],
        ["Idonei al contatto con alimenti; confezione da 100.", "Fit for food contact; pack of 100."],
    )
    .sold("conf", 10)
    .from(330, 420)
    .by(&[&GLOVE_TYPE, &GLOVE]),
    Family::new(
        "SAC",
        "cleaning",
        ["Sacchi per rifiuti", "Refuse sacks"],
        ["Polietilene riciclato; confezione da 20.", "Recycled polyethylene; pack of 20."],
    )
    .sold("conf", 10)
    .from(190, 340)
    .by(&[&BIN_L, &BIN_COLOUR]),
    Family::new(
        "DET",
        "cleaning",
        ["Detergente per lavastoviglie professionale", "Dishwasher detergent"],
        [
            "Efficace anche in acqua dura; si dosa con la pompa della macchina.",
            "Works in hard water; dosed by the machine's pump.",
        ],
    )
    .sold("pz", 4)
    .from(290, 1100)
    .by(&[&CANISTER]),
    Family::new(
        "BRI",
        "cleaning",
        ["Brillantante", "Rinse aid"],
        ["Asciuga senza aloni su vetro e acciaio.", "Dries without streaks on glass and steel."],
    )
    .sold("pz", 4)
    .from(330, 1050)
    .by(&[&CANISTER]),
    Family::new(
        "SGR",
        "cleaning",
        ["Sgrassatore alcalino", "Alkaline degreaser"],
        ["Per cappe, forni e piani di cottura.", "For hoods, ovens and hobs."],
    )
    .sold("pz", 4)
    .from(270, 1080)
    .by(&[&CANISTER]),
    Family::new(
        "IGI",
        "cleaning",
        ["Igienizzante per superfici", "Surface sanitiser"],
        ["Presidio per il piano HACCP; non richiede risciacquo.", "For the HACCP plan; no rinsing needed."],
    )
    .sold("pz", 4)
    .from(310, 1020)
    .by(&[&CANISTER]),
    Family::new(
        "SAP",
        "cleaning",
        ["Sapone mani liquido", "Liquid hand soap"],
        ["Senza profumo, per chi lavora con gli alimenti.", "Unscented, for those who handle food."],
    )
    .sold("pz", 4)
    .from(240, 1040)
    .by(&[&CANISTER]),
    Family::new(
        "GIA",
        "clothing",
        ["Giacca da cuoco", "Chef's jacket"],
        [
            "Doppiopetto con bottoni a pallina, tessuto traspirante.",
            "Double-breasted with ball buttons, breathable fabric.",
        ],
    )
    .sold("pz", 10)
    .from(1690, 420)
    .by(&[&WEAR, &SIZE]),
    Family::new(
        "PAN",
        "clothing",
        ["Pantalone da cucina", "Kitchen trousers"],
        ["Elastico in vita e coulisse.", "Elastic waist and drawstring."],
    )
    .sold("pz", 10)
    .from(1280, 380)
    .by(&[&WEAR, &SIZE]),
    Family::new(
        "GRE",
        "clothing",
        ["Grembiule con pettorina", "Bib apron"],
        ["Tasca doppia e laccio regolabile.", "Double pocket and adjustable neck strap."],
    )
    .sold("pz", 20)
    .from(620, 210)
    .by(&[&WEAR]),
    Family::new(
        "ZOC",
        "clothing",
        ["Zoccolo professionale antiscivolo", "Non-slip kitchen clog"],
        ["EN ISO 20347, lavabile a 40 °C.", "EN ISO 20347, washable at 40 °C."],
    )
    .sold("pz", 10)
    .from(1840, 360)
    .by(&[&WEAR, &SHOE]),
];

/// What is always in the range, and services.
pub(super) const FIXED: &[Family] = &[
    Family::new(
        SUGAR,
        "buffet",
        ["Zucchero in bustine, conf. 1000 pz", "Sugar sachets, box of 1000"],
        ["Bustine da 4 g; quantità giusta per un caffè.", "4 g sachets; the right amount for an espresso."],
    )
    .sold("conf", 6)
    .from(980, 4200)
    .by(&[&SACHETS]),
    Family::new(
        "SRV-CON",
        "services",
        ["Consegna al piano", "Delivery to the floor"],
        ["Consegna all'interno del locale, anche su più piani.", "Delivery inside the premises, upstairs too."],
    )
    .sold("pz", 1)
    .from(1800, 0)
    .by(&[&ZONE]),
    Family::new(
        "SRV-INS",
        "services",
        ["Installazione e collaudo", "Installation and commissioning"],
        ["Allacciamento, prova e istruzione del personale.", "Connection, test and briefing of the staff."],
    )
    .sold("pz", 1)
    .from(6200, 0)
    .by(&[&ZONE]),
    Family::new(
        "SRV-AFF",
        "services",
        ["Affilatura coltelli", "Knife sharpening"],
        [
            "Ritiro il lunedì, riconsegna il giovedì; prezzo per lama.",
            "Collected on Monday, back on Thursday; price per blade.",
        ],
    )
    .sold("pz", 1)
    .from(240, 0),
    Family::new(
        "SRV-PER",
        "services",
        ["Personalizzazione con logo", "Logo printing"],
        [
            "Stampa del logo su porcellana e vetro; prezzo per pezzo.",
            "Your logo on porcelain and glass; price per piece.",
        ],
    )
    .sold("pz", 1)
    .from(85, 0),
];
