/** The sites that the lines of a text name, by any of their pages; one without a scheme is taken for a safe one. */
export const addressesIn = (text: string): string[] =>
  text
    .split(/[\s,;]+/)
    .filter((each) => each !== '')
    .map((each) => siteOf(each.includes('://') ? each : `https://${each}`));

const siteOf = (address: string): string => {
  const origin = URL.canParse(address) ? new URL(address).origin : 'null';
  return origin === 'null' ? address : origin;
};

/** Which of the addresses a refusal names: the API numbers them. */
export function refusedIn(
  details: Readonly<Record<string, unknown>>,
  addresses: readonly string[],
): string | undefined {
  const [field] = Object.keys((details['fields'] as object | undefined) ?? {});
  return addresses[Number(/^allowed_origins\.(\d+)$/.exec(field ?? '')?.[1])];
}
