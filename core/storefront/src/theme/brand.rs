//! A tenant's colour and corner radius as a stylesheet, corrected until its text can be read.
//! Contrast follows WCAG 2.2 (relative luminance, 4.5 : 1) and is computed in whole numbers.

use std::fmt;
use std::str::FromStr;

/// The darkest surface of the light theme and the lightest of the dark one (see tokens.css):
/// what can be read on these can be read on all.
const PAPER: Colour = Colour([0xf0, 0xef, 0xea]);
const NIGHT: Colour = Colour([0x2a, 0x2c, 0x31]);
const WHITE: Colour = Colour([0xff, 0xff, 0xff]);
const INK: Colour = Colour([0x14, 0x15, 0x17]);

/// An opaque colour, written `#rrggbb`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Colour([u8; 3]);

/// A colour that is not written `#rrggbb`.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not a colour; write six hexadecimal digits, such as #1f5fbf")]
pub struct NotAColour(String);

impl FromStr for Colour {
    type Err = NotAColour;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let fail = || NotAColour(text.chars().take(40).collect());
        let digits = text.strip_prefix('#').filter(|d| d.len() == 6 && d.bytes().all(|b| b.is_ascii_hexdigit()));
        let value = u32::from_str_radix(digits.ok_or_else(fail)?, 16).map_err(|_| fail())?;
        let [_, red, green, blue] = value.to_be_bytes();
        Ok(Self([red, green, blue]))
    }
}

impl fmt::Display for Colour {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [red, green, blue] = self.0;
        write!(f, "#{red:02x}{green:02x}{blue:02x}")
    }
}

impl Colour {
    /// Relative luminance in hundred-thousandths: 0 is black, 100,000 white.
    fn luminance(self) -> u32 {
        let [red, green, blue] = self.0.map(|channel| LINEAR[usize::from(channel)]);
        (2126 * red + 7152 * green + 722 * blue) / 10_000
    }

    /// Contrast to another colour in hundredths: 100 is none, 2,100 that of black and white.
    #[must_use]
    pub fn contrast(self, other: Self) -> u32 {
        let (one, two) = (self.luminance(), other.luminance());
        (one.max(two) + 5_000) * 100 / (one.min(two) + 5_000)
    }

    fn towards(self, target: Self, percent: u32) -> Self {
        let mix = |from: u8, to: u8| {
            let mixed = (u32::from(from) * (100 - percent) + u32::from(to) * percent) / 100;
            u8::try_from(mixed).unwrap_or(u8::MAX)
        };
        let ([r, g, b], [tr, tg, tb]) = (self.0, target.0);
        Self([mix(r, tr), mix(g, tg), mix(b, tb)])
    }

    /// This colour, moved towards `target` as little as makes it readable on `surface`.
    fn readable_on(self, surface: Self, target: Self) -> Self {
        let steps = (0..=100).step_by(2).map(|percent| self.towards(target, percent));
        steps.into_iter().find(|colour| colour.contrast(surface) >= 450).unwrap_or(target)
    }

    /// White or ink, whichever reads better on this colour.
    fn ink(self) -> Self {
        if self.contrast(WHITE) >= 450 || self.contrast(WHITE) >= self.contrast(INK) { WHITE } else { INK }
    }
}

/// What a tenant may set about the look of its pages.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Brand {
    /// The one signal colour.
    pub accent: Colour,
    /// Corner radius in pixels; more than 16 is drawn as 16.
    pub radius: u8,
}

impl Brand {
    /// The stylesheet that carries the tenant's settings into the tokens; it follows tokens.css on every page.
    #[must_use]
    pub fn stylesheet(&self) -> String {
        let light = variables(self.accent.readable_on(PAPER, INK));
        let dark = variables(self.accent.readable_on(NIGHT, WHITE));
        let radius = self.radius.min(16);
        format!(
            ":root{{{light}--radius:{radius}px}}\n\
             @media (prefers-color-scheme:dark){{:root:not([data-theme=\"light\"]){{{dark}}}}}\n\
             :root[data-theme=\"dark\"]{{{dark}}}\n"
        )
    }
}

/// Colours of a mail: what reads on paper for all readers, and on night for those whose mailbox is dark.
#[derive(Clone, Copy, Debug)]
pub struct MailColours {
    /// The accent and the text on it.
    pub light: (Colour, Colour),
    /// The same where it is dark.
    pub dark: (Colour, Colour),
}

