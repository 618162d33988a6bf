import { useTranslate } from 'ra-core';

/** Translates a key of the locale files. */
export const useT = useTranslate;
