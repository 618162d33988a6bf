import type { SettingsProperty, SettingsSchema } from '../../api/models';

/** The type to edit a setting as; a list such as ["string", "null"] means it may be empty. */
export function settingType(property: SettingsProperty): string {
  const types = Array.isArray(property.type) ? property.type : [property.type ?? 'string'];
  return types.find((type) => type !== 'null') ?? 'string';
}

/** Only what the schema knows, and nothing for fields left empty. */
export function cleanSettings(
  values: Record<string, unknown>,
  schema: SettingsSchema | null,
): Record<string, unknown> {
  const known = Object.keys(schema?.properties ?? {});
  const kept = known
    .map((name) => [name, values[name]] as const)
    .filter(([, value]) => value !== undefined && value !== null && value !== '');
  return Object.fromEntries(kept);
}