impl Brand {
    /// The accent as mails show it. Mails know no custom properties, so they carry colours and not names of them.
    #[must_use]
    pub fn mail_colours(&self) -> MailColours {
        let pair = |accent: Colour| (accent, accent.ink());
        MailColours {
            light: pair(self.accent.readable_on(PAPER, INK)),
            dark: pair(self.accent.readable_on(NIGHT, WHITE)),
        }
    }
}

fn variables(accent: Colour) -> String {
    format!("--accent:{accent};--on-accent:{};", accent.ink())
}

/// Linear light of each sRGB channel value in hundred-thousandths (IEC 61966-2-1).
#[rustfmt::skip]
const LINEAR: [u32; 256] = [
    0, 30, 61, 91, 121, 152, 182, 212, 243, 273, 304, 335, 368, 402, 439, 478,
    518, 561, 605, 651, 700, 750, 802, 857, 913, 972, 1033, 1096, 1161, 1229, 1298, 1370,
    1444, 1521, 1600, 1681, 1764, 1850, 1938, 2029, 2122, 2217, 2315, 2416, 2519, 2624, 2732, 2843,
    2956, 3071, 3190, 3310, 3434, 3560, 3689, 3820, 3955, 4092, 4231, 4374, 4519, 4667, 4817, 4971,
    5127, 5286, 5448, 5613, 5781, 5951, 6125, 6301, 6480, 6663, 6848, 7036, 7227, 7421, 7619, 7819,
    8022, 8228, 8438, 8650, 8866, 9084, 9306, 9531, 9759, 9990, 10224, 10462, 10702, 10946, 11193, 11444,
    11697, 11954, 12214, 12477, 12744, 13014, 13287, 13563, 13843, 14126, 14413, 14703, 14996, 15293, 15593, 15896,
    16203, 16513, 16827, 17144, 17465, 17789, 18116, 18447, 18782, 19120, 19462, 19807, 20156, 20508, 20864, 21223,
    21586, 21953, 22323, 22697, 23074, 23455, 23840, 24228, 24620, 25016, 25415, 25818, 26225, 26636, 27050, 27468,
    27889, 28315, 28744, 29177, 29614, 30054, 30499, 30947, 31399, 31855, 32314, 32778, 33245, 33716, 34191, 34670,
    35153, 35640, 36131, 36625, 37124, 37626, 38133, 38643, 39157, 39676, 40198, 40724, 41254, 41789, 42327, 42869,
    43415, 43966, 44520, 45079, 45641, 46208, 46778, 47353, 47932, 48515, 49102, 49693, 50289, 50888, 51492, 52100,
    52712, 53328, 53948, 54572, 55201, 55834, 56471, 57112, 57758, 58408, 59062, 59720, 60383, 61050, 61721, 62396,
    63076, 63760, 64448, 65141, 65837, 66539, 67244, 67954, 68669, 69387, 70110, 70838, 71569, 72306, 73046, 73791,
    74540, 75294, 76052, 76815, 77582, 78354, 79130, 79910, 80695, 81485, 82279, 83077, 83880, 84687, 85499, 86316,
    87137, 87962, 88792, 89627, 90466, 91310, 92158, 93011, 93869, 94731, 95597, 96469, 97345, 98225, 99110, 100000,
];

#[cfg(test)]
mod tests {
    use super::*;

    fn colour(text: &str) -> Colour {
        text.parse().unwrap()
    }

    #[test]
    fn contrast_agrees_with_the_standard() {
        assert_eq!(colour("#000000").contrast(WHITE), 2100);
        assert_eq!(colour("#777777").contrast(WHITE), 447);
        assert_eq!(colour("#767676").contrast(WHITE), 454);
    }

    #[test]
    fn any_accent_becomes_readable_in_light_and_dark() {
        for accent in ["#ffff00", "#000000", "#ffffff", "#1f5fbf", "#c0392b", "#00ff88", "#808080", "#0000ff"] {
            let accent = colour(accent);
            let (light, dark) = (accent.readable_on(PAPER, INK), accent.readable_on(NIGHT, WHITE));
            assert!(light.contrast(PAPER) >= 450 && dark.contrast(NIGHT) >= 450, "{accent}: {light} {dark}");
            assert!(light.contrast(light.ink()) >= 450 && dark.contrast(dark.ink()) >= 450, "{accent}");
        }
    }

    #[test]
    fn a_readable_accent_stays_as_it_is_and_other_text_is_no_colour() {
        assert_eq!(colour("#1f4fa3").readable_on(PAPER, INK).to_string(), "#1f4fa3");
        for text in ["", "red", "#fff", "#12345g", "#1234567", "1f4fa3", "#+12345", "#ffff}b"] {
            assert!(text.parse::<Colour>().is_err(), "{text}");
        }
    }
}
