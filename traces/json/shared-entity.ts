import type { SharedRows } from '../columns/shared-rows';
import { SCOPE_KEYS } from '../scope-keys';
import type { AttributeReader } from './attributes';
import { FieldTable } from './field-table';
import type { JsonReading } from './reading';
import { atString, enterObject, readIsPositive } from './values';

const ATTRIBUTES = 1;
const DROPPED_ATTRIBUTES = 2;
const NAME = 3;
const VERSION = 4;

const RESOURCE_FIELDS = new FieldTable([
  [ATTRIBUTES, 'attributes'],
  [DROPPED_ATTRIBUTES, 'droppedAttributesCount', 'dropped_attributes_count'],
]);

const SCOPE_FIELDS = new FieldTable([
  [ATTRIBUTES, 'attributes'],
  [DROPPED_ATTRIBUTES, 'droppedAttributesCount', 'dropped_attributes_count'],
  [NAME, 'name'],
  [VERSION, 'version'],
]);

/**
 * Reads a resource, for the spans that were given `opened`.
 * @returns whether it reports dropped attributes
 */
export function readResource(reading: JsonReading, opened: number): boolean {
  const { builder, resourceAttributes } = reading;
  return readEntity(reading, RESOURCE_FIELDS, resourceAttributes, builder.resources, opened, 'resource');
}

/** Reads an instrumentation scope; its name and version are attributes like the others (see `SCOPE_KEYS`). */
export function readScope(reading: JsonReading, opened: number): boolean {
  return readEntity(reading, SCOPE_FIELDS, reading.scopeAttributes, reading.builder.scopes, opened, 'scope');
}

function readEntity(
  reading: JsonReading,
  fields: FieldTable,
  attributes: AttributeReader,
  shared: SharedRows,
  opened: number,
  what: string,
): boolean {
  const { scanner } = reading;
  attributes.clear();
  let dropped = false;
  let name = 0;
  let version = 0;
  if (enterObject(reading, what)) {
    fields.begin();
    for (let first = true; ; first = false) {
      const field = scanner.nextField(fields, first);
      if (field < 0) break;
      if (field === ATTRIBUTES) attributes.read();
      else if (field === DROPPED_ATTRIBUTES) dropped = readIsPositive(reading);
      else if (field === NAME) name = readNonEmpty(reading);
      else if (field === VERSION) version = readNonEmpty(reading);
      else scanner.skipValue();
    }
  }
  attributes.setIfAbsent(SCOPE_KEYS.name, name);
  attributes.setIfAbsent(SCOPE_KEYS.version, version);
  shared.close(opened, attributes.codes);
  reading.builder.commitEntity();
  return dropped;
}

/** The code of the string that is next; 0 for an empty one, which protobuf can't tell from none. */
function readNonEmpty(reading: JsonReading): number {
  const { scanner } = reading;
  if (!atString(reading, 'a scope’s name or version')) return 0;
  scanner.readString();
  if (scanner.textStart === scanner.textEnd) return 0;
  return reading.builder.values.internUtf8(scanner.text, scanner.textStart, scanner.textEnd);
}
