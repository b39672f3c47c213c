import type { LineQuota } from '@/protocol/quota';
import { useText } from '@/shared/text/TextContext';

/** One account: what is left, and how far it will last. */
export function QuotaCard({ quota }: { quota: LineQuota }) {
  const { text, language } = useText();
  const words = text.quota;
  const number = new Intl.NumberFormat(language);
  const day = (date: string) =>
    new Intl.DateTimeFormat(language, { month: 'long', day: 'numeric', timeZone: 'UTC' }).format(new Date(date));
  const { limit, used, left, alarmAbove } = quota;
  const low = !quota.spent && alarmAbove !== undefined && used !== undefined && used > alarmAbove;

  return (
    <li className={`quota-card ${quota.spent || low ? 'is-low' : ''}`}>
      <div className="quota-name">
        <h2>{quota.account}</h2>
        {quota.spent && <span className="quota-tag">{words.spent}</span>}
        {low && <span className="quota-tag">{words.low}</span>}
      </div>
      {used === undefined && !quota.spent ? (
        <>
          <p>{words.unknown}</p>
          <p className="quota-soft">{words.unknownText}</p>
        </>
      ) : (
        <>
          <p className="quota-left">{left === undefined ? words.noLimit : words.left(number.format(left))}</p>
          {limit !== undefined && left !== undefined && (
            <>
              <meter
                className="sr-only"
                aria-label={words.used}
                max={limit}
                value={Math.min(limit, limit - left)}
                aria-valuetext={words.leftOf(number.format(left), number.format(limit))}
              />
              <div className="quota-bar" aria-hidden="true">
                <span
                  className="quota-used"
                  style={{ inlineSize: `${limit === 0 ? 100 : (100 * (limit - left)) / limit}%` }}
                />
                <span
                  className="quota-mark"
                  style={{ insetInlineStart: `${limit === 0 ? 100 : (100 * (alarmAbove ?? limit)) / limit}%` }}
                />
              </div>
            </>
          )}
          {quota.spent && quota.renewsOn && <p>{words.spentText(day(quota.renewsOn))}</p>}
          <dl className="quota-rows">
            {limit !== undefined && <Row name={words.limit} value={words.messages(number.format(limit))} />}
            {used !== undefined && <Row name={words.used} value={words.messages(number.format(used))} />}
            {limit !== undefined && !quota.spent && (
              <Row name={words.outlook} value={quota.lastsUntil ? words.until(day(quota.lastsUntil)) : words.lasts} />
            )}
            {alarmAbove !== undefined && <Row name={words.alarm} value={words.alarmText(number.format(alarmAbove))} />}
            {quota.renewsOn && limit !== undefined && <Row name={words.renews} value={day(quota.renewsOn)} />}
          </dl>
        </>
      )}
      {quota.asOf && (
        <p className="quota-soft">
          {words.asOf(new Date(quota.asOf).toLocaleTimeString(language, { hour: 'numeric', minute: '2-digit' }))}
        </p>
      )}
    </li>
  );
}

function Row({ name, value }: { name: string; value: string }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </div>
  );
}
