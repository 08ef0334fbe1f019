/** The arbour where people meet and talk. */
export function Logo({ size = 20 }: { size?: number }) {
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      strokeWidth={1.6}
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
    >
      <path d="M3 11 12 4l9 7M3 11h18M6 11v9M18 11v9M10.5 11v4.5M13.5 11v4.5M6 15.5h12M4 20h4M16 20h4" />
    </svg>
  )
}
