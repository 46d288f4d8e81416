import { appendFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { context, type Tracer } from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import { JsonTraceSerializer } from '@opentelemetry/otlp-transformer';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { BatchSpanProcessor, type ReadableSpan, type SpanExporter, TracerProvider } from '@opentelemetry/sdk-trace';

export interface Telemetry {
  readonly tracer: Tracer;
  /** Writes what is left. */
  stop(): Promise<void>;
}

/** The OpenTelemetry SDK, as any service sets it up; spans go to a file of OTLP JSON lines instead of a collector. */
export function startTelemetry(file: string): Telemetry {
  context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
  const provider = new TracerProvider({
    resource: resourceFromAttributes({ 'service.name': 'patient-api', 'service.version': '2.3.1' }),
    spanProcessors: [new BatchSpanProcessor({ exporter: new FileExporter(file) })],
  });
  return {
    tracer: provider.getTracer('mediplatform.patient-api', '2.3.1'),
    stop: async () => {
      await provider.shutdown();
      context.disable();
    },
  };
}

/** Each batch is one line, as the collector's file exporter writes it. */
class FileExporter implements SpanExporter {
  readonly #file: string;

  constructor(file: string) {
    this.#file = file;
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, '');
  }

  export(spans: ReadableSpan[], done: Parameters<SpanExporter['export']>[1]): void {
    const line = JsonTraceSerializer.serializeRequest(spans);
    if (line) appendFileSync(this.#file, Buffer.concat([line, Buffer.from('\n')]));
    // 0 is success; what can't be written throws
    done({ code: 0 });
  }

  async shutdown(): Promise<void> {}
}
