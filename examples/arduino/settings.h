// What is yours. Keep it to yourself: whoever has user and password publishes as this device.
#pragma once

const char WIFI_NAME[] = "my-wifi";
const char WIFI_PASSWORD[] = "my-password";

// A name of Hearth's machine that is in its certificate: npm run admin -- certificates
const char HOST[] = "hearth.local";
const int PORT = 8883;

// npm run admin -- login add --name 'Bathroom' --prefix home/bathroom/esp
const char USER[] = "sensor-…";
const char PASSWORD[] = "…";
const char PREFIX[] = "home/bathroom/esp";

// The text of the home's ca.pem.
const char CA_PEM[] = R"(-----BEGIN CERTIFICATE-----
…
-----END CERTIFICATE-----
)";
