// What the shop makes of an accent colour: moved until it can be read, with white or ink text on it.
// The sums are those of the shop (WCAG 2.2, in whole numbers), so that the sample shows what buyers see.

type Colour = readonly [number, number, number];

const WHITE: Colour = [0xff, 0xff, 0xff];
const INK: Colour = [0x14, 0x15, 0x17];
/** The darkest surface of light pages and the lightest of dark ones. */
const PAPER: Colour = [0xf0, 0xef, 0xea];
const NIGHT: Colour = [0x2a, 0x2c, 0x31];
const READABLE = 450;

export interface Sample {
  surface: string;
  accent: string;
  text: string;
  isWhite: boolean;
  /** In hundredths: 450 is 4.5 : 1. */
  contrast: number;
  isMoved: boolean;
}

/** How a colour is drawn on light and on dark pages; nothing where it is not written `#rrggbb`. */
export function samplesOf(accent: string): { light: Sample; dark: Sample } | null {
  const colour = colourOf(accent);
  if (!colour) return null;
  return { light: sample(colour, PAPER, INK), dark: sample(colour, NIGHT, WHITE) };
}

export function colourOf(text: string): Colour | null {
  const digits = /^#([0-9a-f]{6})$/i.exec(text.trim())?.[1];
  if (!digits) return null;
  const value = Number.parseInt(digits, 16);
  return [value >> 16, (value >> 8) & 0xff, value & 0xff];
}

function sample(colour: Colour, surface: Colour, target: Colour): Sample {
  const drawn = readableOn(colour, surface, target);
  const white = contrast(drawn, WHITE);
  const ink = contrast(drawn, INK);
  const isWhite = white >= READABLE || white >= ink;
  return {
    surface: written(surface),
    accent: written(drawn),
    text: written(isWhite ? WHITE : INK),
    isWhite,
    contrast: isWhite ? white : ink,
    isMoved: written(drawn) !== written(colour),
  };
}

/** The colour, moved towards the target as little as makes it readable on the surface. */
function readableOn(colour: Colour, surface: Colour, target: Colour): Colour {
  for (let percent = 0; percent <= 100; percent += 2) {
    const moved = towards(colour, target, percent);
    if (contrast(moved, surface) >= READABLE) return moved;
  }
  return target;
}

function towards(colour: Colour, target: Colour, percent: number): Colour {
  const mix = (at: 0 | 1 | 2) =>
    Math.floor((colour[at] * (100 - percent) + target[at] * percent) / 100);
  return [mix(0), mix(1), mix(2)];
}

function contrast(one: Colour, other: Colour): number {
  const light = Math.max(luminance(one), luminance(other));
  const dark = Math.min(luminance(one), luminance(other));
  return Math.floor(((light + 5_000) * 100) / (dark + 5_000));
}

/** Relative luminance in hundred-thousandths. */
function luminance([red, green, blue]: Colour): number {
  return Math.floor((2126 * linear(red) + 7152 * linear(green) + 722 * linear(blue)) / 10_000);
}

function linear(channel: number): number {
  const share = channel / 255;
  const light = share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  return Math.round(light * 100_000);
}

function written(colour: Colour): string {
  return `#${colour.map((channel) => channel.toString(16).padStart(2, '0')).join('')}`;
}
