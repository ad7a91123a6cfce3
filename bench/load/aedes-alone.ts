import { createServer } from 'node:net';
import { Aedes } from 'aedes';
import { tellCpu } from './cpu-teller';

/** Half of what the door is measured against: the broker that acknowledges and keeps nothing. */
const broker = await Aedes.createBroker();
const server = createServer(broker.handle);
server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  if (typeof address === 'object' && address !== null) process.send?.({ port: address.port });
});
tellCpu();
