import { type Attributes, context, type Span, type SpanKind, type Tracer, trace } from '@opentelemetry/api';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { AlwaysOnSampler, type ReadableSpan, type SpanProcessor, TracerProvider } from '@opentelemetry/sdk-trace';
import { hrTime, type Moment } from './calendar.ts';
import { type Random, randomFor } from './random.ts';

export interface EventSpec {
  readonly name: string;
  /** Microseconds after the start of the span. */
  readonly after: number;
  readonly attributes: Attributes;
}

/** A span to be; its children lie inside it. */
export interface SpanSpec {
  readonly name: string;
  readonly kind: SpanKind;
  /** Microseconds after the start of the request. */
  readonly after: number;
  /** Microseconds. */
  readonly duration: number;
  readonly attributes: Attributes;
  readonly events?: readonly EventSpec[];
  readonly children?: readonly SpanSpec[];
}

/** One request: what it is called (its ids follow from that), when it began, its root span. */
export interface RequestSpec {
  readonly label: string;
  readonly moment: Moment;
  readonly root: SpanSpec;
}

/** Keeps the spans of one request in the order in which they were started. */
class StartOrder implements SpanProcessor {
  spans: ReadableSpan[] = [];
  onStart(span: Span & ReadableSpan): void {
    this.spans.push(span);
  }
  onEnd(): void {}
  async forceFlush(): Promise<void> {}
  async shutdown(): Promise<void> {}
}

/** The patient API under the OpenTelemetry SDK, with given times and ids in place of clock and chance. */
export class Recorder {
  readonly #finished = new StartOrder();
  readonly #tracer: Tracer;
  #ids: Random = randomFor('');

  constructor() {
    const provider = new TracerProvider({
      resource: resourceFromAttributes({
        'service.name': 'patient-api',
        'service.namespace': 'mediplatform',
        'service.version': '2.3.1',
        'deployment.environment.name': 'production',
      }),
      sampler: new AlwaysOnSampler(),
      spanLimits: {},
      idGenerator: { generateTraceId: () => this.#ids.hex(32), generateSpanId: () => this.#ids.hex(16) },
      spanProcessors: [this.#finished],
    });
    this.#tracer = provider.getTracer('mediplatform.patient-api', '2.3.1');
  }

  record(request: RequestSpec): ReadableSpan[] {
    this.#ids = randomFor(`${request.label}/ids`);
    this.#finished.spans = [];
    this.#run(request.root, request.moment, null);
    return this.#finished.spans;
  }

  #run(spec: SpanSpec, requestStart: Moment, parent: Span | null): void {
    const start = requestStart + spec.after;
    const around = parent === null ? context.active() : trace.setSpan(context.active(), parent);
    const { name, kind, attributes } = spec;
    const span = this.#tracer.startSpan(name, { kind, attributes, startTime: hrTime(start) }, around);
    for (const event of spec.events ?? []) {
      span.addEvent(event.name, event.attributes, hrTime(start + event.after));
    }
    for (const child of spec.children ?? []) this.#run(child, requestStart, span);
    span.end(hrTime(start + spec.duration));
  }
}
