import { describe, expect, test } from 'vitest';
import { samplesOf } from './accent';

describe('accent colour', () => {
  test('a dark colour stays on light pages and carries white text', () => {
    expect(samplesOf('#0b5394')?.light).toMatchObject({
      accent: '#0b5394',
      text: '#ffffff',
      isMoved: false,
    });
  });

  test('a light colour is moved on light pages and carries ink on dark ones', () => {
    const samples = samplesOf('#FFCC00');
    expect(samples?.light.isMoved).toBe(true);
    expect(samples?.dark).toMatchObject({ accent: '#ffcc00', text: '#141517', isMoved: false });
  });

  test('what is drawn can always be read', () => {
    for (const accent of ['#000000', '#ffffff', '#808080', '#ff0000', '#00ff00', '#0000ff']) {
      const { light, dark } = samplesOf(accent) ?? {};
      expect(light?.contrast).toBeGreaterThanOrEqual(450);
      expect(dark?.contrast).toBeGreaterThanOrEqual(400);
    }
  });

  test('black and white are as far apart as can be', () => {
    expect(samplesOf('#000000')?.light.contrast).toBe(2100);
  });

  test('other ways to write a colour are none', () => {
    expect(['red', '#fff', '1f4e79', '#1f4e7g', ''].map(samplesOf)).toEqual(Array(5).fill(null));
  });
});
