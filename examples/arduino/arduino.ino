// A sensor on an ESP8266 or ESP32 that loses nothing while Hearth or the Wi-Fi is away: it measures every 30 s, keeps what is not
// acknowledged, with the moment it was measured, and publishes at QoS 1.
//
// Library: ArduinoMqttClient, from the Library Manager. Teach Hearth the sensor with mapping.json, which lies beside this file.

#include <ArduinoMqttClient.h>
#include <time.h>
#ifdef ESP8266
#include <ESP8266WiFi.h>
#else
#include <WiFi.h>
#endif

const char WIFI_NAME[] = "my-wifi";
const char WIFI_PASSWORD[] = "my-password";
const char BROKER[] = "192.168.1.10";
const int BROKER_PORT = 1883;
const char CLIENT_ID[] = "kitchen-esp";  // one of its own for each device, and always the same
const char TOPIC[] = "home/kitchen/esp";

const unsigned long EVERY_MS = 30000;
const unsigned long ANSWER_MS = 10000;
const unsigned long RETRY_MS = 5000;
const time_t CLOCK_IS_SET = 1700000000;

struct Sample {
  time_t at;
  float celsius;
};

const int KEPT = 240;  // two hours
Sample waiting[KEPT];
int first = 0;
int count = 0;

WiFiClient network;
MqttClient mqtt(network);

// Your sensor here. NAN says that there is no value.
float measure() {
  return 21.5;
}

// The oldest is given up when there is no more room.
void keep(Sample sample) {
  if (count == KEPT) {
    first = (first + 1) % KEPT;
    count--;
  }
  waiting[(first + count) % KEPT] = sample;
  count++;
}

// True once Hearth has it on disk: only then may it be forgotten.
bool publish(const Sample& sample) {
  char payload[64];
  if (sample.at > CLOCK_IS_SET) {
    snprintf(payload, sizeof payload, "{\"time\":%lld,\"temperature\":%.2f}", (long long)sample.at, sample.celsius);
  } else {
    // No time yet: Hearth takes the moment of receipt.
    snprintf(payload, sizeof payload, "{\"temperature\":%.2f}", sample.celsius);
  }
  const bool retain = false;
  const int qos = 1;
  mqtt.beginMessage(TOPIC, strlen(payload), retain, qos);
  mqtt.print(payload);
  if (mqtt.endMessage()) return true;
  mqtt.stop();
  return false;
}

bool connected() {
  static unsigned long triedAt = 0;
  if (mqtt.connected()) return true;
  if (WiFi.status() != WL_CONNECTED || (triedAt != 0 && millis() - triedAt < RETRY_MS)) return false;
  triedAt = millis();
  return mqtt.connect(BROKER, BROKER_PORT);
}

void setup() {
  WiFi.mode(WIFI_STA);
  WiFi.setAutoReconnect(true);
  WiFi.begin(WIFI_NAME, WIFI_PASSWORD);
  configTime(0, 0, "pool.ntp.org");  // UTC
  mqtt.setId(CLIENT_ID);
  mqtt.setCleanSession(false);
  mqtt.setConnectionTimeout(ANSWER_MS);
}

void loop() {
  static unsigned long measuredAt = 0;
  if (measuredAt == 0 || millis() - measuredAt >= EVERY_MS) {
    measuredAt = millis();
    const float celsius = measure();
    if (!isnan(celsius)) keep({time(nullptr), celsius});
  }
  if (connected()) {
    mqtt.poll();  // answers and pings
    if (count > 0 && publish(waiting[first])) {
      first = (first + 1) % KEPT;
      count--;
    }
  }
  delay(10);
}
