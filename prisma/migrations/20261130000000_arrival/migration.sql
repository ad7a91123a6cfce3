-- What was seen of logins at the broker's door: what an admin looks at who asks why a device doesn't come in.
CREATE TABLE "login_event" (
    "id" BIGSERIAL NOT NULL,
    "login_id" VARCHAR(40),
    "at" TIMESTAMPTZ(3) NOT NULL,
    "kind" VARCHAR(12) NOT NULL,
    "address" VARCHAR(64),
    "detail" JSONB NOT NULL,

    CONSTRAINT "login_event_pkey" PRIMARY KEY ("id")
);

CREATE INDEX "login_event_login_id_id_idx" ON "login_event"("login_id", "id");

-- A device that somebody is adding, until it is named.
CREATE TABLE "arrival" (
    "login_id" VARCHAR(40) NOT NULL,
    "family" VARCHAR(20) NOT NULL,
    "base" VARCHAR(200) NOT NULL,
    "begun_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "watched_until" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "phone_hash" VARCHAR(64),
    "phone_until" TIMESTAMPTZ(3),

    CONSTRAINT "arrival_pkey" PRIMARY KEY ("login_id")
);

CREATE UNIQUE INDEX "arrival_phone_hash_key" ON "arrival"("phone_hash");

ALTER TABLE "arrival" ADD CONSTRAINT "arrival_login_id_fkey" FOREIGN KEY ("login_id") REFERENCES "device_login"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- By which login what feeds a sensor comes.
ALTER TABLE "sensor" ADD COLUMN "login_id" VARCHAR(40);

CREATE INDEX "sensor_login_id_idx" ON "sensor"("login_id");

ALTER TABLE "sensor" ADD CONSTRAINT "sensor_login_id_fkey" FOREIGN KEY ("login_id") REFERENCES "device_login"("id") ON DELETE SET NULL ON UPDATE CASCADE;
