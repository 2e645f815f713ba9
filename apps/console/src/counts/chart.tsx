import { scaleBand, scaleLinear } from 'd3-scale';
import { stack } from 'd3-shape';
import { useLayoutEffect, useRef, useState } from 'react';
import { useWords } from '../texts/texts.js';
import { groups, type Day, type Group } from './series.js';

const HEIGHT = 260;
const MARGIN = { top: 12, right: 8, bottom: 26, left: 44 };
/** Labels of days need so much room, in pixels. */
const LABEL = 62;

/** Turns by day as stacked bars. What it shows stands in the table beside it; so to screen readers it is one picture. */
export function Chart({ days, label }: { days: readonly Day[]; label: string }) {
  const words = useWords();
  const [frame, width] = useWidth();
  const [at, setAt] = useState<number>();
  const x = scaleBand<number>()
    .domain(days.map((_, index) => index))
    .range([MARGIN.left, width - MARGIN.right])
    .paddingInner(0.25)
    .paddingOuter(0.1);
  const most = Math.max(4, ...days.map(({ total }) => total));
  const y = scaleLinear()
    .domain([0, most])
    .nice(4)
    .range([HEIGHT - MARGIN.bottom, MARGIN.top]);
  const layers = stack<Day, Group>()
    .keys(groups)
    .value(({ counts }, group) => counts[group])([...days]);
  const every = Math.max(1, Math.ceil((days.length * LABEL) / Math.max(width - MARGIN.left - MARGIN.right, LABEL)));
  const shown = at === undefined ? undefined : days[at];
  return (
    <div className="chart" ref={frame}>
      <svg width={width} height={HEIGHT} role="img" aria-label={label} onMouseLeave={() => setAt(undefined)}>
        {y.ticks(4).map((tick) => (
          <g key={tick} className="tick" transform={`translate(0,${y(tick)})`}>
            <line x1={MARGIN.left} x2={width - MARGIN.right} />
            <text x={MARGIN.left - 8} dy="0.32em">
              {words.number(tick)}
            </text>
          </g>
        ))}
        {layers.map((layer) => (
          <g key={layer.key} className={`bar ${layer.key}`}>
            {layer.map(([low, high], index) =>
              high > low ? (
                <rect
                  key={index}
                  x={x(index)}
                  width={x.bandwidth()}
                  y={y(high)}
                  height={Math.max(1, y(low) - y(high) - 1)}
                  rx={2}
                />
              ) : null,
            )}
          </g>
        ))}
        {days.map(({ day }, index) => (
          <g key={day}>
            {(days.length - 1 - index) % every === 0 && (
              <text className="day-label" x={x(index)! + x.bandwidth() / 2} y={HEIGHT - 8}>
                {words.day(`${day}T12:00:00Z`)}
              </text>
            )}
            <rect
              className={`hit ${at === index ? 'at' : ''}`}
              x={x(index)! - (x.step() - x.bandwidth()) / 2}
              width={x.step()}
              y={MARGIN.top}
              height={HEIGHT - MARGIN.top - MARGIN.bottom}
              onMouseEnter={() => setAt(index)}
            />
          </g>
        ))}
      </svg>
      {shown && <Tip day={shown} left={x(at!)! + x.bandwidth() / 2} width={width} />}
    </div>
  );
}

function Tip({ day: { day, counts, total }, left, width }: { day: Day; left: number; width: number }) {
  const words = useWords();
  const side = left > width / 2 ? { right: width - left + 12 } : { left: left + 12 };
  return (
    <div className="tip" style={side} aria-hidden="true">
      <strong>{words.day(`${day}T12:00:00Z`)}</strong>
      {groups
        .filter((group) => counts[group] > 0)
        .map((group) => (
          <p key={group}>
            <i className={`swatch ${group}`} /> {words.say(`group.${group}`)} <b>{words.number(counts[group])}</b>
          </p>
        ))}
      <p>
        {words.say('counts.total')} <b>{words.number(total)}</b>
      </p>
    </div>
  );
}

function useWidth() {
  const frame = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(640);
  useLayoutEffect(() => {
    const element = frame.current;
    if (!element) return;
    const observer = new ResizeObserver(
      ([entry]) => entry && setWidth(Math.max(280, Math.floor(entry.contentRect.width))),
    );
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  return [frame, width] as const;
}
