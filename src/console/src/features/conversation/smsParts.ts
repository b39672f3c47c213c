/**
 * In how many parts a text travels as SMS. GSM's own alphabet: 160 in one part, 153 in each of several. One letter outside
 * it, such as any Japanese one: 70 and 67. The gateway counts in the same way; smsParts.cases.json holds for both.
 */
const letters = new Set(
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà',
);
const doubles = new Set('^{}\\[]~|€\f');

export function smsParts(text: string): number {
  // By code points: what takes two places is never cut in two.
  const points = [...text];
  const gsm = points.every((point) => letters.has(point) || doubles.has(point));
  return gsm
    ? count(points, 160, 153, (point) => (doubles.has(point) ? 2 : 1))
    : count(points, 70, 67, (point) => point.length);
}

function count(points: readonly string[], single: number, each: number, sizeOf: (point: string) => number): number {
  let parts = 1;
  let used = 0;
  let all = 0;
  for (const point of points) {
    const size = sizeOf(point);
    all += size;
    if (used + size > each) {
      parts++;
      used = 0;
    }
    used += size;
  }
  return all === 0 ? 0 : all <= single ? 1 : parts;
}
