import { LEAKED_FROM, LEAKED_TO, type Leak } from './breach.ts';
import { type Random, randomFor } from './random.ts';
import type { RequestSpec } from './recorder.ts';
import { type Call, connection, query, request, sessionLookup, tenantCheck } from './spans.ts';

const DOCUMENT_TYPES = [
  'radiology_report',
  'lab_result',
  'discharge_summary',
  'consent_form',
  'referral_letter',
] as const;

/** The search that was added with documents: no tenant filter, and no policy on patient_documents. */
const SEARCH =
  'SELECT pd.* FROM patient_documents pd JOIN patients p ON pd.patient_id = p.id WHERE pd.document_type LIKE $1';

/** A request that keeps its tenant's data apart; which one is drawn. */
export function ordinaryRequest(call: Call): RequestSpec {
  const drawn = call.random.between(1, 100);
  if (drawn <= 30) return uploadDocument(call);
  if (drawn <= 55) return listDocuments(call);
  if (drawn <= 80) return searchOwnDocuments(call);
  return pendingPatients(call);
}

/** One of the twelve: patient ids are unique per hospital only, and the join finds the other hospital's document. */
export function leakingSearch(leak: Leak): RequestSpec {
  const call: Call = { label: leak.label, moment: leak.moment, tenant: LEAKED_TO, random: randomFor(leak.label) };
  return searchDocuments(call, leak.keyword, LEAKED_FROM, {
    ids: [leak.documentId],
    patients: [leak.patientId],
    types: [leak.documentType],
    classes: leak.dataClasses,
  });
}

interface Documents {
  readonly ids: readonly string[];
  readonly patients: readonly number[];
  readonly types: readonly string[];
  readonly classes: readonly string[];
}

function searchOwnDocuments(call: Call): RequestSpec {
  const type = call.random.pick(DOCUMENT_TYPES);
  const patients = Array.from({ length: call.random.between(1, 4) }, () => patientId(call.random));
  return searchDocuments(call, type.slice(0, type.indexOf('_')), call.tenant, {
    ids: patients.map((patient) => `doc_${patient}`),
    patients,
    types: [type],
    classes: ['phi'],
  });
}

function searchDocuments(call: Call, keyword: string, tenantOfRows: string, found: Documents): RequestSpec {
  const path = '/api/documents/search';
  return request(call, { method: 'GET', route: path, path, query: `keyword=${keyword}`, status: 200 }, [
    sessionLookup(call),
    connection(call),
    query(call, {
      operation: 'SELECT',
      table: 'patient_documents',
      text: SEARCH,
      rows: found.ids.length,
      policyOn: ['patients'],
      attributes: {
        'app.document.ids': [...found.ids],
        'app.document.types': [...found.types],
        'app.document.tenant': tenantOfRows,
        'app.patient.ids': [...found.patients],
        'app.data.classes': [...found.classes],
      },
    }),
    tenantCheck(call, tenantOfRows, found.ids.length),
  ]);
}

function uploadDocument(call: Call): RequestSpec {
  const patient = patientId(call.random);
  const route = '/api/patients/{id}/documents';
  return request(call, { method: 'POST', route, path: documentsOf(patient), status: 201 }, [
    sessionLookup(call),
    connection(call),
    query(call, {
      operation: 'INSERT',
      table: 'patient_documents',
      text: 'INSERT INTO patient_documents (patient_id, tenant_id, document_type, s3_key) VALUES ($1, $2, $3, $4)',
      rows: 0,
      policyOn: [],
    }),
    tenantCheck(call, call.tenant, 1),
  ]);
}

function listDocuments(call: Call): RequestSpec {
  const patient = patientId(call.random);
  const rows = call.random.between(1, 9);
  const route = '/api/patients/{id}/documents';
  return request(call, { method: 'GET', route, path: documentsOf(patient), status: 200 }, [
    sessionLookup(call),
    connection(call),
    query(call, {
      operation: 'SELECT',
      table: 'patient_documents',
      text: 'SELECT * FROM patient_documents WHERE tenant_id = $1 AND patient_id = $2',
      rows,
      policyOn: [],
    }),
    tenantCheck(call, call.tenant, rows),
  ]);
}

function pendingPatients(call: Call): RequestSpec {
  const path = '/api/patients';
  return request(call, { method: 'GET', route: path, path, query: 'status=pending', status: 200 }, [
    sessionLookup(call),
    connection(call),
    query(call, {
      operation: 'SELECT',
      table: 'patients',
      text: "SELECT * FROM patients WHERE status = 'pending'",
      rows: call.random.between(0, 40),
      policyOn: ['patients'],
    }),
  ]);
}

function patientId(random: Random): number {
  return random.between(10_000, 49_999);
}

function documentsOf(patient: number): string {
  return `/api/patients/${patient}/documents`;
}
