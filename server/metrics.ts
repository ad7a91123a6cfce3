import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';

/** Each look wakes the process: a hundred a second, the default, cost an idle Hearth 0.45 % of a core more than ten. */
const LOOK_AT_EVENT_LOOP_EVERY_MS = 100;

/** Every metric by its operations name. One registry a process. */
export function createMetrics() {
  const registry = new Registry();
  const counter = <Label extends string = never>(
    name: string,
    help: string,
    labelNames: readonly Label[] = [],
  ) => new Counter({ name, help, labelNames, registers: [registry] });
  const gauge = <Label extends string = never>(
    name: string,
    help: string,
    labelNames: readonly Label[] = [],
  ) => new Gauge({ name, help, labelNames, registers: [registry] });
  collectDefaultMetrics({ register: registry, eventLoopMonitoringPrecision: LOOK_AT_EVENT_LOOP_EVERY_MS });
  return {
    registry,
    mqttReceived: counter(
      'hearth_mqtt_received_total',
      'PUBLISH packets and raised wills that reached a door',
      ['qos'],
    ),
    rawAppended: counter('hearth_raw_appended_total', 'Messages on disk in the raw log', ['qos']),
    rawWritten: counter('hearth_raw_written_total', 'Records in the raw log that no client at a door sent', [
      'source',
    ]),
    mqttJoined: counter('hearth_mqtt_joined_total', 'Repeats that joined a message still held', ['qos']),
    mqttRefused: counter('hearth_mqtt_refused_total', 'Messages refused at the door', [
      'qos',
      'reason',
      'letter',
    ]),
    mqttShed: counter('hearth_mqtt_shed_total', 'QoS 0 messages and wills dropped while Kafka was away', [
      'qos',
    ]),
    mqttInFlight: gauge('hearth_mqtt_in_flight', 'Messages received and not yet decided', ['qos']),
    mqttAcked: counter('hearth_mqtt_acked_total', 'Messages acknowledged to their sender', ['qos']),
    mqttPublished: counter('hearth_mqtt_published_total', 'Messages that Hearth had to publish itself', [
      'result',
    ]),
    mqttEnded: counter('hearth_mqtt_ended_total', 'Connections of MQTT clients that Hearth ended', [
      'reason',
    ]),
    mqttTlsFailed: counter('hearth_mqtt_tls_failed_total', 'TLS handshakes of MQTT clients that failed'),
    mqttClients: gauge('hearth_mqtt_clients', 'Connected MQTT clients'),
    decoded: counter('hearth_decoded_total', 'Readings decoded', ['family']),
    duplicates: counter('hearth_duplicates_total', 'Repeats dropped by decode', ['reason']),
    unclaimed: counter('hearth_unclaimed_total', 'Messages that no mapping or binding claims', ['reason']),
    knowledgeTurnedAway: counter(
      'hearth_knowledge_turned_away_total',
      'What devices told of themselves and found no room to be remembered',
      ['family'],
    ),
    deadLetters: counter('hearth_dead_letters_total', 'Messages that could not be read', ['code', 'stage']),
    consumerLag: gauge('hearth_consumer_lag', 'Records a consumer has yet to apply', [
      'group',
      'topic',
      'partition',
    ]),
    latency: new Histogram({
      name: 'hearth_latency_seconds',
      help: 'Time between two hops',
      labelNames: ['hop'],
      buckets: [0.001, 0.002, 0.004, 0.008, 0.016, 0.032, 0.064, 0.128, 0.256, 0.512, 1, 4, 16, 64],
      registers: [registry],
    }),
    sockets: gauge('hearth_sockets', 'Open browser sockets'),
    socketFrames: counter('hearth_socket_frames_total', 'Frames sent to browsers'),
    sinkDocuments: counter(
      'hearth_sink_documents_total',
      'Measures, by what became of them in the search server',
      ['result'],
    ),
    sinkRequests: counter('hearth_sink_requests_total', 'Requests that wrote to the search server', [
      'event',
    ]),
    historyRows: counter('hearth_history_rows_total', 'Values stored', ['result']),
  };
}
export type Metrics = ReturnType<typeof createMetrics>;
