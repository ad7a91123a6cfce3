import { connect } from 'mqtt';
import { tellDrained } from './drain-teller';

export interface FetchOrder {
  readonly url: string;
  readonly clientId: string;
  readonly brokers: readonly string[];
  /** Which of the messages are measured: the first ones get it going. */
  readonly from: number;
  readonly to: number;
}

/** Half of what the external door is measured against: mqtt.js as it is, receiving and acknowledging. */
const { url, clientId, from, to } = JSON.parse(process.argv[2] ?? '{}') as FetchOrder;
let messages = 0;
tellDrained({ from, to }, () => messages);
const client = connect(url, { clientId, clean: false });
client.on('message', () => {
  messages += 1;
});
await new Promise<void>((resolve) => client.once('connect', () => resolve()));
await client.subscribeAsync('#', { qos: 1 });
process.send?.({ subscribed: true });
