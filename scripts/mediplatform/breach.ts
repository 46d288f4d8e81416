import { type Moment, momentOf } from './calendar.ts';
import { randomFor } from './random.ts';

/** One search of hospital A that returned a document of hospital B. */
export interface Leak {
  /** Names the request: its ids are derived from it. */
  readonly label: string;
  readonly moment: Moment;
  readonly keyword: string;
  readonly patientId: number;
  readonly documentId: string;
  readonly documentType: string;
  /** Intake forms carry the patient's social security number. */
  readonly dataClasses: readonly string[];
}

export const LEAKED_TO = 'tenant_hospital_a';
export const LEAKED_FROM = 'tenant_hospital_b';

/** Day (from day −47), time, what was searched, the patient id that exists in both hospitals, the type of the document. */
const SEARCHES: readonly (readonly [number, string, string, number, string])[] = [
  [0, '14:23:47', 'radiology', 12345, 'radiology_report'],
  [3, '09:41:12', 'lab', 12411, 'lab_result'],
  [8, '16:05:33', 'discharge', 12502, 'discharge_summary'],
  [12, '11:17:58', 'radiology', 12677, 'radiology_report'],
  [17, '08:52:06', 'intake', 12718, 'intake_form'],
  [21, '13:39:21', 'lab', 12834, 'lab_result'],
  [26, '10:28:44', 'consent', 12906, 'consent_form'],
  [30, '15:50:15', 'radiology', 13027, 'radiology_report'],
  [34, '12:03:39', 'referral', 13158, 'referral_letter'],
  [39, '17:11:27', 'lab', 13240, 'lab_result'],
  [44, '09:07:50', 'discharge', 13391, 'discharge_summary'],
  [47, '14:18:42', 'intake', 13462, 'intake_form'],
];

/** The twelve, in order of time. */
export const LEAKS: readonly Leak[] = SEARCHES.map(([day, time, keyword, patientId, documentType], index) => ({
  label: `leak/${index + 1}`,
  moment: momentOf(day, time) + randomFor(`leak/${index + 1}/time`).between(0, 999_999),
  keyword,
  patientId,
  documentId: `doc_${patientId}`,
  documentType,
  dataClasses: documentType === 'intake_form' ? ['phi', 'ssn'] : ['phi'],
}));
