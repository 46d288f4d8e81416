/** The names that OpenTelemetry gives an instrumentation scope's name and version where they have to be attributes. */
export const SCOPE_KEYS = { name: 'otel.scope.name', version: 'otel.scope.version' } as const;
