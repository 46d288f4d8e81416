// Where things lie in the scanner's memory, for both sides of it: this file is compiled by AssemblyScript and by
// TypeScript alike. Everything is in bytes unless said otherwise. Address 0 holds zeros, so that what is read behind
// a failure (a null pointer) is no token; the compiler's own data is in between.

/** Spans, attributes and events that one batch has room for. */
export const ROWS = 2048;
export const PAIRS = 32768;
export const EVENTS = 8192;

/** Distinct texts that are remembered, by codes from 1 on, and the bytes they have room for. */
export const TEXTS = 32768;
export const SLOTS = 65536;
export const ARENA_LENGTH = 2097152;

/** Why `scan` returned. */
export const LIST_ENDS = 0;
/** The element at hand has something unusual, or its bytes end too early. */
export const UNUSUAL = 1;
/** A batch or the texts have no more room; nothing of the element at hand is kept. */
export const FULL = 2;

/** Words: where the scanner stopped, its line, and how many spans, attributes, events and texts there are. */
export const POSITION = 16384;
export const LINE = 16388;
export const ROW_COUNT = 16392;
export const PAIR_COUNT = 16396;
export const EVENT_COUNT = 16400;
export const TEXT_COUNT = 16404;
export const ARENA_USED = 16408;
/** Words: whether events, links and status messages are wanted. */
export const WANTS_EVENTS = 16412;
export const WANTS_LINKS = 16416;
export const WANTS_STATUS_MESSAGE = 16420;
/** A word: how many traces `TRACE_IDS` has. */
export const TRACE_COUNT = 16424;

/** Columns of spans: 32 bits. Ids are words, most significant first; texts are codes. */
export const TRACE_0 = 16448;
export const TRACE_1 = TRACE_0 + ROWS * 4;
export const TRACE_2 = TRACE_1 + ROWS * 4;
export const TRACE_3 = TRACE_2 + ROWS * 4;
export const ID_HIGH = TRACE_3 + ROWS * 4;
export const ID_LOW = ID_HIGH + ROWS * 4;
export const PARENT_HIGH = ID_LOW + ROWS * 4;
export const PARENT_LOW = PARENT_HIGH + ROWS * 4;
export const NAME = PARENT_LOW + ROWS * 4;
export const STATUS_MESSAGE = NAME + ROWS * 4;
export const START_SECONDS = STATUS_MESSAGE + ROWS * 4;
export const START_NANOSECONDS = START_SECONDS + ROWS * 4;
export const END_SECONDS = START_NANOSECONDS + ROWS * 4;
export const END_NANOSECONDS = END_SECONDS + ROWS * 4;
/** In the window. */
export const OFFSET = END_NANOSECONDS + ROWS * 4;
export const SPAN_LINE = OFFSET + ROWS * 4;
export const RESOURCE = SPAN_LINE + ROWS * 4;
export const SCOPE = RESOURCE + ROWS * 4;
/** Where the span's attributes begin and end, and how many events there were before it. */
export const FIRST_PAIR = SCOPE + ROWS * 4;
export const LAST_PAIR = FIRST_PAIR + ROWS * 4;
export const FIRST_EVENT = LAST_PAIR + ROWS * 4;
/** 64 bits, doubles: in the content. `settle` fills it. */
export const OFFSET_IN_CONTENT = FIRST_EVENT + ROWS * 4;
/** 8 bits. */
export const PARENT_STATE = OFFSET_IN_CONTENT + ROWS * 8;
export const KIND = PARENT_STATE + ROWS;
export const STATUS = KIND + ROWS;
export const FLAGS = STATUS + ROWS;

/** Columns of events. */
export const EVENT_NAME = FLAGS + ROWS;
export const EVENT_SECONDS = EVENT_NAME + EVENTS * 4;
export const EVENT_NANOSECONDS = EVENT_SECONDS + EVENTS * 4;
export const EVENT_FIRST_PAIR = EVENT_NANOSECONDS + EVENTS * 4;
export const EVENT_LAST_PAIR = EVENT_FIRST_PAIR + EVENTS * 4;
export const EVENT_FLAGS = EVENT_LAST_PAIR + EVENTS * 4;

/**
 * Attributes, two words each: the key's place in the request (where every attribute is wanted, the key's code; where it
 * begins as requested, its code and `PREFIXED`) and the value's code. Those of one owner lie together, in the order in
 * which they are written.
 */
export const PREFIXED = 0x4000_0000;
export const PAIR = EVENT_FLAGS + EVENTS;

/**
 * Requested keys of a scope: the first of each length, then the keys, of which none begins with one of the prefixes that
 * stand behind them. More or longer ones than these don't fit.
 */
export const KEYS = 64;
export const PREFIXES = 4;
export const LONGEST_KEY = 111;
export const KEY_SIZE = 128;
/** In a key: the next of its length, its place in the request, its length, and its text. */
export const KEY_NEXT = 0;
export const KEY_PLACE = 4;
export const KEY_LENGTH = 8;
export const KEY_TEXT = 16;
/**
 * In a scope: whether every attribute is wanted, its bit of `UNWANTED`, the first key by length, how many prefixes, where
 * the columns are that `settle` is to fill (0 for nowhere), the keys from 1 on, for each whether its column was filled, and
 * how many pairs are in no column since their keys begin as requested.
 */
