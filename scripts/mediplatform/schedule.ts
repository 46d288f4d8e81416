import { LEAKS } from './breach.ts';
import { DAYS, dayOf, type Moment, momentOf } from './calendar.ts';
import { anyHospital, tenantOf } from './hospitals.ts';
import { randomFor } from './random.ts';
import type { RequestSpec } from './recorder.ts';
import { leakingSearch, ordinaryRequest } from './requests.ts';

/** All requests in order of time, one day in memory at once: `count` of them, the twelve leaks among them. */
export function* requests(count: number): Generator<RequestSpec> {
  const ordinary = count - LEAKS.length;
  for (let day = 0; day < DAYS; day++) {
    const from = Math.floor((ordinary * day) / DAYS);
    const until = Math.floor((ordinary * (day + 1)) / DAYS);
    yield* requestsOfDay(day, from, until);
  }
}

function* requestsOfDay(day: number, from: number, until: number): Generator<RequestSpec> {
  const due: { moment: Moment; make: () => RequestSpec }[] = [];
  for (const leak of LEAKS) {
    if (dayOf(leak.moment) === day) due.push({ moment: leak.moment, make: () => leakingSearch(leak) });
  }
  for (let number = from; number < until; number++) {
    const label = `request/${number}`;
    const random = randomFor(label);
    const moment = momentOf(day, '06:00:00') + random.between(0, 13 * 3_600_000 - 1) * 1000 + random.between(0, 999);
    const tenant = tenantOf(anyHospital(random));
    due.push({ moment, make: () => ordinaryRequest({ label, moment, tenant, random }) });
  }
  due.sort((a, b) => a.moment - b.moment);
  for (const { make } of due) yield make();
}
