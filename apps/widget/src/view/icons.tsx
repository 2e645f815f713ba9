import type { JSX } from 'preact';

const shape = (name: string, ...paths: string[]): (() => JSX.Element) =>
  function Icon() {
    return (
      <svg class={name} viewBox="0 0 24 24" aria-hidden="true" focusable="false">
        {paths.map((d) => (
          <path d={d} />
        ))}
      </svg>
    );
  };

const icon = (...paths: string[]) => shape('icon', ...paths);

export const ChatIcon = icon(
  'M21 11.5a8.4 8.4 0 0 1-9 8.4 9 9 0 0 1-3.7-.8L3 21l1.9-4.7A8.2 8.2 0 0 1 3.5 11.5 8.6 8.6 0 0 1 12.2 3 8.6 8.6 0 0 1 21 11.5Z',
);
export const CloseIcon = icon('M18 6 6 18', 'm6 6 12 12');
export const DownIcon = icon('m6 9 6 6 6-6');
export const SendIcon = icon('M12 19V5', 'm5 12 7-7 7 7');
export const BackIcon = icon('m15 18-6-6 6-6');
export const PersonIcon = icon(
  'M19 21v-1.5a4.5 4.5 0 0 0-4.5-4.5h-5A4.5 4.5 0 0 0 5 19.5V21',
  'M16 7.5a4 4 0 1 1-8 0 4 4 0 0 1 8 0Z',
);
export const MenuIcon = shape('icon icon-dots', 'M12 12h.01', 'M19 12h.01', 'M5 12h.01');
export const SourceIcon = icon(
  'M14 3H7a2 2 0 0 0-2 2v14a2 2 0 0 0 2 2h10a2 2 0 0 0 2-2V8Z',
  'M14 3v5h5',
  'M9 13h6',
  'M9 17h4',
);
export const OutIcon = icon('M14 4h6v6', 'M20 4 10 14', 'M18 14v4a2 2 0 0 1-2 2H6a2 2 0 0 1-2-2V8a2 2 0 0 1 2-2h4');
export const StarIcon = icon('m12 3.5 2.6 5.4 5.9.8-4.3 4.1 1.1 5.9-5.3-2.9-5.3 2.9 1.1-5.9L3.5 9.7l5.9-.8Z');
export const AlertIcon = icon('M12 8v5', 'M12 16.5h.01', 'M21 12a9 9 0 1 1-18 0 9 9 0 0 1 18 0Z');
