import type { Random } from './random.ts';

export const HOSPITALS = 340;

/** `tenant_hospital_a` … `tenant_hospital_z`, `tenant_hospital_aa` … */
export function tenantOf(hospital: number): string {
  let letters = '';
  for (let rest = hospital + 1; rest > 0; rest = Math.floor((rest - 1) / 26)) {
    letters = String.fromCharCode(97 + ((rest - 1) % 26)) + letters;
  }
  return `tenant_hospital_${letters}`;
}

/** A few hospitals are large: half of the requests come from the first eight. */
export function anyHospital(random: Random): number {
  return random.between(0, 1) === 0 ? random.between(0, 7) : random.between(0, HOSPITALS - 1);
}
