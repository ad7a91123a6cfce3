import type { FamilyId } from '@/contracts/arrival';
import { type Connection, shownPassword } from './connection';

/** Settings of a device, or a program for it, with its login filled in. */
export interface Snippet {
  readonly label: string;
  /** What is to be done with it, in a sentence. */
  readonly says: string;
  /** A name for it as a file; undefined: it is typed. */
  readonly file?: string;
  readonly text: string;
}

/** What fits the family, its own first. */
export function snippetsOf(family: FamilyId, connection: Connection): readonly Snippet[] {
  const own = OWN[family];
  return [...own.map((snippet) => snippet(connection)), mosquittoPub(connection)];
}

const OWN: Readonly<Record<FamilyId, readonly ((connection: Connection) => Snippet)[]>> = {
  tasmota: [tasmota],
  zigbee2mqtt: [zigbee2mqtt],
  esphome: [esphome],
  arduino: [arduino, raspberry],
  raspberry: [raspberry, arduino],
  shelly: [shelly],
  meter: [raspberry, arduino],
  other: [raspberry, arduino],
};

/** One message, from any terminal. */
export function mosquittoPub(connection: Connection): Snippet {
  const { host, port, hasTls, user, example } = connection;
  const tls = hasTls ? ' --cafile hearth-ca.pem' : '';
  return {
    label: 'mosquitto_pub',
    says: hasTls
      ? 'Sends one reading like its own. hearth-ca.pem is the CA above.'
      : 'Sends one reading like its own.',
    text: `mosquitto_pub -h ${host} -p ${port}${tls} -u ${user} -P ${shownPassword(connection)} -t '${example.topic}' -q 1 -m '${example.payload}'`,
  };
}

function arduino(connection: Connection): Snippet {
  const { host, port, user, base } = connection;
  return {
    label: 'Arduino, ESP32',
    says: 'For an ESP32 with a DHT22 on pin 4. Libraries: MQTT (256dpi), DHT. The whole sketch, with a queue while offline, is in examples/arduino.',
    file: 'hearth.ino',
    text: `// ESP32 with a DHT22 on pin 4. Libraries: MQTT (256dpi), DHT
#include <DHT.h>
#include <MQTT.h>
#include <WiFi.h>
#include <WiFiClientSecure.h>

const char* WIFI = "your Wi-Fi";
const char* WIFI_PASS = "its password";
const char* HOST = "${host}";
const char* USER = "${user}";
const char* PASS = "${shownPassword(connection)}";
const char* CA = R"(
-----BEGIN CERTIFICATE-----
the lines of hearth-ca.pem
-----END CERTIFICATE-----
)";

WiFiClientSecure tls;
MQTTClient mqtt;
DHT dht(4, DHT22);

void setup() {
  dht.begin();
  WiFi.begin(WIFI, WIFI_PASS);
  configTime(0, 0, "pool.ntp.org");  // TLS needs the date
  tls.setCACert(CA);
  mqtt.begin(HOST, ${port}, tls);
  mqtt.setWill("${base}/status", "offline", true, 1);
}

void loop() {
  mqtt.loop();
  if (!mqtt.connected()) {
    if (!mqtt.connect(USER, USER, PASS)) { delay(5000); return; }
    mqtt.publish("${base}/status", "online", true, 1);
  }
  static uint32_t last; if (millis() - last < 30000) return;
  last = millis();
  float t = dht.readTemperature(), h = dht.readHumidity();
  if (isnan(t) || isnan(h)) return;
  char msg[64];
  snprintf(msg, sizeof msg, "{\\"t\\":%.1f,\\"h\\":%.1f}", t, h);
  mqtt.publish("${base}/state", msg, false, 1);  // QoS 1: acked once stored
}
`,
  };
}

