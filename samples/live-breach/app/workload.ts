import type { Row } from './database.ts';
import type { PatientApi } from './patient-api.ts';

/** First and last patient number of each hospital. Numbers 7 to 12 are given in two of them. */
export const HOSPITALS: Readonly<Record<string, readonly [first: number, last: number]>> = {
  hospital_a: [1, 12],
  hospital_b: [7, 18],
  hospital_c: [31, 40],
};

const TITLES = ['Lab result', 'Intake form', 'Discharge summary'] as const;
const KEYWORDS = ['lab', 'intake', 'summary', 'x-ray'] as const;

/** One answer that a hospital was given. */
export interface Answer {
  readonly tenant: string;
  readonly kind: 'patients' | 'documents' | 'upload' | 'search';
  readonly rows: readonly Row[];
}

/** A morning at three hospitals: they upload, look, and search, one after another. */
export async function* morning(api: PatientApi): AsyncGenerator<Answer> {
  const tenants = Object.keys(HOSPITALS);
  for (let hour = 0; hour < 8; hour++) {
    for (const tenant of tenants) {
      const [first, last] = HOSPITALS[tenant]!;
      const patient = first + ((hour * 5) % (last - first + 1));
      yield { tenant, kind: 'patients', rows: await api.patients(tenant) };
      const title = TITLES[(hour + tenant.charCodeAt(tenant.length - 1)) % TITLES.length]!;
      yield { tenant, kind: 'upload', rows: await api.upload(tenant, patient, `${title} ${hour}`) };
      yield { tenant, kind: 'documents', rows: await api.documentsOf(tenant, patient) };
      const keyword = KEYWORDS[hour % KEYWORDS.length]!;
      yield { tenant, kind: 'search', rows: await api.searchDocuments(tenant, keyword) };
    }
  }
}
