-- The part of MediPlatform's schema that the sample is about (PostgreSQL).

CREATE TABLE tenants (
  id   TEXT PRIMARY KEY,           -- tenant_hospital_a …
  name VARCHAR(255) NOT NULL
);

CREATE TABLE patients (
  id        INTEGER NOT NULL,      -- unique in its hospital only
  tenant_id TEXT NOT NULL REFERENCES tenants (id),
  name      VARCHAR(255),
  ssn       CHAR(11),
  dob       DATE,
  status    VARCHAR(20),
  PRIMARY KEY (tenant_id, id)
);

ALTER TABLE patients ENABLE ROW LEVEL SECURITY;
CREATE POLICY tenant_isolation ON patients
  USING (tenant_id = current_setting('app.current_tenant'));

-- 2024-09-01
CREATE TABLE patient_documents (
  id            SERIAL PRIMARY KEY,
  patient_id    INTEGER NOT NULL,
  tenant_id     TEXT NOT NULL,
  document_type VARCHAR(50),
  s3_key        VARCHAR(255),
  uploaded_at   TIMESTAMP
);
-- Forgotten: ENABLE ROW LEVEL SECURITY and the policy.

-- The search that came with it. It joins on patient_id alone, and nothing pins pd.tenant_id: the policy hides the
-- other hospitals' patients, but a document of theirs whose patient has the same number as one of ours is found.
--
--   SELECT pd.* FROM patient_documents pd JOIN patients p ON pd.patient_id = p.id WHERE pd.document_type LIKE $1
