import type { Language } from './time';

const locales = { ja: 'ja-JP', en: 'en-GB' };

/** 17.6 JPY as ￥17.6: no more decimals than the price has. A currency that nobody knows keeps its letters. */
export function moneyOf(amount: number, currency: string, language: Language): string {
  return new Intl.NumberFormat(locales[language], {
    style: 'currency',
    currency,
    minimumFractionDigits: 0,
    maximumFractionDigits: 2,
  }).format(amount);
}