function raspberry(connection: Connection): Snippet {
  const { host, port, hasTls, user, base, example } = connection;
  return {
    label: 'Raspberry Pi',
    says: 'pip install paho-mqtt. The whole script, with a queue that outlives a reboot, is in examples/raspberry-pi.',
    file: 'hearth.py',
    text: `import time
import paho.mqtt.client as mqtt

client = mqtt.Client(mqtt.CallbackAPIVersion.VERSION2, client_id="${user}", clean_session=False)
client.username_pw_set("${user}", "${shownPassword(connection)}")
${hasTls ? 'client.tls_set(ca_certs="hearth-ca.pem")\n' : ''}client.will_set("${base}/status", "offline", qos=1, retain=True)
client.on_connect = lambda *_: client.publish("${base}/status", "online", qos=1, retain=True)
client.connect_async("${host}", ${port})
client.loop_start()

while True:
    message = '${example.payload}'  # what your sensor says
    client.publish("${example.topic}", message, qos=1)
    time.sleep(30)
`,
  };
}

function tasmota(connection: Connection): Snippet {
  const { host, port, hasTls, user, base, trust } = connection;
  const tls =
    hasTls && trust.tasmota !== undefined
      ? `SetOption132 1\nMqttFingerprint1 ${trust.tasmota}\n`
      : hasTls
        ? 'SetOption132 1\n'
        : '';
  return {
    label: 'Tasmota',
    says: 'In its console, line by line. Any tasmota32 speaks TLS; an ESP8266 needs a build with USE_MQTT_TLS.',
    text: `${tls}MqttHost ${host}
MqttPort ${port}
MqttUser ${user}
MqttPassword ${shownPassword(connection)}
Topic ${base}
FullTopic %prefix%/%topic%/
TelePeriod 60
${hasTls ? 'SetOption103 1\n' : ''}`,
  };
}

function esphome(connection: Connection): Snippet {
  const { host, port, hasTls, user, base } = connection;
  return {
    label: 'ESPHome',
    says: 'Into the YAML of an ESP32 with a DHT22 on GPIO4.',
    file: 'hearth.yaml',
    text: `esp32:
  board: esp32dev
  framework:
    type: esp-idf

mqtt:
  broker: ${host}
  port: ${port}
  username: ${user}
  password: "${shownPassword(connection)}"
  client_id: ${user}
  topic_prefix: ${base}
  # These would publish elsewhere, which this login may not.
  discovery: false
  discover_ip: false
  log_topic:
${
  hasTls
    ? `  certificate_authority: |
    -----BEGIN CERTIFICATE-----
    the lines of hearth-ca.pem
    -----END CERTIFICATE-----
`
    : ''
}
sensor:
  - platform: dht
    model: DHT22
    pin: GPIO4
    update_interval: 30s
    temperature:
      name: temperature
      qos: 1
    humidity:
      name: humidity
      qos: 1
`,
  };
}

function zigbee2mqtt(connection: Connection): Snippet {
  const { host, port, hasTls, user, base } = connection;
  return {
    label: 'Zigbee2MQTT',
    says: 'Into its configuration.yaml, then restart it.',
    file: 'configuration.yaml',
    text: `mqtt:
  base_topic: ${base}
  server: ${hasTls ? 'mqtts' : 'mqtt'}://${host}:${port}
  user: ${user}
  password: "${shownPassword(connection)}"
${hasTls ? '  ca: /app/data/hearth-ca.pem\n' : ''}advanced:
  output: json
  last_seen: ISO_8601
`,
  };
}

function shelly(connection: Connection): Snippet {
  const { host, port, hasTls, user, base } = connection;
  return {
    label: 'Shelly',
    says: hasTls
      ? 'On its own page: Settings, TLS: upload hearth-ca.pem as user CA; then Settings, MQTT.'
      : 'On its own page: Settings, MQTT.',
    text: `Server            ${host}:${port}
Connection type   ${hasTls ? 'User TLS (user CA)' : 'No SSL'}
Client id         ${user}
Username          ${user}
Password          ${shownPassword(connection)}
MQTT prefix       ${base}
Generic status update over MQTT   on
`,
  };
}
