import type { NotificationType, NotificationType0, RequestType, RequestType0 } from 'vscode-jsonrpc';
import type { BaseLanguageClient, Disposable } from 'vscode-languageclient';

// The messages of protocol/ over the client's connection. By method name, since the client library brings a
// version of vscode-jsonrpc of its own, whose message classes are not those of protocol/.

export function request<R>(client: BaseLanguageClient, type: RequestType0<R, void>): Promise<R> {
  return client.sendRequest<R>(type.method);
}

export function requestWith<P, R>(client: BaseLanguageClient, type: RequestType<P, R, void>, params: P): Promise<R> {
  return client.sendRequest<R>(type.method, params);
}

export function notify(client: BaseLanguageClient, type: NotificationType0): Promise<void> {
  return client.sendNotification(type.method);
}

export function onNotification<P>(
  client: BaseLanguageClient,
  type: NotificationType<P>,
  handler: (params: P) => void,
): Disposable {
  return client.onNotification(type.method, handler);
}