export const SCOPE_EVERY = 0;
export const SCOPE_BIT = 4;
export const SCOPE_FIRST = 8;
export const SCOPE_PREFIX_COUNT = 120;
export const SCOPE_COLUMNS = 124;
export const SCOPE_KEYS = 128;
export const SCOPE_PREFIXES = SCOPE_KEYS + (KEYS + 1) * KEY_SIZE;
export const SCOPE_FILLED = SCOPE_PREFIXES + PREFIXES * KEY_SIZE;
export const SCOPE_PREFIXED_COUNT = SCOPE_FILLED + KEYS;
export const SCOPE_SIZE = SCOPE_PREFIXED_COUNT + 8;
export const SPAN_KEYS = PAIR + PAIRS * 8;
export const EVENT_KEYS = SPAN_KEYS + SCOPE_SIZE;

/** Texts: four words each (where the text begins, its length, its kind, its hash), the slots, and the bytes. */
export const TEXT_SIZE = 16;
export const TEXT = EVENT_KEYS + SCOPE_SIZE;
/** One byte by text: a bit for each scope in which nobody wants the values of that key. */
export const UNWANTED = TEXT + TEXTS * TEXT_SIZE;
/** Words: the code of the value that each text stands for, which whoever decodes texts fills in. */
export const VALUE = UNWANTED + TEXTS;
export const SLOT = VALUE + TEXTS * 4;
export const ARENA = SLOT + SLOTS * 4;

/** What a text is: as in the JSON, between the quotes if it has any. */
export const PLAIN_STRING = 0;
export const ESCAPED_STRING = 1;
/** Eight bytes, a little-endian double. */
export const NUMBER = 2;
/** A JSON number. */
export const WRITTEN_DOUBLE = 3;
/** `true` or `false`. */
export const WORD = 4;
/** The JSON of an ArrayValue, or of a KeyValueList. */
export const LIST = 5;
export const MAP = 6;
/** An ArrayValue in protobuf, of texts, numbers and booleans. */
export const LIST_MESSAGE = 7;

/**
 * Words that `settle` fills: for each requested key, the codes of values by rows; and the traces that follow each other,
 * by rows their numbers from 0 on, by numbers four words of their ids.
 */
export const SPAN_COLUMNS = ARENA + ARENA_LENGTH + 64;
export const EVENT_COLUMNS = SPAN_COLUMNS + KEYS * ROWS * 4;
export const TRACE = EVENT_COLUMNS + KEYS * EVENTS * 4;
export const TRACE_IDS = TRACE + ROWS * 4;

/**
 * What is known of the ways from one list of spans into the next. Words: how many are known, and the place of the last
 * that was passed. What the other side does when it is told: how many were passed in one scan; then, places plus one (0 for
 * none), the last with a document, a resource, a scope, where in the window that document begins, its line, and the rows
 * with which that resource and scope begin; whether nothing of the list at hand was read.
 */
export const PASSING = TRACE_IDS + ROWS * 16;
export const PASSAGE_COUNT = PASSING;
export const PASSAGE_LAST = PASSING + 4;
export const PASSED = PASSING + 8;
export const PASSED_DOCUMENT = PASSING + 12;
export const PASSED_DOCUMENT_AT = PASSING + 16;
export const PASSED_DOCUMENT_LINE = PASSING + 20;
export const PASSED_RESOURCE = PASSING + 24;
export const PASSED_RESOURCE_ROW = PASSING + 28;
export const PASSED_SCOPE = PASSING + 32;
export const PASSED_SCOPE_ROW = PASSING + 36;
export const IS_FIRST = PASSING + 40;
/**
 * Passages, words each: its length, its newlines, the numbers of the resource and the scope behind it; whether a document
 * begins in it, at which byte and behind how many newlines; the one that came next last time; how often it was passed,
 * which the other side sets back. Then the bytes.
 */
export const PASSAGES = PASSING + 64;
export const MOST_PASSAGES = 32;
export const LONGEST_PASSAGE = 4096;
export const PASSAGE_LENGTH = 0;
export const PASSAGE_LINES = 4;
export const PASSAGE_RESOURCE = 8;
export const PASSAGE_SCOPE = 12;
export const PASSAGE_HAS_DOCUMENT = 16;
export const PASSAGE_DOCUMENT_AT = 20;
export const PASSAGE_DOCUMENT_LINES = 24;
export const PASSAGE_NEXT = 28;
export const PASSAGE_USES = 32;
export const PASSAGE_TEXT = 64;
export const PASSAGE_SIZE = PASSAGE_TEXT + LONGEST_PASSAGE + 64;
/** In place of a resource's number: the one before goes on. */
export const SAME_RESOURCE = 0xffff_ffff;

/** Tables that `scan` is made of; only the scanner's side knows what is in them. */
export const TABLES = PASSAGES + MOST_PASSAGES * PASSAGE_SIZE;
export const TABLES_LENGTH = 49152;

/** The bytes to scan, to the end of the memory. */
export const WINDOW = TABLES + TABLES_LENGTH;
