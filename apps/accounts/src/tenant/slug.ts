/**
 * A company's short name as it is kept, from what somebody typed at log-in: `ACME` and, on a Turkish keyboard, `İZMİR`
 * are `acme` and `izmir`. No short name has another i than that of a–z, so all four letters i stand for it.
 */
export const slugOf = (typed: string): string => typed.trim().replace(/[İı]/g, 'i').toLowerCase();
