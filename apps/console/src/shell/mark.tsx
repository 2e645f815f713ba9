/** The product's sign. */
export const Mark = ({ size = 32 }: { size?: number }) => (
  <svg className="mark" width={size} height={size} viewBox="0 0 32 32" aria-hidden="true">
    <path
      className="mark-bubble"
      d="M4 8a5 5 0 0 1 5-5h14a5 5 0 0 1 5 5v9a5 5 0 0 1-5 5h-7.2L9.6 27.6A1 1 0 0 1 8 26.8V22a4 4 0 0 1-4-4z"
    />
    <path className="mark-lines" d="M10 10h12M10 15h7" />
  </svg>
);
