// MUI in our tokens: flat, dense, lines rather than shadows, labels above the fields.
import { createTheme, type Theme } from '@mui/material/styles';
import { createElement } from 'react';
import { Icon } from '../ui/icons';
import { type Mode, tokenReader } from '../ui/tokens';

export function createAppTheme(mode: Mode): Theme {
  const token = tokenReader();
  const line = token('--line');
  return createTheme({
    palette: {
      mode,
      primary: { main: token('--accent'), contrastText: token('--on-accent') },
      success: { main: token('--good') },
      warning: { main: token('--warn') },
      error: { main: token('--bad') },
      info: { main: token('--info') },
      text: { primary: token('--ink'), secondary: token('--ink-muted') },
      background: { default: token('--surface-raised'), paper: token('--surface-raised') },
      divider: line,
    },
    shape: { borderRadius: 6 },
    spacing: 4,
    typography: {
      fontFamily: 'var(--font-sans)',
      fontSize: 14,
      htmlFontSize: 16,
      body1: { fontSize: 'var(--text-2)' },
      body2: { fontSize: 'var(--text-2)' },
      button: { textTransform: 'none', fontWeight: 550, fontSize: 'var(--text-2)' },
    },
    transitions: { create: () => 'none' },
    components: {
      MuiButtonBase: { defaultProps: { disableRipple: true } },
      MuiPaper: {
        defaultProps: { elevation: 0 },
        styleOverrides: { root: { backgroundImage: 'none', boxShadow: 'none' } },
      },
      MuiPopover: popover(line),
      MuiMenu: {
        styleOverrides: { list: { padding: 4 } },
        defaultProps: { transitionDuration: 0 },
      },
      MuiMenuItem: {
        styleOverrides: {
          root: {
            minHeight: '32px !important',
            padding: '4px 12px',
            borderRadius: 4,
            fontSize: 'var(--text-2)',
          },
        },
      },
      MuiDialog: {
        defaultProps: { transitionDuration: 0 },
        styleOverrides: { paper: { border: `1px solid ${line}`, margin: 16 } },
      },
      MuiBackdrop: {
        styleOverrides: {
          root: { '&:not(.MuiBackdrop-invisible)': { backgroundColor: 'var(--scrim)' } },
        },
      },
      MuiTextField: { defaultProps: { variant: 'outlined', size: 'small', margin: 'none' } },
      MuiFormControl: { defaultProps: { margin: 'none' } },
      ...labelsAbove(),
      MuiSwitch: switchTrack(),
      MuiSelect: { defaultProps: { IconComponent: SelectArrow } },
    },
  });
}

function SelectArrow({ className = '' }: { className?: string }) {
  return createElement(
    'span',
    { className: `${className} select-arrow` },
    createElement(Icon, { name: 'down', size: 12 }),
  );
}

function popover(line: string) {
  return {
    defaultProps: { transitionDuration: 0 },
    styleOverrides: { paper: { border: `1px solid ${line}`, boxShadow: 'none', marginTop: 4 } },
  };
}

function labelsAbove() {
  return {
    MuiInputLabel: {
      defaultProps: { shrink: true },
      styleOverrides: {
        root: {
          position: 'static' as const,
          transform: 'none',
          maxWidth: 'none',
          marginBottom: 4,
          fontSize: 'var(--text-2)',
          fontWeight: 500,
          lineHeight: '20px',
          color: 'var(--ink)',
          '&.Mui-focused': { color: 'var(--ink)' },
          '&.Mui-error': { color: 'var(--ink)' },
          whiteSpace: 'normal' as const,
        },
      },
    },
    MuiOutlinedInput: {
      defaultProps: { notched: false },
      styleOverrides: {
        root: {
          minHeight: 32,
          fontSize: 'var(--text-2)',
          '&.Mui-focused .MuiOutlinedInput-notchedOutline': {
            borderColor: 'var(--accent)',
            borderWidth: 1,
          },
          '&.Mui-focused': { outline: '2px solid var(--focus)', outlineOffset: 1 },
        },
        notchedOutline: {
          top: 0,
          borderColor: 'var(--line-strong)',
          '& legend': { display: 'none' },
        },
        input: { padding: '5px 10px', height: 20, boxSizing: 'content-box' as const },
      },
    },
    MuiFormHelperText: {
      styleOverrides: {
        root: { margin: '4px 0 0', fontSize: 'var(--text-2)', color: 'var(--ink-muted)' },
      },
    },
  };
}

function switchTrack() {
  return {
    defaultProps: { size: 'small' as const },
    styleOverrides: {
      root: { width: 32, height: 20, padding: 0, marginRight: 8 },
      switchBase: {
        padding: 3,
        '&.Mui-checked': {
          transform: 'translateX(12px)',
          color: 'var(--surface-raised)',
          '& + .MuiSwitch-track': { opacity: 1, backgroundColor: 'var(--accent)' },
        },
        '&.Mui-focusVisible + .MuiSwitch-track': {
          outline: '2px solid var(--focus)',
          outlineOffset: 2,
        },
      },
      thumb: { width: 14, height: 14, boxShadow: 'none', color: 'var(--surface-raised)' },
      track: { borderRadius: 10, opacity: 1, backgroundColor: 'var(--line-strong)' },
    },
  };
}
