'use client';

import { NewAddress } from '@/components/people/new-address';
import type { BrokerAddresses, Credentials } from '@/contracts/device-login';

/** User name and password, this once, and a line to try them with. */
export function CredentialsShown({
  credentials: { user, password },
  topic,
  addresses,
}: {
  credentials: Credentials;
  /** Below which it publishes; undefined for one that only reads. */
  topic: string | undefined;
  addresses: BrokerAddresses;
}) {
  return (
    <div className="grid gap-2.5">
      <NewAddress address={user}>User name</NewAddress>
      <NewAddress address={password}>Password: it is shown only now</NewAddress>
      {topic !== undefined && (
        <NewAddress address={snippetOf(addresses, user, password, `${topic}/test`)}>
          To try it, from a computer with mosquitto_pub
        </NewAddress>
      )}
    </div>
  );
}

function snippetOf(
  { mqttsUrl, mqttUrl }: BrokerAddresses,
  user: string,
  password: string,
  topic: string,
): string {
  const { hostname, port, protocol } = new URL(mqttsUrl ?? mqttUrl ?? 'mqtt://127.0.0.1:1883');
  const tls = protocol === 'mqtts:' ? ' --cafile hearth-ca.pem' : '';
  return `mosquitto_pub -h ${hostname} -p ${port}${tls} -u ${user} -P ${password} -q 1 -t ${topic} -m 21.5`;
}
