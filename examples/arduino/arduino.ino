// A DHT22 on an ESP32 that measures every 30 s and publishes to Hearth: over TLS, with a login of its own, at QoS 1. While Hearth or
// the Wi-Fi is away it keeps what it measures, with the moment, and tries again after 1, 2, 4 … 60 s.
//
// Libraries, from the Library Manager: "MQTT" by Joël Gähwiler (256dpi), "DHT sensor library" by Adafruit.
// Fill in settings.h; teach Hearth the sensor with mapping.json. README.md says the rest.

#include <DHT.h>
#include <ESPmDNS.h>
#include <MQTT.h>
#include <WiFi.h>
#include <WiFiClientSecure.h>
#include <sys/time.h>

#include "payload.h"
#include "settings.h"

const int SENSOR_PIN = 4;
const unsigned long MEASURE_EVERY_MS = 30000;
const int ANSWER_WITHIN_MS = 10000;
const int KEEPALIVE_S = 30;
const int CONNECT_BYTES = 512;

WiFiClientSecure network;
MQTTClient mqtt(CONNECT_BYTES);
DHT dht(SENSOR_PIN, DHT22);

hearth::Queue<960> waiting;  // eight hours in 23 KB
hearth::Backoff backoff;
char climateTopic[200];
char statusTopic[200];

int64_t sinceStartMs() {
  return esp_timer_get_time() / 1000;  // doesn't begin anew after 49 days, as millis() does
}

// ms since 1970; 0 until the network has told the time.
int64_t nowMs() {
  timeval now;
  gettimeofday(&now, nullptr);
  const int64_t ms = (int64_t)now.tv_sec * 1000 + now.tv_usec / 1000;
  return ms >= hearth::CLOCK_IS_SET_MS ? ms : 0;
}

void measure() {
  static int64_t measuredAt = -(int64_t)MEASURE_EVERY_MS;
  if (sinceStartMs() - measuredAt < (int64_t)MEASURE_EVERY_MS) return;
  measuredAt = sinceStartMs();
  const int64_t at = nowMs();
  // Your sensor here. NAN says that there is no value.
  const hearth::Sample sample = {at > 0 ? at : measuredAt, dht.readTemperature(), dht.readHumidity(), WiFi.RSSI()};
  const unsigned long givenUp = waiting.givenUp();
  if (hearth::holdsValue(sample)) waiting.keep(sample);
  if (waiting.givenUp() > givenUp) Serial.printf("full: %lu given up so far\n", waiting.givenUp());
}

// A name that ends in .local is asked of the network at home, any other one of its DNS.
bool addressOf(const char* host, IPAddress& address) {
  const String name(host);
  if (!name.endsWith(".local")) return WiFi.hostByName(host, address) == 1;
  address = MDNS.queryHost(name.substring(0, name.length() - 6));
  return address != IPAddress();
}

// Connects by address and compares the certificate with the name.
bool connectToHearth() {
  IPAddress address;
  if (!addressOf(HOST, address)) {
    Serial.printf("%s is not found in this network\n", HOST);
    return false;
  }
  if (!network.connect(address, PORT, HOST, CA_PEM, nullptr, nullptr)) {
    Serial.printf("no TLS connection to %s:%d: is CA_PEM this home's, and HOST in its certificate?\n", HOST, PORT);
    return false;
  }
  const bool isConnected = true;
  if (!mqtt.connect(USER, USER, PASSWORD, isConnected)) {
    Serial.printf("Hearth lets it not in, code %d (4: user or password)\n", (int)mqtt.returnCode());
    return false;
  }
  return mqtt.publish(statusTopic, "online", true, 1);
}

bool isConnected() {
  static unsigned long triedAt = 0;
  static unsigned long wait = 0;
  if (mqtt.connected()) return true;
  // No certificate is in force before the clock is set.
  if (WiFi.status() != WL_CONNECTED || nowMs() == 0) return false;
  if (millis() - triedAt < wait) return false;
  const bool connected = connectToHearth();
  triedAt = millis();
  wait = backoff.next();
  if (connected) backoff.reset();
  return connected;
}

// Only what Hearth has on disk may be forgotten: publish waits for its acknowledgement.
void publishOldest() {
  static char payload[128];
  const size_t length = hearth::payloadOf(waiting.oldest(), payload, sizeof payload);
  const bool retain = false;
  if (length == 0 || mqtt.publish(climateTopic, payload, (int)length, retain, 1)) waiting.removeOldest();
}

void setup() {
  Serial.begin(115200);
  if (!hearth::topicOf(PREFIX, "climate", climateTopic, sizeof climateTopic) ||
      !hearth::topicOf(PREFIX, "status", statusTopic, sizeof statusTopic)) {
    Serial.println("PREFIX is too long");
    while (true) delay(1000);
  }
  dht.begin();
  WiFi.mode(WIFI_STA);
  WiFi.setAutoReconnect(true);
  WiFi.begin(WIFI_NAME, WIFI_PASSWORD);
  MDNS.begin(USER);
  configTime(0, 0, "pool.ntp.org");  // UTC
  mqtt.begin(network);
  mqtt.setOptions(KEEPALIVE_S, false, ANSWER_WITHIN_MS);  // false: a session that is kept
  mqtt.setWill(statusTopic, "offline", true, 1);
}

void loop() {
  measure();
  if (isConnected()) {
    mqtt.loop();  // answers and pings
    waiting.clockIsSet(nowMs() - sinceStartMs());
    if (!waiting.isEmpty()) publishOldest();
  }
  delay(10);
}
