import {
  ActionIcon,
  Button,
  type CSSVariablesResolver,
  createTheme,
  Menu,
  type VariantColorsResolver,
} from '@mantine/core'
import controls from './controls.module.css'

/** The pairs of the tokens: one filled button on each surface, all others stay quiet. */
const variantColorResolver: VariantColorsResolver = ({ variant }) => {
  const border = '1px solid transparent'
  if (variant === 'filled') {
    return { background: 'var(--fill)', hover: 'var(--fill-hover)', color: 'var(--on-fill)', border }
  }
  if (variant === 'light') {
    return { background: 'var(--accent-tint)', hover: 'var(--accent-tint-2)', color: 'var(--accent)', border }
  }
  if (variant === 'default') {
    const line = '1px solid var(--line-2)'
    return { background: 'var(--surface)', hover: 'var(--hover)', color: 'var(--ink)', border: line }
  }
  return { background: 'transparent', hover: 'var(--hover)', color: 'var(--ink)', border }
}

/** Mantine's own names follow ours; ours are set by tokens.css before any script runs. */
export const cssVariablesResolver: CSSVariablesResolver = () => ({
  variables: {
    '--mantine-color-body': 'var(--bg)',
    '--mantine-color-text': 'var(--ink)',
    '--mantine-color-dimmed': 'var(--ink-3)',
    '--mantine-color-anchor': 'var(--accent)',
    '--mantine-color-error': 'var(--bad)',
    '--mantine-color-placeholder': 'var(--ink-3)',
    '--mantine-color-default': 'var(--surface)',
    '--mantine-color-default-hover': 'var(--hover)',
    '--mantine-color-default-color': 'var(--ink)',
    '--mantine-color-default-border': 'var(--line-2)',
    '--mantine-color-disabled': 'var(--surface-2)',
    '--mantine-color-disabled-color': 'var(--ink-3)',
    '--mantine-color-disabled-border': 'var(--line)',
    '--mantine-primary-color-filled': 'var(--accent)',
    '--mantine-primary-color-filled-hover': 'var(--accent)',
    '--mantine-primary-color-contrast': 'var(--on-accent)',
  },
  light: {},
  dark: {},
})

export const theme = createTheme({
  fontFamily: 'var(--font)',
  fontFamilyMonospace: 'var(--mono)',
  fontSizes: { xs: '12px', sm: '13px', md: '13px', lg: '15px', xl: '18px' },
  lineHeights: { xs: '18px', sm: '20px', md: '20px', lg: '22px', xl: '26px' },
  radius: { xs: '4px', sm: '6px', md: '6px', lg: '10px', xl: '10px' },
  defaultRadius: 6,
  focusRing: 'auto',
  respectReducedMotion: true,
  cursorType: 'pointer',
  primaryColor: 'honey',
  colors: {
    honey: [
      '#fdf4de',
      '#f8e7bd',
      '#ecd49a',
      '#efbd55',
      '#e6b043',
      '#dfae56',
      '#d9a03e',
      '#b77408',
      '#a2640a',
      '#8d5207',
    ],
  },
  variantColorResolver,
  components: {
    Button: Button.extend({
      defaultProps: { variant: 'default', size: 'sm' },
      classNames: { root: controls['button'], section: controls['buttonSection'] },
      vars: (_theme, { size }) => ({
        root: {
          '--button-height': size === 'xs' ? 'var(--h-ctl-s)' : 'var(--h-ctl)',
          '--button-padding-x': size === 'xs' ? '8px' : '10px',
          '--button-fz': size === 'xs' ? '12px' : '13px',
        },
      }),
    }),
    ActionIcon: ActionIcon.extend({
      defaultProps: { variant: 'subtle', size: 'sm' },
      classNames: { root: controls['iconButton'] },
      vars: (_theme, { size }) => ({ root: { '--ai-size': size === 'xs' ? 'var(--h-ctl-s)' : 'var(--h-ctl)' } }),
    }),
    Input: {
      classNames: { input: controls['input'] },
      vars: () => ({ wrapper: { '--input-height': 'max(32px, var(--h-ctl))', '--input-fz': '13px' } }),
    },
    InputWrapper: {
      defaultProps: { withAsterisk: false, inputWrapperOrder: ['label', 'input', 'description', 'error'] },
      classNames: { label: controls['label'], description: controls['help'], error: controls['error'] },
    },
    Menu: Menu.extend({
      defaultProps: {
        // An empty box that only takes the focus is no part of a menu.
        withInitialFocusPlaceholder: false,
        // A menu belongs to the page whose commands it holds, and stands inside its landmark.
        portalProps: { target: '#content' },
        shadow: 'none',
        offset: 4,
        position: 'bottom-start',
        transitionProps: { transition: 'pop-top-left', duration: 120, timingFunction: 'ease-out' },
      },
      classNames: {
        dropdown: controls['menu'],
        item: controls['menuItem'],
        label: controls['menuLabel'],
        divider: controls['menuDivider'],
      },
    }),
    // The following by name alone: they come with pages and dialogs that load later.
    Modal: {
      defaultProps: {
        centered: true,
        radius: 10,
        overlayProps: { backgroundOpacity: 0.4, blur: 0 },
        transitionProps: { transition: 'fade', duration: 120 },
      },
      classNames: {
        content: controls['modal'],
        header: controls['modalHeader'],
        body: controls['modalBody'],
        title: controls['modalTitle'],
      },
    },
  },
})
